import Accounting
import Population
import Pricing
import Simulation

/// A scenario file, once the files that it names stand in their places.
enum ScenarioKeys {
  private static let fileName = JSON.text(pattern: "\\.ya?ml$", example: "catalogs/prices.yaml")

  static let scenario = Field("scenario", .name, "The scenario's name, for reports.")
  static let about = Field("about", .text(atMost: 2_000), standard: "empty", "What it is, in a sentence.")
  static let seed = Field("seed", .integer(0...Int64.max), standard: "1", "The number that all randomness comes from.")
  static let start = Field("start", .date, "The first instant of the run.")
  static let horizon = Field("horizon", Codec<Horizon>.horizon, "How long the run lasts, or the date at which it ends.")
  static let catalog = Field(
    "catalog", named, standard: "none, where every segment names its own",
    "The price list: a file, relative to this one, or its keys.")
  static let baseline = Field(
    "baseline", named, standard: "each catalog's own terms at the start",
    "The price list that owners who respond compare the catalog's prices with.")
  /// A catalog's place, which is read once it is known whether it was read before.
  static let named = Codec<Cursor>(schema: .anyOf([fileName, CatalogKeys.codec.schema])) { $0 }
  static let population = Field(
    "population", segments, "The kinds of owners: files, relative to this one, or their keys, or both with 'from'.")
  static let gateway = Field("gateway", GatewayKeys.codec, standard: "answers at once, once", "How the card processor answers.")
  static let cutoffDelay = Field(
    "cutoff_delay", .distribution(.duration), standard: "0 s",
    "Where a cutoff's delay is metered: from the metering of the use that emptied the balance to the end of access.")
  static let pipeline = Field(
    "pipeline", PipelineKeys.codec, standard: "none, usage is metered as it happens", "Through which usage is metered.")
  static let conditions = Field(
    "conditions", Codec<[(Cursor, ConditionKeys.Change)]>.list(of: placedCondition, atMost: 1_000), standard: "none",
    "What goes differently for a while.")
  static let swarm = Field(
    "swarm", .integer(0...Int64.max), standard: "none", "The seed of a random choice of faults that are switched on besides.")
  static let thresholds = Field(
    "thresholds", ThresholdKeys.list, standard: "none", "What the run's figures must be: a run that misses one fails.")

  static let uncertain = Field(
    "uncertain", UncertainKeys.list, standard: "none",
    "Values of which only a distribution is known; they are drawn anew for each group of runs of --replications.")

  static let table = Table(
    name: "scenario", about: "A run: what is charged, to whom, and what goes wrong.",
    keys: [
      scenario.key, about.key, seed.key, start.key, horizon.key, catalog.key, baseline.key, population.key,
      gateway.key, cutoffDelay.key, pipeline.key, conditions.key, thresholds.key, uncertain.key, swarm.key,
    ])

  /// A segment's keys, none required, over those of a file.
  static let includedTable: Table = {
    let from = Key(
      name: "from", about: "The file, relative to this one, whose keys these replace.", standard: nil, schema: fileName)
    let keys = SegmentKeys.table.keys.map { key in
      var key = key
      key.standard = "as in the file"
      return key
    }
    return Table(name: "included_segment", about: "A segment from a file, with changes.", keys: [from] + keys)
  }()

  /// A scenario that begins from another: none of its keys is required.
  static let derivedTable: Table = {
    let from = Key(
      name: "from", about: "The scenario, a file relative to this one, whose keys these replace.", standard: nil, schema: fileName
    )
    let paths = JSON.object([.init("type", .string("object"))])
    let set = Key(
      name: "set", about: "Single values of it to be changed: paths of keys, as --set takes them.", standard: "nothing",
      schema: paths)
    let keys = table.keys.map { key in
      var key = key
      key.standard = "as in the file"
      return key
    }
    return Table(name: "derived_scenario", about: "Another scenario with changes.", keys: [from, set] + keys)
  }()

  private static let segments = Codec<[(Cursor, Segment)]>.list(
    of: Codec(schema: .anyOf([fileName, .reference(SegmentKeys.table.name), .reference(includedTable.name)])) { cursor in
      SegmentKeys.codec.read(cursor).map { (cursor, $0) }
    }, atMost: 1_000)

  private static let placedCondition = Codec<(Cursor, ConditionKeys.Change)>(schema: ConditionKeys.codec.schema) { cursor in
    ConditionKeys.codec.read(cursor).map { (cursor, $0) }
  }

