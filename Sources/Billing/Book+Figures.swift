import Accounting
import Pricing

/// What statistics ask of a book beside its balances. Nothing here changes what the book does.
extension Book {
  /// What the owner's subscription comes to a month, in minor units: its price a period, spread evenly over the months of the period.
  /// Zero without a subscription, before its first payment, and in a trial; one whose renewal is unpaid still counts until it ends.
  ///
  /// - Complexity: O(1).
  public func recurring(of owner: OwnerSlot) -> Int64 {
    let row = owners[owner.index].membership
    if row < 0 { return 0 }
    let member = memberships[Int(row)]
    guard member.status == .active || member.status == .pastDue, member.hasPlan else { return 0 }
    switch Book.term(of: member, offered: plan(at: member.plan).period) {
    case .months(let count): return proportion(of: member.price, 1, over: Int64(max(1, count)), rounding: .halfUp)
    // A month is a twelfth of 365.25 days.
    case .milliseconds(let length):
      return proportion(of: member.price, 1_461 * Duration_ms.day / 48, over: max(1, length), rounding: .halfUp)
    case .never: return 0
    }
  }

  /// The length of the period that runs. A revision may have changed what is offered since it began; then its bounds tell.
  private static func term(of member: Membership, offered: CalendarTerm) -> CalendarTerm {
    if offered.boundary(member.period + 1, from: member.anchor) == member.periodEnd { return offered }
    if member.periodEnd == .never { return .never }
    let months = member.periodEnd.date.monthIndex - member.periodStart.date.monthIndex
    let calendar = CalendarTerm.months(max(1, months))
    return months > 0 && calendar.boundary(member.period + 1, from: member.anchor) == member.periodEnd
      ? calendar : .milliseconds(member.periodEnd.since(member.periodStart))
  }

  /// The finished lots were counted.
  public mutating func forgetFinishedLots() { finishedLots.removeAll() }

  /// What the last command did to the owner's debt, in minor units.
  ///
  /// - Complexity: O(transfers).
  public var changeOfDebt: Int64 {
    var change: Int64 = 0
    for index in transfers.indices {
      if transfers[index].debit == .receivable { change += transfers[index].amount }
      if transfers[index].credit == .receivable { change -= transfers[index].amount }
    }
    return change
  }

  /// What the last command did to what the owner can spend, in minor units. - Complexity: O(transfers).
  public var changeOfAvailable: Int64 {
    var change: Int64 = 0
    for index in transfers.indices {
      let (debit, credit) = (transfers[index].debit, transfers[index].credit)
      if credit == .availablePaid || credit == .availablePromotional { change += transfers[index].amount }
      if debit == .availablePaid || debit == .availablePromotional { change -= transfers[index].amount }
    }
    return change
  }

  /// What the owner's bank took back with the last command of what was earned already, in minor units.
  ///
  /// - Complexity: O(transfers).
  public var lostToBank: Int64 {
    var sum: Int64 = 0
    for index in transfers.indices where transfers[index].debit == .disputes { sum += transfers[index].amount }
    return sum
  }

  /// What the last command wrote off, in minor units. - Complexity: O(transfers).
  public var writtenOff: Int64 {
    var sum: Int64 = 0
    for index in transfers.indices where transfers[index].code == .badDebt { sum += transfers[index].amount }
    return sum
  }
}
