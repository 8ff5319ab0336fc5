import Accounting
import Measurement

/// Owners who joined in the same month, followed from month to month. Money in minor units.
public struct Cohort: Hashable, Sendable {
  /// One calendar month of a cohort's life.
  public struct Age: Hashable, Sendable {
    /// Months since the one in which the cohort began to join.
    public let age: Int
    public let active: Int64
    public let gone: Int64
    /// Of this month alone.
    public let total: UnitTotal
    /// From joining to the end of this month: credits bought, and what became of them.
    public let bought: Int64
    public let spent: Int64
    public let expired: Int64
    public let refunded: Int64
    /// Revenue and net of an owner from joining to the end of this month.
    public let revenuePerOwner: Int64
    public let netPerOwner: Int64

    /// Credits that were bought and are still owed.
    public var left: Int64 { bought - spent - expired - refunded }

    /// `part` of what was bought, in per cent with one decimal place, such as "71.3"; nil where nothing was bought.
    public func percent(_ part: Int64) -> String? {
      bought == 0
        ? nil : MoneyUnit(code: "%", decimals: 1).plainText(proportion(of: part, 1_000, over: bought, rounding: .halfUp))
    }
  }

  /// The first day of the first month in which its members joined, UTC.
  public let month: CivilDate
  public let joined: Int64
  public let ages: [Age]
}

/// The cohorts of some segments; those that nobody joined are left out.
public struct CohortTable: Hashable, Sendable {
  /// How many months of joining make one cohort.
  public let monthsPerCohort: Int
  public let cohorts: [Cohort]

  /// - Complexity: O(cells of the segments).
  init(_ card: borrowing Scorecard, segments: Range<Int>) {
    let shape = card.cohorts.shape
    monthsPerCohort = shape.monthsPerCohort
    var cohorts: [Cohort] = []
    for number in 0..<shape.cohorts {
      let cohort = CohortTable.cohort(card, number, segments)
      if cohort.joined > 0 { cohorts.append(cohort) }
    }
    self.cohorts = cohorts
  }

  private static func cohort(_ card: borrowing Scorecard, _ number: Int, _ segments: Range<Int>) -> Cohort {
    let shape = card.cohorts.shape
    let first = number * shape.monthsPerCohort
    func members(_ column: Scorecard.OwnerColumn, _ month: Int, _ members: borrowing Tally) -> Int64 {
      segments.reduce(0) { $0 + members[shape.firstRow(segment: $1, cohort: number) + month, column.rawValue] }
    }
    var joined: Int64 = 0
    for month in 0..<shape.months { joined += members(.joined, month, card.members) }
    if joined == 0 { return Cohort(month: shape.firstDay(ofCohort: number), joined: 0, ages: []) }
    var ages: [Cohort.Age] = []
    var sinceStart = FlowSums()
    for month in first..<shape.months {
      var moved = FlowSums()
      for segment in segments { moved.add(FlowSums(card.cohorts, segment: segment, cohort: number, month: month)) }
      sinceStart.add(moved)
      ages.append(
        Cohort.Age(
          age: month - first, active: members(.active, month, card.members), gone: members(.gone, month, card.members),
          total: UnitTotal(moved), bought: sinceStart[.purchase, .paid],
          spent: sinceStart[.capturePayout, .paid] + sinceStart[.captureFee, .paid] + sinceStart[.usage, .paid],
          expired: sinceStart[.expiry, .paid],
          refunded: sinceStart[.refund, .paid] + sinceStart[.dispute, .paid] + sinceStart[.clawback, .paid],
          revenuePerOwner: perOwner(sinceStart.revenue, joined), netPerOwner: perOwner(sinceStart.net, joined)))
    }
    return Cohort(month: shape.firstDay(ofCohort: number), joined: joined, ages: ages)
  }
}

extension FlowSums {
  /// What moved in one month among the owners of one cohort.
  init(_ flows: borrowing CohortFlows, segment: Int, cohort: Int, month: Int) {
    self.init()
    for code in TransferCode.allCases {
      for creditClass in CreditClass.allCases {
        let amount = flows.amount(code, creditClass, segment: segment, cohort: cohort, month: month)
        if amount != 0 { add(amount, code, creditClass) }
      }
    }
  }
}
