import Accounting
import Sampling
import Simulation

/// `webhook_faults: {duplicates: 30 %, delay: {exponential: {mean: 5 minutes}}}`.
enum WebhookFaultKeys {
  static let duplicates = Field("duplicates", .probability, standard: "0 %", "Chance that an answer comes twice.")
  static let delay = Field("delay", .distribution(.duration), standard: "0 s", "How much later each copy comes.")
  static let table = Table(
    name: "webhook_faults", about: "Answers that come late, twice or out of order.", keys: [duplicates.key, delay.key])

  static let codec = Codec<Condition.Kind>.record(table) { record in
    let duplicates = record[duplicates] ?? 0
    let delay = record[delay] ?? (try? Distribution.constant(0))
    return delay.map { .webhookFaults(duplicates: duplicates, delay_ms: $0) }
  }
}

/// One entry of `conditions`: something that goes differently for a while.
enum ConditionKeys {
  enum Change: Sendable {
    case condition(Condition)
    case terms(RevisionKeys.Change)
  }

  static let surge = Field("surge", .multiplier, standard: "none", "Owners open jobs and use products this many times as often.")
  static let outage = Field(
    "processor_outage", .positiveDuration, standard: "none", "Every charge is declined softly for this long.")
  static let stall = Field(
    "pipeline_stall", .positiveDuration, standard: "none", "The metering pipeline does nothing for this long; uses wait.")
  static let faults = Field("webhook_faults", WebhookFaultKeys.codec, standard: "none", "The processor's answers go astray.")
  static let declines = Field(
    "card_declines", .probability, standard: "none", "Cards decline this share of what would have succeeded.")
  static let price = Field("price_change", changedTerms, standard: "none", "Keys of the catalog that change at a date, for good.")
  static let from = Field("from", .date, "When it begins.")
  static let to = Field(
    "to", .date, standard: "see the kinds", "When it is over; needed with a surge, declines and webhook faults.")

  static let table = Table(
    name: "condition", about: "Something that goes differently for a while.",
    keys: [surge.key, outage.key, stall.key, faults.key, declines.key, price.key, from.key, to.key],
    oneOf: [surge.key.name, outage.key.name, stall.key.name, faults.key.name, declines.key.name, price.key.name])

  /// The keys of `price_change`; its values are read once the terms before it are known.
  static let termsTable = Table(
    name: "changed_terms", about: "Terms that change at a date; what is not written stays.", keys: RevisionKeys.optionalTerms)

  private static let changedTerms = Codec<ChangedTerms>.record(termsTable) { record in
    ChangedTerms(tree: record.cursor.tree, path: record.cursor.path)
  }

  static let codec = Codec<Change>.record(table) { record in
    let factor = record[surge]
    let outage = record[outage]
    let stall = record[stall]
    let faults = record[faults]
    let declines = record[declines]
    let terms = record[price]
    let begin = record[from]
    let end = record[to]
    guard let begin else { return nil }
    if let terms {
      guard isOpen(record, because: "a price change has no end; write a second one") else { return nil }
      return .terms(RevisionKeys.Change(effective: begin, cursor: terms))
    }
    if let outage {
      guard isOpen(record, because: "an outage lasts as long as it says") else { return nil }
      return .condition(Condition(kind: .processorOutage, from: begin, to: begin.advanced(by: outage)))
    }
    if let stall {
      guard isOpen(record, because: "a stall lasts as long as it says") else { return nil }
      return .condition(Condition(kind: .pipelineStall, from: begin, to: begin.advanced(by: stall)))
    }
    let burst = declines.map { Condition.Kind.cardDeclines(share: $0) }
    guard let kind = factor.map({ Condition.Kind.surge(factor: $0) }) ?? faults ?? burst else { return nil }
    guard record.has(to) else {
      record.cursor.report(.missingKey, "the key 'to' is missing", hint: "to: \(to.key.about)")
      return nil
    }
    guard let end else { return nil }
    guard begin < end else {
      record.cursor(of: to).report(.emptyWindow, "the end is not after the beginning", allowed: "a 'to' after 'from'")
      return nil
    }
    return .condition(Condition(kind: kind, from: begin, to: end))
  }

  private static func isOpen(_ record: Record, because reason: String) -> Bool {
    guard record.has(to) else { return true }
    record.cursor(of: to).report(.contradiction, "a 'to' that is not needed", allowed: "no 'to' here: \(reason)")
    return false
  }
}
