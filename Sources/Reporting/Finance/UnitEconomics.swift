import Accounting
import Measurement

/// What the owners of one segment, or all of them, brought in. Money in minor units.
public struct UnitEconomics: Hashable, Sendable {
  /// What an owner is worth by its age in months: 0 is the month in which it joined.
  public struct Lifetime: Hashable, Sendable {
    public let age: Int
    /// How many joined early enough to have lived through this month within the run.
    public let owners: Int64
    /// Revenue, and net, of an owner from joining to the end of this month.
    public let revenue: Int64
    public let net: Int64
  }

  /// nil for all segments together.
  public let segment: SegmentIdentity?
  /// How many joined.
  public let owners: Int64
  /// Months in which an owner was active, summed over owners.
  public let activeMonths: Int64
  public let total: UnitTotal
  /// What its subscriptions come to a month at the end; zero without any.
  public let recurring: Int64
  public let lifetime: [Lifetime]
  /// The age from which on an owner's net never is below zero any more; nil where it still is at the end, or nobody joined.
  public let paybackAge: Int?

  /// Of an active owner and month; nil where nobody was active.
  public var revenuePerActiveMonth: Int64? { rate(total.revenue, activeMonths) }
  public var cashPerOwner: Int64? { rate(total.cashIn, owners) }
  public var revenuePerOwner: Int64? { rate(total.revenue, owners) }
  public var netPerOwner: Int64? { rate(total.net, owners) }

  private func rate(_ amount: Int64, _ count: Int64) -> Int64? { count == 0 ? nil : perOwner(amount, count) }

  init(_ table: CohortTable, segment: SegmentIdentity?, recurring: Int64) {
    self.segment = segment
    self.recurring = recurring
    owners = table.cohorts.reduce(0) { $0 + $1.joined }
    activeMonths = table.cohorts.reduce(0) { $0 + $1.ages.reduce(0) { $0 + $1.active } }
    var total = UnitTotal()
    for cohort in table.cohorts { for age in cohort.ages { total.add(age.total) } }
    self.total = total
    lifetime = UnitEconomics.lifetime(table)
    let lastLoss = lifetime.lastIndex { $0.net < 0 }
    paybackAge = lifetime.isEmpty || lastLoss == lifetime.count - 1 ? nil : lastLoss.map { $0 + 1 } ?? 0
  }

  /// Adds up month by month what an owner of that age brings in the mean, over all cohorts that have come to that age.
  private static func lifetime(_ table: CohortTable) -> [Lifetime] {
    var (revenue, net): (Int64, Int64) = (0, 0)
    var result: [Lifetime] = []
    for age in 0..<(table.cohorts.map(\.ages.count).max() ?? 0) {
      let observed = table.cohorts.filter { $0.ages.count > age }
      let owners = observed.reduce(0) { $0 + $1.joined }
      if owners == 0 { continue }
      revenue += perOwner(observed.reduce(0) { $0 + $1.ages[age].total.revenue }, owners)
      net += perOwner(observed.reduce(0) { $0 + $1.ages[age].total.net }, owners)
      result.append(Lifetime(age: age, owners: owners, revenue: revenue, net: net))
    }
    return result
  }
}

/// Sums of money over some owners and months, in minor units.
public struct UnitTotal: Hashable, Sendable {
  public private(set) var cashIn: Int64 = 0
  public private(set) var revenue: Int64 = 0
  public private(set) var promotion: Int64 = 0
  public private(set) var processorFees: Int64 = 0
  public private(set) var badDebt: Int64 = 0
  public private(set) var disputeLosses: Int64 = 0

  /// What was earned less what it cost.
  public var net: Int64 { revenue - promotion - processorFees - badDebt - disputeLosses }

  init() {}

  init(_ moved: FlowSums) {
    cashIn = moved.cashIn
    revenue = moved.revenue
    promotion = moved.balance(of: .promotion)
    processorFees = moved.balance(of: .processorFees)
    badDebt = moved.balance(of: .badDebt)
    disputeLosses = moved.balance(of: .disputes)
  }

  mutating func add(_ other: UnitTotal) {
    cashIn += other.cashIn
    revenue += other.revenue
    promotion += other.promotion
    processorFees += other.processorFees
    badDebt += other.badDebt
    disputeLosses += other.disputeLosses
  }
}

/// To the nearest minor unit, a half away from zero. - Precondition: `count` is above zero.
func perOwner(_ amount: Int64, _ count: Int64) -> Int64 { proportion(of: amount, 1, over: count, rounding: .halfUp) }
