import Accounting
import Billing
import Pricing

/// Checks a book after every step, over the shard, and at its end. It only reads; a violation is returned, never mended.
///
/// Step checks are O(1) in what the step touched. The auditor keeps its own small record of each owner (`Witness`), made from
/// transfers and effects, and compares it with what the rules keep.
public struct Auditor: ~Copyable {
  private let anchor = Anchor()
  public let level: AuditLevel
  /// How often each invariant was checked, by `Invariant.rawValue`.
  public private(set) var checks = InlineArray<64, Int64>(repeating: 0)
  /// Steps that ran through all the checks that apply to any step.
  var steps: Int64 = 0
  var witnesses: Column<Witness>
  /// What is remembered of the owners that have had to do with a plan, a pack or an interview, in the order in which they came.
  var plans: Column<PlanWitness>
  /// By the wallet's row in the book.
  var wallets: Column<WalletWitness>
  /// By the counter's row in the book.
  var counters: Column<CounterWitness>
  /// What the step under examination moved.
  var flows = StepFlows()
  let law = PostingLaw()
  /// Documents that wallets were seen to buy.
  var bought = DocumentSet()
  /// Processor fees of all settled payments since the shard was opened, by the terms at their settlement.
  var fees: Int64 = 0
  var finding: Finding?
  var monthClock = MonthClock()
  /// Lots that steps touched otherwise, and such as were spent from.
  var lotsTouched: Int64 = 0
  var lotsSpent: Int64 = 0
  /// Uses that a single look did not settle.
  var examinedUses: Int64 = 0
  /// Whether a plan at rest is compared all the same. Tests hold both ways against each other.
  var examinesPlansAtRest = false

  public init(level: AuditLevel) {
    self.level = level
    witnesses = Column()
    plans = Column()
    wallets = Column()
    counters = Column()
  }

  /// Forgets the owners of the shard before and expects `count` new ones.
  public mutating func open(owners count: Int) {
    witnesses.fill(Witness(), count: count)
    plans.removeAll()
    wallets.removeAll()
    counters.removeAll()
    bought.removeAll()
    fees = 0
  }

  /// Expects one more owner.
  public mutating func addOwner() { witnesses.append(Witness()) }

  /// The invariants that are checked after any step at all.
  private static let always: [Invariant] = [
    .postingsBalance, .noMixedAssets, .controlEqualsSubledger, .availablePlusHeld, .debtBounded, .refusedChangesNothing,
    .oneReloadInFlight, .reloadLive, .timeNeverRunsBack, .expiryOnTime, .usageBilledOnce,
  ]

  /// How often `invariant` was checked.
  public func count(_ invariant: Invariant) -> Int64 {
    let counted = checks[Int(invariant.rawValue)] + (Auditor.always.contains(invariant) ? steps : 0)
    switch invariant {
    case .lotConservation, .promotionalHasNoBasis: return counted + lotsTouched + lotsSpent
    case .noSpendAfterExpiry, .burnOrder: return counted + lotsSpent
    default: return counted
    }
  }

  /// Counts a check.
  @inline(__always)
  mutating func tick(_ invariant: Invariant, _ times: Int64 = 1) { checks[Int(invariant.rawValue)] += times }

  /// Looks at what the last `apply` did. - Complexity: O(transfers, effects and lots that the step touched).
  ///
  /// - Returns: whether everything holds; if not, `violation(in:…)` tells the first invariant found broken.
  @inline(__always)
  public mutating func check(
    _ book: borrowing Book, _ command: Command, by owner: OwnerSlot, at now: Instant, _ status: Status
  ) -> Bool {
    level < .step ? true : checkStep(book, command, owner.index, now, status)
  }

  /// `check` at the level `step`; out of line, for callers whose level is settled.
  public mutating func checkStep(
    _ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant, _ status: Status
  ) -> Bool {
    examine(book, command, command.kind, owner, now, status)
  }

  /// The same after a use; out of line, for those that are not plainly sound.
  @inline(never)
  mutating func examineUse(
    _ book: borrowing Book, _ amount: Int64, _ owner: Int, _ now: Instant, _ status: Status
  ) -> Bool {
    examinedUses &+= 1
    return examine(book, .use(amount: amount), .use, owner, now, status)
  }

  @inline(__always)
  private mutating func examine(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ now: Instant, _ status: Status
  ) -> Bool {
    steps += 1
    guard checkTime(owner, now) else { return false }
    if status != .ok { return checkRefusal(book, owner) }
    return checkPostings(book, owner) && checkBalances(book, owner) && checkLots(book, kind, owner, now)
      && checkReserved(kind) && checkHold(book, command) && checkMoneyIn(book, kind) && checkReload(book, command, owner, now)
      && checkGiven(book, command, owner) && checkCheckout(book, kind, now) && checkExpired(book, command, now)
      && checkUsage(book, command, owner, now) && checkMoneyOut(book, kind, owner)
      && checkOffers(book, command, kind, owner, now)
  }

  /// The broken invariant that the last check found, with where it happened; nil when everything held.
  public mutating func violation(
    in book: borrowing Book, of owner: OwnerSlot, at now: Instant, _ command: Command? = nil, _ status: Status? = nil
  ) -> Violation? {
    guard let finding else { return nil }
    self.finding = nil
    return Violation(
      invariant: finding.invariant, leftName: "\(finding.leftName)", left: finding.left, rightName: "\(finding.rightName)",
      right: finding.right, owner: owner, at: now, command: command, status: status, step: book.owners[owner.index].steps)
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
  mutating func equal(
    _ invariant: Invariant, _ leftName: StaticString, _ left: Int64, _ rightName: StaticString, _ right: Int64
  ) -> Bool {
    left == right ? true : fail(invariant, leftName, left, rightName, right)
  }

  /// Notes a broken equation. Out of line, so that checks that hold stay short.
  @inline(never)
  mutating func fail(
    _ invariant: Invariant, _ leftName: StaticString, _ left: Int64, _ rightName: StaticString, _ right: Int64
  ) -> Bool {
    // Some checks are counted only when they apply; one that found something did.
    if count(invariant) == 0 { tick(invariant) }
    finding = Finding(invariant: invariant, leftName: leftName, left: left, rightName: rightName, right: right)
    return false
  }

  @inline(__always)
  private mutating func checkTime(_ owner: Int, _ now: Instant) -> Bool {
    let last = witnesses[owner].lastAt
    witnesses[owner].lastAt = now
    if now >= last { return true }
    return fail(
      .timeNeverRunsBack, "the step's time", now.milliseconds, "at or after the owner's last", last.milliseconds)
  }

  private mutating func checkRefusal(_ book: borrowing Book, _ owner: Int) -> Bool {
    let traces = book.transfers.count + book.effects.count + book.touchedLots.count
    return equal(.refusedChangesNothing, "movements and effects of a refused command", Int64(traces), "at most", 0)
      && checkBalances(book, owner)
  }
}
