import Accounting

/// Everything that a run counts, kept per thread and merged by exact addition, so that any number of threads and any size of
/// shards give the same figures.
public struct Scorecard: ~Copyable, Sendable {
  private let anchor = Anchor()
  /// Commands by kind (row) and status (column).
  public var commands: Tally
  /// Situations met, by bit of the observation.
  public var observations: Tally
  /// Joined, active and gone owners (columns) by month (row).
  public var ownersByMonth: Tally
  /// The same by segment and cohort; `settle` adds it up to `flows`.
  public var cohorts: CohortFlows
  /// Joined, active and gone owners (columns) by the rows of `cohorts`.
  public var members: Tally
  public var flows: MonthlyFlows
  /// What became of lots, of debts and of subscriptions, by where they come from.
  public var vintages: LotVintages
  public var debts: DebtAges
  public var recurring: RecurringSums
  /// What owners could spend at the end of each month, by month: one value for each owner that had joined and not left.
  public var balancesAtMonthsEnd: LogTable
  public var waits = WaitTimes()
  public var costliest = CostliestOwners()
  /// Cutoffs that came late, by delay and by what was used beyond the balance until then.
  public var cutoffs = CutoffScatter()
  /// Room for no time at all when peaks are not counted.
  public var peaks: ArrivalPeaks
  /// Closing balance of every account, summed over shards, positive where the account grows.
  public var balances: Tally
  /// What one owner owed at most after any of its steps, in minor units: the largest of all, so parts merge exactly.
  public internal(set) var largestDebt: Int64 = 0
  /// By catalog, in a run that has several; empty in a run that has one.
  public internal(set) var catalogs: [CatalogCard]
  /// nil where access never ends as metered.
  public var metering: MeteringSums?
  /// Events taken from the agenda and performed, and those whose timer had lost its reason.
  public var eventsRun: Int64 = 0
  public var eventsCancelled: Int64 = 0
  public var eventsScheduled: Int64 = 0
  public var eventsPending: Int64 = 0
  public var owners: Int64 = 0
  /// Sum of the owners' digests: the same for every order of owners.
  public var digest: UInt64 = 0
  /// The same over the recorded owners only.
  public var recordedDigest: UInt64 = 0

  /// The columns of `ownersByMonth` and of `members`.
  public enum OwnerColumn: Int, CaseIterable, Sendable { case joined, active, gone }

  /// An empty card for `start..<end`. Without `peaks` no seconds and minutes are counted, which saves memory.
  ///
  /// - Parameter segments: none, where nothing is counted by segment and `flows` is added to as it is.
  public init(
    start: Instant, end: Instant, kinds: Int, statuses: Int, peaks countsPeaks: Bool, catalogs count: Int = 1, segments: Int = 0
  ) {
    let tables = Scorecard.peakTables(start: start, end: countsPeaks ? end : start, kinds: kinds)
    self.init(start: start, end: end, kinds: kinds, statuses: statuses, peaks: tables, catalogs: count, segments: segments)
  }

  /// Tables for the peaks of `start..<end`, for the cards of several threads.
  public static func peakTables(start: Instant, end: Instant, kinds: Int) -> PeakTables {
    PeakTables(start: start, end: end, kinds: kinds, seconds: end > start && end.since(start) <= 400 * Duration_ms.day)
  }

  /// An empty card that counts its peaks into tables which it may share with others.
  public init(
    start: Instant, end: Instant, kinds: Int, statuses: Int, peaks tables: PeakTables, catalogs count: Int = 1, segments: Int = 0
  ) {
    commands = Tally(rows: kinds, columns: statuses)
    observations = Tally(rows: 64)
    flows = MonthlyFlows(start: start, end: end)
    ownersByMonth = Tally(rows: flows.months, columns: OwnerColumn.allCases.count)
    let shape = CohortShape(firstMonth: flows.firstMonth, months: flows.months, segments: segments)
    cohorts = CohortFlows(shape)
    members = Tally(rows: shape.rows, columns: OwnerColumn.allCases.count)
    vintages = LotVintages(firstMonth: flows.firstMonth, months: flows.months, catalogs: segments > 0 ? count : 0)
    debts = DebtAges(segments: segments)
    recurring = RecurringSums(segments: segments, months: flows.months)
    balances = Tally(rows: Account.allCases.count)
    balancesAtMonthsEnd = LogTable(rows: flows.months)
    catalogs = count > 1 ? Array(repeating: CatalogCard(months: flows.months), count: count) : []
    peaks = ArrivalPeaks(into: tables)
  }

  /// Notes what an owner owes after a step. - Complexity: O(1), one compare.
  @inline(__always)
  public mutating func note(debt: Int64) { if debt > largestDebt { largestDebt = debt } }

  /// The largest debt so far, which is forgotten.
  mutating func takeLargestDebt() -> Int64 {
    defer { largestDebt = 0 }
    return largestDebt
  }

  /// Adds what another thread counted, exactly. - Complexity: O(cells).
  public mutating func merge(_ other: borrowing Scorecard) {
    commands.merge(other.commands)
    observations.merge(other.observations)
    ownersByMonth.merge(other.ownersByMonth)
    flows.merge(other.flows)
    cohorts.merge(other.cohorts)
    members.merge(other.members)
    vintages.merge(other.vintages)
    debts.merge(other.debts)
    recurring.merge(other.recurring)
    balances.merge(other.balances)
    note(debt: other.largestDebt)
    balancesAtMonthsEnd.merge(other.balancesAtMonthsEnd)
    waits.merge(other.waits)
    costliest.merge(other.costliest)
    cutoffs.merge(other.cutoffs)
    peaks.merge(other.peaks)
    for index in catalogs.indices { catalogs[index].merge(other.catalogs[index]) }
    if let others = other.metering {
      var sums = metering ?? MeteringSums()
      sums.merge(others)
      metering = sums
    }
    eventsRun += other.eventsRun
    eventsCancelled += other.eventsCancelled
    eventsScheduled += other.eventsScheduled
    eventsPending += other.eventsPending
    owners += other.owners
    digest = digest &+ other.digest
    recordedDigest = recordedDigest &+ other.recordedDigest
  }
}
