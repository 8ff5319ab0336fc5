import Accounting
import Measurement

/// One of the segments of a run.
public struct SegmentIdentity: Hashable, Sendable {
  public var name: String
  /// The name of the catalog that its owners pay by.
  public var catalog: String

  public init(name: String, catalog: String) {
    self.name = name
    self.catalog = catalog
  }
}

/// The money of a run as finance reads it: cash beside earnings, what is owed and how it came about, and what owners are worth.
/// Computed once; renderers only draw it. Money in minor units.
public struct FinanceReport: Hashable, Sendable {
  public let unit: MoneyUnit
  public let income: [IncomeStatement]
  /// The same over the whole run.
  public let incomeTotal: IncomeStatement
  /// Paid credits, promotional ones, and the balances of `MovingBalance`.
  public let histories: [BalanceHistory]
  /// By where credits came from; empty where the run had none.
  public let origins: [OriginRollForward]
  /// Bad debt by age, the youngest first.
  public let debtAges: [DebtAgeLine]
  /// nil where nobody ever paid for a plan.
  public let recurring: RecurringBridge?
  /// Of all segments together, then of each; empty where the segments are not known.
  public let economics: [UnitEconomics]
  /// Of all segments together, then of each, in the order of `economics`.
  public let cohorts: [CohortTable]
  /// What all of this must satisfy beside the ledger.
  public let ties: [Tie]

  /// - Complexity: O(segments x cohorts x months x transfer codes).
  init(_ card: borrowing Scorecard, _ run: RunIdentity) {
    unit = run.unit
    var moved: [(CivilDate, FlowSums)] = []
    var whole = FlowSums()
    for month in 0..<card.flows.months {
      let sums = FlowSums(card.flows, month: month)
      whole.add(sums)
      moved.append((card.flows.firstDay(ofMonth: month), sums))
    }
    income = moved.map { IncomeStatement(month: $0, moved: $1) }
    incomeTotal = IncomeStatement(month: nil, moved: whole)
    histories = BalanceHistory.all(moved)
    let segments = card.cohorts.shape.segments
    origins = OriginRollForward.all(card)
    debtAges = segments == 0 ? [] : DebtAgeLine.all(card, segments: segments)
    recurring = RecurringBridge.make(card, segments: 0..<segments)
    var tables: [CohortTable] = []
    var economics: [UnitEconomics] = []
    if segments > 0, segments == run.segments.count {
      tables.append(CohortTable(card, segments: 0..<segments))
      economics.append(UnitEconomics(tables[0], segment: nil, recurring: recurring?.closing ?? 0))
      for (number, segment) in run.segments.enumerated() {
        tables.append(CohortTable(card, segments: number..<number + 1))
        let recurring = card.recurring.closingAmount(segment: number)
        economics.append(UnitEconomics(tables[number + 1], segment: segment, recurring: recurring))
      }
    }
    cohorts = tables
    self.economics = economics
    ties = FinanceTies(
      unit: run.unit, income: income, incomeTotal: incomeTotal, histories: histories, origins: origins, debtAges: debtAges,
      recurring: recurring, economics: economics, whole: whole, knowsSegments: segments > 0
    ).all(card)
  }

  /// All segments together; nil where the segments are not known.
  public var allSegments: CohortTable? { cohorts.first }
}
