import Population
import Sampling

/// `joins: at start`, `{spread: 90 days}`, `poisson` or `{poisson: {growth: 20 %}}`.
enum JoinKeys {
  static let spread = Field("spread", .positiveDuration, standard: "none", "Evenly at random over this first part of the run.")
  static let poisson = Field(
    "poisson", PoissonKeys.codec, standard: "none", "A Poisson stream over the whole run that brings 'owners' on average.")

  static let table = Table(
    name: "joins", about: "When owners join.", keys: [spread.key, poisson.key], oneOf: [spread.key.name, poisson.key.name])

  /// The stream's rate is left at zero: it follows from the segment's owners and the horizon, which come last.
  private static let words = Codec<Joining>.word([
    ("at start", .atStart), ("poisson", .poisson(perDay: 0, growthPerYear: 0)),
  ])

  static let codec = Codec<Joining>(schema: .anyOf([words.schema, .reference(table.name)])) { cursor in
    guard cursor.tree.entries != nil else { return words.read(cursor) }
    guard let record = Record(cursor, table) else { return nil }
    let spread = record[spread]
    let growth = record[poisson]
    if let growth { return .poisson(perDay: 0, growthPerYear: growth) }
    return spread.map { .spread(over_ms: $0) }
  }
}

enum PoissonKeys {
  static let growth = Field("growth", .growth, standard: "0 %", "How much faster owners join after a year.")
  static let table = Table(name: "poisson_stream", about: "A stream of new owners.", keys: [growth.key])
  static let codec = Codec<Double>.record(table) { $0[growth] ?? 0 }
}

/// One segment: an entry of `population`, or a file of its own.
enum SegmentKeys {
  /// Most owners that one segment may name; the run's own limit is usually lower.
  static let mostOwners: Int64 = 1_000_000_000_000

  static let segment = Field("segment", .name, "The segment's name, for reports and --set.")
  static let about = Field("about", .text(atMost: 2_000), standard: "empty", "Who they are, in a sentence.")
  static let catalog = Field("catalog", ScenarioKeys.named, standard: "the scenario's", "The price list that they pay by.")
  static let owners = Field("owners", .integer(0...mostOwners), "How many there are; on average where they join as a stream.")
  static let joins = Field("joins", JoinKeys.codec, standard: "at start", "When they join.")
  static let stays = Field("stays", .distribution(.duration), standard: "for ever", "How long an owner stays.")
  static let detaches = Field(
    "detaches_when_leaving", .probability, standard: "0 %", "Share of the leaving owners who detach their payment method.")
  static let refunds = Field(
    "refunds_when_leaving", .probability, standard: "0 %", "Share of the leaving owners who ask for unspent credits back.")
  static let disputes = Field(
    "disputes_when_leaving", .probability, standard: "0 %", "Share of the leaving owners who have their bank take a payment back."
  )
  static let disputesAfterRefund = Field(
    "disputes_after_refund", .probability, standard: "0 %",
    "Share of those refunded whose bank takes the payment back too.")
  static let jobs = Field("jobs", JobKeys.codec, standard: "none", "The jobs that they open.")
  static let use = Field("use", UseKeys.codec, standard: "none", "Their use of a metered product.")
  static let plans = Field("plans", PlanBehaviourKeys.codec, standard: "none", "How they subscribe.")
  static let documents = Field("documents", DocumentBehaviourKeys.codec, standard: "none", "What their end users open.")
  static let interviews = Field("interviews", InterviewBehaviourKeys.codec, standard: "none", "The interviews that they hold.")
  static let funds = Field("funds", FundsKeys.codec, "How they pay.")
  static let responds = Field("responds", ResponseKeys.codec, standard: "not at all", "How they answer to prices.")

  static let table = Table(
    name: "segment", about: "One kind of owner, described by distributions.",
    keys: [
      segment.key, about.key, catalog.key, owners.key, joins.key, stays.key, detaches.key, refunds.key, disputes.key,
      disputesAfterRefund.key, jobs.key, use.key, plans.key, documents.key, interviews.key, funds.key, responds.key,
    ])

  static let codec = Codec<Segment>.record(table) { record in
    let name = record[segment]
    _ = record[about]
    // First of all, because amounts are in its currency.
    let context = record.cursor.context
    let catalog = context.catalogs.take(record[catalog], context: context)
    let owners = record[owners].map(Int.init)
    let joins = record[joins] ?? .atStart
    let stays = record[stays]
    let detaches = record[detaches] ?? 0
    let refunds = record[refunds] ?? 0
    let disputes = record[disputes] ?? 0
    let disputesAfterRefund = record[disputesAfterRefund] ?? 0
    let jobs = record[jobs]
    let use = record[use]
    let plans = record[plans]
    let documents = record[documents]
    let interviews = record[interviews]
    let funds = record[funds]
    let responds = record[responds] ?? .none
    guard let name, let owners, let funds else { return nil }
    var result = Segment(
      name: name, owners: owners, joins: joins, stays_ms: stays, detachesWhenLeaving: detaches, refundsWhenLeaving: refunds,
      disputesWhenLeaving: disputes, jobs: jobs, usage: use, plans: plans, documents: documents, interviews: interviews,
      funds: funds)
    result.disputesAfterRefund = disputesAfterRefund
    result.catalog = catalog ?? 0
    result.responds = responds
    return result
  }
}
