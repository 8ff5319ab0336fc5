import Accounting
import Billing
import Pricing

/// Checks a book after every step, over the shard, and at its end. It only reads; a violation is returned, never mended.
///
/// Step checks are O(1) in what the step touched. The auditor keeps its own small record of each owner (`Witness`), made from
/// transfers and effects, and compares it with what the rules keep.
public struct Auditor: ~Copyable {
  public let level: AuditLevel
  /// How often each invariant was checked, by `Invariant.rawValue`.
  public private(set) var checks: Column<Int64>
  /// Steps that ran through all the checks that apply to any step.
  private var steps: Int64 = 0
  var witnesses: Column<Witness>

  public init(level: AuditLevel) {
    self.level = level
    checks = Column()
    checks.fill(0, count: Invariant.allCases.count)
    witnesses = Column()
  }

  /// Forgets the owners of the shard before and expects `count` new ones.
  public mutating func open(owners count: Int) { witnesses.fill(Witness(), count: count) }

  /// Expects one more owner.
  public mutating func addOwner() { witnesses.append(Witness()) }

  /// The invariants that are checked after any step at all.
  private static let always: [Invariant] = [
    .postingsBalance, .noMixedAssets, .controlEqualsSubledger, .availablePlusHeld, .debtBounded, .refusedChangesNothing,
    .oneReloadInFlight, .reloadLive, .timeNeverRunsBack, .expiryOnTime,
  ]

  /// How often `invariant` was checked.
  public func count(_ invariant: Invariant) -> Int64 {
    checks[Int(invariant.rawValue)] + (Auditor.always.contains(invariant) ? steps : 0)
  }

  @inline(__always)
  mutating func tick(_ invariant: Invariant) { checks[Int(invariant.rawValue)] += 1 }

  /// Looks at what the last `apply` did. - Complexity: O(transfers, effects and lots that the step touched).
  ///
  /// - Returns: the first invariant found broken, or nil.
  public mutating func check(
    _ book: borrowing Book, _ command: Command, by owner: OwnerSlot, at now: Instant, _ status: Status
  ) -> Violation? {
    if level < .step { return nil }
    steps += 1
    let row = owner.index
    let finding: Finding?
    if let broken = checkTime(row, now) {
      finding = broken
    } else if status != .ok {
      finding = checkRefusal(book, row, status)
    } else {
      finding =
        checkPostings(book, row) ?? checkBalances(book, row) ?? checkLots(book, command, row, now) ?? checkHold(book, command)
        ?? checkMoneyIn(book, command, row) ?? checkReload(book, command, row, now)
    }
    guard let finding else { return nil }
    return violation(finding, book, owner, now, command, status)
  }

  /// A broken equation, before it knows where it happened. The names are static text: a finding is made of plain values.
  struct Finding {
    var invariant: Invariant
    var leftName: StaticString
    var left: Int64
    var rightName: StaticString
    var right: Int64
  }

  /// `left` must be `right`.
  @inline(__always)
  func equal(
    _ invariant: Invariant, _ leftName: StaticString, _ left: Int64, _ rightName: StaticString, _ right: Int64
  ) -> Finding? {
    left == right
      ? nil : Finding(invariant: invariant, leftName: leftName, left: left, rightName: rightName, right: right)
  }

  func violation(
    _ finding: Finding, _ book: borrowing Book, _ owner: OwnerSlot, _ now: Instant, _ command: Command?, _ status: Status?
  ) -> Violation {
    Violation(
      invariant: finding.invariant, leftName: "\(finding.leftName)", left: finding.left, rightName: "\(finding.rightName)",
      right: finding.right, owner: owner, at: now, command: command, status: status, step: book.owners[owner.index].steps)
  }

  private mutating func checkTime(_ owner: Int, _ now: Instant) -> Finding? {
    let last = witnesses[owner].lastAt
    witnesses[owner].lastAt = now
    return now >= last
      ? nil : Finding(
        invariant: .timeNeverRunsBack, leftName: "the step's time", left: now.milliseconds,
        rightName: "at or after the owner's last", right: last.milliseconds)
  }

  private mutating func checkRefusal(_ book: borrowing Book, _ owner: Int, _ status: Status) -> Finding? {
    // A driver that leaves a due timer out is told so; the owner's lots are then overdue, and nothing else can be said.
    let traces = book.transfers.count + book.effects.count + book.touchedLots.count
    return equal(.refusedChangesNothing, "movements and effects of a refused command", Int64(traces), "at most", 0)
      ?? checkBalances(book, owner)
  }
}
