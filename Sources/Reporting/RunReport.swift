import Accounting
import Measurement

/// Everything that a run has to say, computed once. Renderers draw it and compute nothing.
///
/// `docs/report-format.md` explains every figure; `Definition.all` is the same table as a value.
public struct RunReport: Sendable {
  /// Version of the form of `report.json`: raised whenever a field changes its meaning or goes away.
  public static let schema = "windtunnel-report/1"

  public internal(set) var run: RunIdentity
  /// Owners that were simulated to the horizon.
  public let owners: Int64
  /// Fingerprint of all owners' steps, 16 hexadecimal digits.
  public let digest: String
  /// The same over the recorded owners, when a trace was recorded.
  public let recordedDigest: String?
  public internal(set) var verdict: Verdict
  public let events: Int64
  public let commands: Int64
  public let invariants: [InvariantResult]
  public internal(set) var thresholds: [ThresholdResult]
  public let situations: [SituationCount]
  /// What the scenario names, and what happened without being named; empty where nobody can tell.
  public let features: [FeatureResult]
  public let money: MoneyReport
  /// The same money as finance reads it.
  public let finance: FinanceReport
  /// One for each catalog where there are several; else empty.
  public let catalogs: [CatalogSummary]
  public let ownersByMonth: [OwnersInMonth]
  public let reload: ReloadFunnel
  /// What owners could spend at the end of each month.
  public let ownerBalances: [OwnerBalances]
  /// Those who cost the platform most, the costliest first; empty where nobody cost anything.
  public internal(set) var worstOwners: [CostlyOwner]
  /// Cutoffs that came late, by delay and overdraft; empty where none did.
  public let cutoffs: [CutoffScatter.Cell]
  /// nil where access never ends as metered.
  public let metering: MeteringReport?
  public let operations: [OperationLine]
  /// How long owners waited in simulated time, by what for.
  public let waits: [WaitReport]
  public let peaks: PeakLoad
  public let speed: Speed
  /// The figures of an earlier report, where one was named.
  public internal(set) var baseline: BaselineReport?
  /// What several runs say together, where this is one of a series.
  public internal(set) var replications: Replications?

  /// Draws the figures together and judges the run.
  ///
  /// - Parameters:
  ///   - card: what the run counted, all threads merged.
  ///   - names: what its rows and columns are called.
  ///   - demandsEverySituation: whether a situation that was never met makes the run inconclusive, as in a check.
  ///   - isRecorded: whether a trace was recorded, so that its digest belongs into the report.
  ///   - stop: the signal that ended the run early.
  ///   - demands: thresholds to be measured; `thresholds` are such as were measured elsewhere, and come first.
  ///   - features: what the scenario asks for, as often as it happened.
  /// - Complexity: O(minutes of the run x kinds of command), for the peaks.
  public init(
    run: RunIdentity, card: borrowing Scorecard, names: ReportNames, invariants: [InvariantResult],
    thresholds: [ThresholdResult] = [], demands: [Threshold] = [], demandsEverySituation: Bool = false, isRecorded: Bool = false,
    stop: Verdict.Stop? = nil, features: [FeatureResult] = [], wall: WallClock
  ) {
    self.run = run
    self.invariants = invariants
    self.features = features
    owners = card.owners
    digest = NumberText.hex(card.digest)
    recordedDigest = isRecorded ? NumberText.hex(card.recordedDigest) : nil
    events = card.eventsRun
    commands = card.commands.sum
    situations = card.situationCounts(names.situations)
    catalogs = CatalogSummary.all(card, run)
    finance = FinanceReport(card, run)
    money = MoneyReport(
      flows: card.flows, balances: card.balances, unit: run.unit, largestDebt: card.largestDebt,
      furtherTies: finance.ties + catalogs.flatMap(\.ties))
    ownersByMonth = card.ownersInMonths()
    ownerBalances = card.ownerBalances()
    worstOwners = card.costliest.losses.map { CostlyOwner($0, segments: run.segments) }
    reload = ReloadFunnel(card.observations, rows: names.reload)
    cutoffs = card.cutoffs.cells
    metering = card.metering.map { MeteringReport($0) }
    operations = card.operationLines(names)
    waits = card.waitReports()
    peaks = card.peakLoad()
    speed = Speed(wall, threads: run.threads, events: events, commands: commands, operations: operations)
    let figures = ThresholdFigures(
      operations: operations, obeyed: names.statuses.first ?? "",
      situations: Dictionary(situations.map { ($0.name, $0.count) }, uniquingKeysWith: +), money: money, catalogs: catalogs,
      owners: owners, ownersByMonth: ownersByMonth, peaks: peaks, isStopped: stop != nil)
    self.thresholds = thresholds + demands.map { $0.judge(figures) }
    verdict = Verdict.judge(
      invariants: invariants, thresholds: self.thresholds, situations: situations, money: money,
      demandsEverySituation: demandsEverySituation, stop: stop, owners: (card.owners, run.owners))
  }

  /// Sum of all checks of invariants.
  public var checks: Int64 { invariants.reduce(0) { $0 + $1.checks } }
  /// Situations that no step met, by name.
  public var neverMet: [String] { situations.filter { $0.count == 0 }.map(\.name) }
}
