import Accounting
import Population
import Pricing
import Sampling

/// How an owner's gaps between jobs or uses vary, in units of the mean gap.
enum GapKeys {
  static let cv = Field(
    "cv", .number(0.01...30), "Standard deviation of the gaps over their mean: 1 is random, above 1 comes in bursts.")
  static let table = Table(name: "gaps", about: "How gaps vary within one owner.", keys: [cv.key])

  /// `{cv: 1.8}`, or any distribution of numbers, which is scaled to a mean of 1.
  static let codec = Codec<Distribution>(schema: .anyOf([.reference(table.name), .reference(Measure.number.definition)])) {
    cursor in
    if cursor.tree["cv"] != nil {
      return Record(cursor, table).flatMap { $0[cv] }.flatMap { try? Distribution.gamma(mean: 1, cv: $0) }
    }
    guard let law = DistributionReader(measure: .number).read(cursor) else { return nil }
    guard law.mean > 0, let scaled = try? law.scaled(by: 1 / law.mean) else {
      cursor.report(
        .badDistribution, "gaps cannot be scaled to a mean of 1", allowed: "a law of numbers above zero, or {cv: 1.5}")
      return nil
    }
    return scaled
  }

  /// Random gaps without memory.
  static let standard = (try? Distribution.exponential(mean: 1)) ?? .zero
}

/// `hours: office`, or 168 weights.
enum HourKeys {
  private static let named = Codec<HourProfile>.word(HourProfile.named.map { (name: $0.name, value: $0.profile) })
  private static let weights = Codec<[Double]>.list(of: .number(0...1e6), atMost: 168)

  static let codec = Codec<HourProfile>(schema: .anyOf([named.schema, weights.schema])) { cursor in
    guard let elements = cursor.tree.elements else { return named.read(cursor) }
    guard let values = weights.read(cursor) else { return nil }
    guard let profile = HourProfile(weights: values) else {
      cursor.report(
        .outOfRange, "a week of \(elements.count) weights", allowed: "168 weights, Monday 00:00 UTC first, not all zero")
      return nil
    }
    return profile
  }
}

/// What one worker gets, and to what it is rounded: `{lognormal: {median: 3.00 USD, sigma: 0.5}, step: 0.05 USD}`.
struct Payout: Sendable {
  var law: Distribution
  /// In minor units.
  var step: Int64

  static let definition = "payout"

  static let codec = Codec<Payout>(schema: .reference(definition)) { cursor in
    let law = DistributionReader(measure: .money, otherKeys: ["step"]).read(cursor)
    let step = cursor.tree.entries?.first { $0.key == "step" }.map { Codec<Int64>.positiveMoney.read(cursor.child(of: $0)) }
    // A step that is written and wrong was reported; one that is missing is the smallest unit.
    guard let law, let step = step ?? 1 else { return nil }
    return Payout(law: law, step: step)
  }
}

/// `jobs:` of a segment.
enum JobKeys {
  static let perWeek = Field("per_week", .distribution(.number), "Jobs a week; drawn once per owner, so that owners differ.")
  static let gaps = Field("gaps", GapKeys.codec, standard: "random (cv 1)", "How the gaps between one owner's jobs vary.")
  static let hours = Field("hours", HourKeys.codec, standard: "flat", "When in the week jobs are opened (UTC).")
  static let trend = Field("trend", .growth, standard: "0 %", "How much more active an owner is after a year.")
  static let slots = Field("slots", .distribution(.number), "Slots of one job, rounded to at least 1.")
  static let payout = Field("payout", Payout.codec, "What one worker gets, and perhaps a step to which it is rounded.")
  static let fill = Field(
    "fill", .distribution(.share), standard: "100 %", "Share of a job's slots that somebody fills; drawn per job.")
  static let batches = Field("batches", .integer(1...16), standard: "1", "In how many batches the filled slots come.")
  static let timeToFill = Field(
    "time_to_fill", .distribution(.duration), "Time from opening a job to a batch being filled; drawn per batch.")
  static let rejects = Field("rejects", .probability, standard: "0 %", "Share of the filled slots that the owner rejects.")
  static let deadline = Field("deadline", .positiveDuration, standard: "the catalog's timeout", "When a job times out.")
  static let closesEarly = Field(
    "closes_early", .probability, standard: "0 %", "Share of jobs closed once the last batch is in, before the deadline.")
  static let cancels = Field("cancels", .probability, standard: "0 %", "Share of jobs that the owner cancels.")

  static let table = Table(
    name: "jobs", about: "How an owner opens jobs and how they go.",
    keys: [
      perWeek.key, gaps.key, hours.key, trend.key, slots.key, payout.key, fill.key, batches.key, timeToFill.key, rejects.key,
      deadline.key, closesEarly.key, cancels.key,
    ])

  static let codec = Codec<JobBehaviour>.record(table) { record in
    let rate = record[perWeek]
    let gaps = record[gaps] ?? GapKeys.standard
    let hours = record[hours] ?? .flat
    let trend = record[trend] ?? 0
    let slots = record[slots]
    let payout = record[payout]
    let fill = record[fill] ?? (try? Distribution.constant(1))
    let batches = record[batches].map(Int.init) ?? 1
    let time = record[timeToFill]
    let rejects = record[rejects] ?? 0
    let deadline = record[deadline] ?? record.cursor.context.jobTimeout_ms
    let early = record[closesEarly] ?? 0
    let cancels = record[cancels] ?? 0
    guard let rate, let slots, let payout, let fill, let time else { return nil }
    guard slots.mean * payout.law.mean <= Double(Limits.largestAmount) / 4 else {
      record.cursor(of: JobKeys.payout).report(
        .amountTooLarge, "an average job of \(plain(slots.mean.rounded())) slots costs more than an amount can be",
        allowed: "slots x payout of at most \(Limits.largestAmount / 4) in the smallest unit")
      return nil
    }
    return JobBehaviour(
      perWeek: rate, gaps: gaps, hours: hours, trendPerYear: trend, slots: slots, payout: payout.law, payoutStep: payout.step,
      fill: fill, batches: batches, timeToFill_ms: time, rejects: rejects, deadline_ms: deadline, closesEarly: early,
      cancels: cancels)
  }
}

/// `use:` of a segment.
enum UseKeys {
  static let perDay = Field("per_day", .distribution(.number), "Uses a day; drawn once per owner.")
  static let gaps = Field("gaps", GapKeys.codec, standard: "random (cv 1)", "How the gaps between one owner's uses vary.")
  static let hours = Field("hours", HourKeys.codec, standard: "flat", "When in the week uses fall (UTC).")
  static let quantity = Field("quantity", .distribution(.money), "What one use costs, at least one unit of money.")
  static let batch = Field("batch", .distribution(.number), standard: "1", "How many uses come at once, rounded, 1 to 1000.")
  static let sessions = Field("sessions", SessionKeys.codec, standard: "all the time", "Sessions that uses come in.")

  static let table = Table(
    name: "use", about: "How an owner uses a metered product.",
    keys: [perDay.key, gaps.key, hours.key, quantity.key, batch.key, sessions.key])

  static let codec = Codec<UsageBehaviour>.record(table) { record in
    let rate = record[perDay]
    let gaps = record[gaps] ?? GapKeys.standard
    let hours = record[hours] ?? .flat
    let quantity = record[quantity]
    let batch = record[batch]
    let sessions = record[sessions]
    guard let rate, let quantity else { return nil }
    var usage = UsageBehaviour(perDay: rate, gaps: gaps, hours: hours, quantity: quantity)
    usage.batch = batch
    usage.sessions = sessions
    return usage
  }
}
