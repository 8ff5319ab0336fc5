import Accounting
import Sampling
import Simulation

/// `pipeline: {partitions: 8, capacity: 50 per second, service: exponential}`.
enum PipelineKeys {
  static let partitions = Field(
    "partitions", .integer(1...65_536), "How many queues the owners are dealt to; each is simulated as one shard.")
  static let capacity = Field("capacity", .rate, "Most uses that one partition meters, such as '50 per second'.")
  static let service = Field(
    "service", serviceCodec, standard: "constant",
    "How the time that one use takes varies: 'constant', 'exponential', or '{cv: 1.5}' for a Gamma law.")

  static let table = Table(
    name: "pipeline", about: "A metering pipeline of limited capacity, whose backlog delays cutoffs.",
    keys: [partitions.key, capacity.key, service.key])

  static let codec = Codec<Pipeline>.record(table) { record in
    let partitions = record[partitions]
    let mean_ns = record[capacity]
    let service = record.has(service) ? record[service] : .constant
    guard let partitions, let mean_ns, let law = service.flatMap({ $0.law(mean: mean_ns) }) else { return nil }
    return Pipeline(partitions: Int(partitions), service_ns: law)
  }

  /// How service times vary around their mean.
  enum Service: Sendable {
    case constant, exponential
    case gamma(cv: Double)

    func law(mean: Double) -> Distribution? {
      switch self {
      case .constant: try? .constant(mean)
      case .exponential: try? .exponential(mean: mean)
      case .gamma(let cv): try? .gamma(mean: mean, cv: cv)
      }
    }
  }

  private static let cv = Field("cv", .number(0.01...30), "Standard deviation of the times over their mean.")
  static let serviceTable = Table(name: "service", about: "How service times vary.", keys: [cv.key])
  private static let word = Codec<Service>.word([("constant", .constant), ("exponential", .exponential)])

  private static let serviceCodec = Codec<Service>(schema: .anyOf([word.schema, .reference(serviceTable.name)])) { cursor in
    guard cursor.tree.entries != nil else { return word.read(cursor) }
    return Record(cursor, serviceTable).flatMap { $0[cv] }.map { .gamma(cv: $0) }
  }
}

/// `cutoff_delay` and `pipeline` of a scenario.
enum MeteringKeys {
  /// nil after a report.
  static func read(_ record: Record) -> MeteringBehaviour? {
    let delay = record.has(ScenarioKeys.cutoffDelay) ? record[ScenarioKeys.cutoffDelay] : .zero
    let flow = record[ScenarioKeys.pipeline]
    guard let delay, flow != nil || !record.has(ScenarioKeys.pipeline) else { return nil }
    return MeteringBehaviour(cutoffDelay_ms: delay, pipeline: flow)
  }

  /// Metering that no cutoff waits for, and a stall of no pipeline, are mistakes. - Returns: whether there is none.
  static func check(
    _ scenario: Scenario, _ changes: [(Cursor, ConditionKeys.Change)], _ record: Record
  ) -> Bool {
    var isSound = true
    if !scenario.endsAccessAsMetered {
      let delay = ScenarioKeys.cutoffDelay
      let pipeline = ScenarioKeys.pipeline
      var unused: [(name: String, cursor: Cursor)] = []
      if record.has(delay) { unused.append((delay.key.name, record.cursor(of: delay))) }
      if record.has(pipeline) { unused.append((pipeline.key.name, record.cursor(of: pipeline))) }
      for (name, cursor) in unused {
        isSound = false
        cursor.report(
          .contradiction, "a '\(name)' that no cutoff waits for", allowed: "'\(name)' with a cutoff whose delay is metered",
          hint: "write 'cutoff: {delay: metered, at_most: 1 day}' into the catalog")
      }
    }
    if scenario.metering.pipeline == nil {
      for (place, change) in changes {
        guard case .condition(let condition) = change, case .pipelineStall = condition.kind else { continue }
        isSound = false
        place.report(.contradiction, "a stall without a pipeline", allowed: "'pipeline_stall' in a scenario with a 'pipeline'")
      }
    }
    if scenario.metering.pipeline != nil, !scenario.otherCatalogs.isEmpty {
      isSound = false
      record.cursor(of: ScenarioKeys.pipeline).report(
        .contradiction, "a pipeline beside several catalogs", allowed: "a pipeline where all segments pay by one catalog")
    }
    return isSound
  }
}

extension Codec where Value == Double {
  /// The units of a rate.
  private static var units: [(name: String, length_ms: Int64)] {
    [
      ("second", Duration_ms.second), ("minute", Duration_ms.minute), ("hour", Duration_ms.hour), ("day", Duration_ms.day),
    ]
  }

  /// How often, as the nanoseconds from one to the next: `50 per second`, `600 per hour`; up to 100,000 a second.
  static let rate = Codec(
    schema: .text(pattern: "^[0-9][0-9_]*(\\.[0-9]+)? per (second|minute|hour|day)$", example: "50 per second")
  ) { cursor in
    let expected = "a rate such as '50 per second', '600 per minute' or '10 per hour', up to 100000 per second"
    guard let text = cursor.text(expected: expected) else { return nil }
    let quantity = Quantity(text)
    let words = quantity?.unit.split(separator: " ") ?? []
    guard let quantity, words.count == 2, words[0] == "per", let decimal = try? DecimalText(quantity.number),
      let unit = units.first(where: { $0.name == words[1] })
    else {
      let advice =
        words.last.flatMap { nearest(to: String($0), among: units.map(\.name)) }.map { "\(quantity?.number ?? "50") per \($0)" }
      cursor.report(.notARate, "'\(clipped(text))' is not a rate", allowed: expected, hint: advice.map { "write '\($0)'" })
      return nil
    }
    let perSecond = decimal.double * Double(Duration_ms.second) / Double(unit.length_ms)
    guard decimal.double > 0, perSecond >= 1e-6, perSecond <= 100_000 else {
      cursor.report(.outOfRange, "the rate '\(clipped(text))'", allowed: expected)
      return nil
    }
    return 1e9 / perSecond
  }
}
