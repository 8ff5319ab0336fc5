/// One scenario over all of its seeds.
public struct CheckedScenario: Sendable {
  public let name: String
  /// The path as it was given.
  public let file: String
  /// Short notes of all runs, in the order in which they were made.
  public private(set) var runs: [RunNote] = []
  public private(set) var invariants: [InvariantTally] = []
  public private(set) var money = MoneyTally()
  public private(set) var thresholds: [ThresholdTally] = []
  public private(set) var sometimes: [SometimesTally] = []

  public init(name: String, file: String) {
    self.name = name
    self.file = file
  }

  /// A run in the list of all.
  public struct RunNote: Sendable {
    public let seed: UInt64
    public let faults: String?
    public let events: Int64
    public let digest: String?
    public let isBad: Bool
  }

  /// An invariant over all seeds. A run stops where one breaks, so it breaks at most once a seed.
  public struct InvariantTally: Sendable {
    public let name: String
    public var checks: Int64 = 0
    public var violations: Int64 = 0
    /// The seeds that broke it.
    public var seeds: [UInt64] = []
    /// Of the first seed that broke it.
    public var first: ViolationNote?
    /// What is wrong, where it was no step's doing.
    public var sentence: String?
    public var witness: RunWitness?
  }

  /// The equations of the money over all seeds.
  public struct MoneyTally: Sendable {
    public var checks: Int64 = 0
    public var seeds: [UInt64] = []
    /// Of the first seed in which one does not hold.
    public var sentences: [String] = []
    public var witness: RunWitness?
  }

  /// A threshold over all seeds: missed where one seed misses it, unknown where no seed has data.
  public struct ThresholdTally: Sendable {
    public let expression: String
    /// Where the scenario's file says it; nil where it does not.
    public var line: Int?
    public var met: Int64 = 0
    public var unknown: Int64 = 0
    /// The seeds that missed it.
    public var seeds: [UInt64] = []
    /// What the first seed measured that missed it, or, where none did, the first with data.
    public var measured = ""
    public var witness: RunWitness?

    public var outcome: ThresholdResult.Outcome { !seeds.isEmpty ? .fail : met > 0 ? .pass : .noData }
  }

  /// Something that the scenario names, over all seeds together.
  public struct SometimesTally: Sendable {
    public let name: String
    public var count: Int64 = 0
    /// In how many of the runs it happened.
    public var runs: Int64 = 0
    public var isExpected = false
  }

  public var events: Int64 { runs.reduce(0) { $0 + $1.events } }
  public var checks: Int64 { invariants.reduce(0) { $0 + $1.checks } }
  public var neverHappened: [String] { sometimes.filter { $0.isExpected && $0.count == 0 }.map(\.name) }
  var expected: [SometimesTally] { sometimes.filter(\.isExpected) }

  /// Adds what one run came to. - Complexity: O(invariants + thresholds + features).
  public mutating func add(_ run: CheckedRun) {
    runs.append(RunNote(seed: run.seed, faults: run.faults, events: run.events, digest: run.digest, isBad: run.isBad))
    for (index, result) in run.invariants.enumerated() { add(result, at: index, of: run) }
    money.checks += run.ties
    if !run.brokenTies.isEmpty {
      money.seeds.append(run.seed)
      if money.witness == nil {
        money.sentences = run.brokenTies
        money.witness = RunWitness(run)
      }
    }
    for (index, result) in run.thresholds.enumerated() { add(result, at: index, of: run) }
    for feature in run.features {
      let place = sometimes.firstIndex { $0.name == feature.name } ?? sometimes.count
      if place == sometimes.count { sometimes.append(SometimesTally(name: feature.name)) }
      sometimes[place].count += feature.count
      sometimes[place].runs += feature.count > 0 ? 1 : 0
      sometimes[place].isExpected = sometimes[place].isExpected || feature.isExpected
    }
  }

  private mutating func add(_ result: InvariantResult, at index: Int, of run: CheckedRun) {
    // One that is not checked at this level is listed all the same in the run that broke it.
    let place =
      invariants.indices.contains(index) && invariants[index].name == result.name
      ? index : invariants.firstIndex { $0.name == result.name } ?? invariants.count
    if place == invariants.count { invariants.append(InvariantTally(name: result.name)) }
    invariants[place].checks += result.checks
    invariants[place].violations += result.violations
    guard !result.holds else { return }
    invariants[place].seeds.append(run.seed)
    if invariants[place].witness == nil {
      (invariants[place].first, invariants[place].sentence) = (result.first, result.sentence)
      invariants[place].witness = RunWitness(run)
    }
  }

  private mutating func add(_ result: ThresholdResult, at index: Int, of run: CheckedRun) {
    if index >= thresholds.count { thresholds.append(ThresholdTally(expression: result.expression, line: result.line)) }
    switch result.outcome {
    case .noData: thresholds[index].unknown += 1
    case .pass:
      if thresholds[index].outcome == .noData { thresholds[index].measured = result.measured }
      thresholds[index].met += 1
    case .fail:
      if thresholds[index].seeds.isEmpty {
        thresholds[index].measured = result.measured
        thresholds[index].witness = RunWitness(run)
      }
      thresholds[index].seeds.append(run.seed)
    }
  }
}
