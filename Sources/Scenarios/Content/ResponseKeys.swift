import Population

/// `responds: {activity_elasticity: -0.6, churn_elasticity: 0.3}` of a segment.
enum ResponseKeys {
  static let activity = Field(
    "activity_elasticity", .number(-10...10), standard: "0",
    "Exponent of the relative price in the rates of jobs and uses; -0.6 makes 10 % dearer 1.1^-0.6 times as active.")
  static let churn = Field(
    "churn_elasticity", .number(-10...10), standard: "0",
    "Exponent of the relative price in how fast a stay passes; 0.3 makes 10 % dearer 1.1^0.3 times as fast.")

  static let table = Table(
    name: "responds", about: "How owners answer to prices that differ from the baseline's.", keys: [activity.key, churn.key])

  static let codec = Codec<PriceResponse>.record(table) { record in
    PriceResponse(activityElasticity: record[activity] ?? 0, churnElasticity: record[churn] ?? 0)
  }
}