  /// nil after a report.
  static func read(_ cursor: Cursor) -> Scenario? {
    guard let record = Record(cursor, table) else { return nil }
    let name = record[scenario]
    let about = record[about] ?? ""
    let seed = record.has(seed) ? record[seed] : 1
    let start = record[start]
    let horizon = record[horizon]
    let changes = record.has(conditions) ? record[conditions] : []
    let swarm = record[swarm]
    // Before the catalogs, whose currency is the one that holds.
    let baseline = record[baseline].flatMap { CatalogKeys.read($0) }
    readCatalog(record, changes ?? [])
    let population = record[population]
    cursor.context.catalogs.checkUse()
    let catalogs = cursor.context.catalogs.catalogs
    let gateway = record.has(gateway) ? record[gateway] : .ideal
    let metering = MeteringKeys.read(record)
    checkNames(population ?? [])
    if let population, population.isEmpty {
      record.cursor(of: ScenarioKeys.population).report(.emptyPopulation, "there are no owners", allowed: "at least one segment")
      return nil
    }
    guard let start, let horizon, let end = end(of: horizon, from: start, record) else { return nil }
    for (place, change) in changes ?? [] { checkWindow(change, at: place, start: start, end: end) }
    cursor.context.uncertain = record.has(uncertain) ? record[uncertain] ?? [] : []
    let demands = record.has(thresholds) ? record[thresholds] : []
    guard let name, let seed, let catalogs, let population, let gateway, let changes, let metering else { return nil }
    let kept: [Condition] = changes.compactMap { if case .condition(let condition) = $1 { condition } else { nil } }
    var scenario = Scenario(
      name: name, about: about, seed: UInt64(seed), start: start, end: end, catalog: catalogs[0],
      otherCatalogs: Array(catalogs.dropFirst()), segments: population.map(\.1), gateway: gateway, conditions: kept,
      metering: metering)
    scenario.baseline = baseline
    checkCurrency(of: baseline, record, scenario)
    if let swarm { Swarm(seed: UInt64(swarm)).apply(to: &scenario) }
    cursor.context.thresholds = ThresholdKeys.understood(
      demands ?? [], of: scenario, file: cursor.tree.place.file, cursor.context)
    return MeteringKeys.check(scenario, changes, record) ? scenario : nil
  }

  /// Reads the scenario's own catalog. One that is missing is a mistake where a segment needs it, or a change of its prices.
  private static func readCatalog(_ record: Record, _ changes: [(Cursor, ConditionKeys.Change)]) {
    let terms = changes.compactMap { place, change in
      if case .terms(let change) = change { (place: place, change: change) } else { nil }
    }
    if let place = record[catalog] {
      record.cursor.context.catalogs.readOwn(place, changes: terms.map(\.change))
      return
    }
    let segments = record.cursor(of: population).tree.elements ?? []
    // What is no map is reported as a segment.
    if segments.isEmpty || segments.contains(where: { $0.entries != nil && $0["catalog"] == nil }) {
      let misspelt = (record.cursor.tree.entries ?? []).contains { entry in
        !table.names.contains(entry.key) && nearest(to: entry.key, among: table.names) == catalog.key.name
      }
      if !misspelt {
        record.cursor.report(.missingKey, "the key 'catalog' is missing", hint: "catalog: \(catalog.key.about)")
      }
    }
    for (place, _) in terms {
      place.report(
        .contradiction, "a price change without a catalog of the scenario's own",
        allowed: "'revisions' in the catalogs that the segments name")
    }
  }

  /// Prices in two currencies cannot be compared.
  private static func checkCurrency(of baseline: Catalog?, _ record: Record, _ scenario: Scenario) {
    guard let baseline, scenario.catalog.currency != baseline.currency else { return }
    record.cursor(of: ScenarioKeys.baseline).report(
      .wrongCurrency, "a baseline in \(baseline.currency.code)",
      allowed: "the catalog's currency, \(scenario.catalog.currency.code), in the same smallest unit")
  }

  private static func end(of horizon: Horizon, from start: Instant, _ record: Record) -> Instant? {
    let end = horizon.end(from: start)
    guard start < end else {
      record.cursor(of: ScenarioKeys.horizon).report(
        .emptyWindow, "the run ends before it starts", allowed: "a date after 'start'")
      return nil
    }
    guard end.since(start) <= TimeUnit.longest_ms + 100 * Duration_ms.day else {
      record.cursor(of: ScenarioKeys.horizon).report(.outOfRange, "a run of more than 100 years", allowed: "up to 100 years")
      return nil
    }
    return end
  }

  private static func checkNames(_ population: [(Cursor, Segment)]) {
    var seen: Set<String> = []
    for (cursor, segment) in population where !seen.insert(segment.name).inserted {
      let place = cursor.tree["segment"].map { cursor.child($0, key: "segment") } ?? cursor
      place.report(.duplicateName, "a second segment is called '\(segment.name)'", allowed: "each name once")
    }
  }

  /// A condition that the run never meets is a mistake in its dates.
  private static func checkWindow(_ change: ConditionKeys.Change, at cursor: Cursor, start: Instant, end: Instant) {
    let mayBeLate = cursor.context.horizonIsOverridden
    func isLate(_ from: Instant) -> Bool { from >= end && !mayBeLate }
    let isOutside =
      switch change {
      case .condition(let condition): isLate(condition.from) || condition.to <= start
      case .terms(let change): isLate(change.effective)
      }
    guard isOutside else { return }
    let place = cursor.tree["from"].map { cursor.child($0, key: "from") } ?? cursor
    place.report(.outsideRun, "the run never meets this condition", allowed: "dates between the run's start and its end")
  }
}
