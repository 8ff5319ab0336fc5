import Accounting
import BillingTestSupport
import Pricing
import Testing

@testable import Auditing
@testable import Billing

/// Two auditors follow two books that live alike. One looks at uses in one go where it can, the other always at every equation.
private struct Pair: ~Copyable {
  var quick: Watched
  var thorough: Watched
  /// Uses that were not examined in full by the quick one.
  var glances = 0

  init(_ terms: Terms) {
    quick = Watched(terms)
    thorough = Watched(terms)
  }

  mutating func wait(_ length_ms: Int64) {
    quick.now = quick.now.advanced(by: length_ms)
    thorough.now = quick.now
  }

  /// Sends a command to both and damages both books alike.
  ///
  /// - Returns: whether both say the same, and whether they say that all is well.
  mutating func send(_ command: Command, damage: Damage? = nil) -> (agree: Bool, sound: Bool, said: String) {
    let expected = Pair.said(thorough.send(command) { damage?.apply(to: &$0) })
    guard case .use(let amount) = command else {
      let found = Pair.said(quick.send(command) { damage?.apply(to: &$0) })
      return (found == expected, expected == nil, "\(found ?? "nothing") instead of \(expected ?? "nothing")")
    }
    let status = quick.book.apply(command, by: quick.owner, at: quick.now)
    damage?.apply(to: &quick.book)
    let fullBefore = quick.auditor.examinedUses
    var found: Violation?
    if !quick.auditor.checkUse(quick.book, amount, by: quick.owner, at: quick.now, status) {
      found = quick.auditor.violation(in: quick.book, of: quick.owner, at: quick.now, command, status)
    }
    if quick.auditor.examinedUses == fullBefore { glances += 1 }
    let quickly = Pair.said(found)
    return (quickly == expected, expected == nil, "\(quickly ?? "nothing") instead of \(expected ?? "nothing")")
  }

  private static func said(_ violation: Violation?) -> String? { violation.map { "\($0.invariant.name): \($0.sentence)" } }

  /// What both counted and remember.
  func rememberTheSame() -> Bool {
    for invariant in Invariant.allCases where quick.auditor.count(invariant) != thorough.auditor.count(invariant) { return false }
    let left = quick.auditor.witnesses[0]
    let right = thorough.auditor.witnesses[0]
    return left.lastAt == right.lastAt && left.total == right.total && left.onDebt == right.onDebt
      && left.accessUntil == right.accessUntil && left.pendingReloads == right.pendingReloads
      && left.declines == right.declines && left.charged == right.charged
  }
}

/// One thing in a book that is other than it should be.
private struct Damage: CustomStringConvertible {
  let description: String
  let apply: (inout Book) -> Void

  init(_ description: String, _ apply: @escaping (inout Book) -> Void) {
    self.description = description
    self.apply = apply
  }

  func apply(to book: inout Book) { apply(&book) }

  /// One of all of them, on a lot of the owner where it is about lots.
  static func any(_ generator: inout Generator) -> Damage {
    let by = [-1, 1, -400, 400, 1 << 61][Int(generator.number(0...4))] as Int64
    let place = Int(generator.number(0...4))
    let choice = Int(generator.number(0...7))
    switch generator.number(0...15) {
    case 0: return Damage("ledger \(place) by \(by)") { $0.owners[0].ledger[place] &+= by }
    case 1: return Damage("remaining \(place % 2) by \(by)") { $0.owners[0].remaining[place % 2] &+= by }
    case 2: return Damage("held \(place % 2) by \(by)") { $0.owners[0].held[place % 2] &+= by }
    case 3:
      return Damage("debt and receivable by \(by)") {
        $0.owners[0].debt &+= by
        $0.owners[0].ledger[4] &+= by
      }
    case 4: return Damage("debited by \(by)") { $0.debited &+= by }
    case 5: return Damage("amount by \(by)") { if !$0.transfers.isEmpty { $0.transfers[0].amount &+= by } }
    case 6:
      return Damage("another side \(place)") {
        guard !$0.transfers.isEmpty, let account = Account(rawValue: UInt8(place + 1)) else { return }
        if by > 0 { $0.transfers[0].change(debit: account) } else { $0.transfers[0].change(credit: account) }
      }
    case 7: return Damage("another code") { if !$0.transfers.isEmpty { $0.transfers[0].change(code: .usageOnDebt) } }
    case 8:
      return Damage("a second transfer") {
        $0.transfers.append(Transfer(debit: .availablePaid, credit: .usageRevenue, amount: 1, code: .usage))
      }
    case 9: return Damage("lot's part \(choice) by \(by)") { $0.damageLot(choice, by: by) }
    case 10:
      return Damage("two parts of a lot, \(choice) by \(by)") {
        $0.damageLot(choice, by: by)
        $0.damageLot((choice + 1) % 6, by: 0 &- by)
      }
    case 11: return Damage("the soonest expiry") { $0.owners[0].soonestExpiry = by > 0 ? .never : .distantPast }
    case 12:
      return Damage("a lot's dates") { book in
        let lot = Int(book.owners[0].firstLot)
        if lot < 0 { return }
        if by > 0 { book.lots[lot].grantedAt = .never } else { book.lots[lot].expiresAt = book.lots[lot].grantedAt }
      }
    case 13: return Damage("a reload's phase \(choice)") { $0.owners[0].reload.phase = ReloadPhase.allCases[choice % 7] }
    case 14:
      return Damage("a reload that was switched on") {
        $0.owners[0].reload.enabled = true
        $0.owners[0].hasPaymentMethod = true
        $0.owners[0].reload.threshold &+= by > 0 ? 60_000 : 0
      }
    default:
      return Damage("another lot was touched") { book in
        if book.touchedLots.count == 1 { book.touchedLots[0] = Int32(book.lots.count - 1 - Int(book.touchedLots[0])) }
      }
    }
  }
}

extension Book {
  fileprivate mutating func damageLot(_ part: Int, by amount: Int64) {
    let lot = Int(owners[0].firstLot)
    if lot < 0 { return }
    switch part {
    case 0: lots[lot].remaining &+= amount
    case 1: lots[lot].held &+= amount
    case 2: lots[lot].used &+= amount
    case 3: lots[lot].expired &+= amount
    case 4: lots[lot].voided &+= amount
    case 5: lots[lot].refunded &+= amount
    case 6: lots[lot].costBasis &+= amount
    default: lots[lot].granted &+= amount
    }
  }
}

@Suite("A use that is plainly sound is sound in full")
struct PlainUseTests {
  private static func wish(_ generator: inout Generator, _ book: borrowing Book) -> Command {
    switch generator.number(0...29) {
    case 0: .purchase(amount: generator.number(1...30_000), key: .none)
    case 1: .settle(PaymentID(book.owners[0].lastPaymentNumber), .succeeded)
    case 2: .settle(PaymentID(book.owners[0].lastPaymentNumber), .declinedSoft)
    case 3: .configureReload(enabled: true, threshold: generator.number(0...20_000), amount: generator.number(1...30_000))
    case 4: .grant(amount: generator.number(1...2_000), origin: .grant, expiresAt: .never, priority: 0)
    case 5: .openJob(JobID(book.owners[0].lastJobNumber + 1), slots: 2, price: generator.number(1...3_000), deadline: .never)
    case 6: .closeJob(JobID(book.owners[0].lastJobNumber))
    case 7: .elapse(.reload)
    case 8: .endAccess(CutoffID(book.owners[0].lastCutoffNumber))
    case 9: .dispute(PaymentID(book.owners[0].lastPaymentNumber))
    default: .use(amount: generator.number(1...generator.number(1...12_000)))
    }
  }

  private static func terms(_ seed: UInt64) -> Terms {
    var terms = Terms.watched
    if seed % 3 == 1 { terms.cutoff = CutoffRule(timing: .metered, delay_ms: Duration_ms.hour) }
    if seed % 3 == 2 { terms.expiry = ExpiryRule(paid: .never) }
    return terms
  }

  /// Wakes whatever is due, as a driver would.
  private static func expire(_ pair: inout Pair) {
    var row = pair.thorough.book.owners[0].firstLot
    while row >= 0 {
      let lot = pair.thorough.book.lots[Int(row)]
      row = lot.next
      if lot.expiresAt <= pair.thorough.now { _ = pair.send(.elapse(.lotExpiry(lot.id))) }
    }
  }

  @Test(
    "Nothing is overlooked in a single look: same verdicts, counts and memories, with any damage and without", arguments: 0..<40)
  func same(_ block: UInt64) {
    var glances = 0
    var damaged = 0
    var noticed = 0
    for seed in block * 50..<(block + 1) * 50 {
      var generator = Generator(seed: 7_000 + seed)
      var pair = Pair(Self.terms(seed))
      for command in Command.funded { _ = pair.send(command) }
      let fatal = generator.number(5...80)
      for step in 1...60 {
        pair.wait(
          generator.number(0...9) == 0 ? generator.number(0...4) * Duration_ms.day : generator.number(0...Duration_ms.hour))
        Self.expire(&pair)
        let command = Self.wish(&generator, pair.thorough.book)
        let damage = step == fatal ? Damage.any(&generator) : nil
        let (agree, sound, said) = pair.send(command, damage: damage)
        #expect(agree, "seed \(seed), step \(step), \(command), damage: \(damage?.description ?? "none"): \(said)")
        if damage != nil { damaged += 1 }
        if !agree { return }
        // Without damage it is this driver that broke something: it never says when access ends.
        if damage != nil, !sound { noticed += 1 }
        if damage != nil || !sound { break }
        let same = pair.rememberTheSame()
        #expect(same, "seed \(seed), step \(step), \(command)")
      }
      glances += pair.glances
    }
    #expect(glances > 300, "only \(glances) uses were plainly sound")
    #expect(noticed * 4 > damaged, "only \(noticed) of \(damaged) damages were noticed")
  }

  @Test("Each condition of the look is there for something", arguments: PlainUseDamage.all.indices)
  func targeted(_ index: Int) {
    let damage = PlainUseDamage.all[index]
    var noticed = 0
    for seed in 0..<30 as Range<UInt64> {
      var generator = Generator(seed: 900 + seed * 17 + UInt64(index))
      var pair = Pair(Self.terms(seed))
      for command in Command.funded { _ = pair.send(command) }
      // With a second purchase four lots are live, and the first two are of one class.
      if seed % 2 == 0 {
        _ = pair.send(.purchase(amount: 40_000, key: .none))
        _ = pair.send(.settle(PaymentID(2), .succeeded))
      }
      for _ in 0..<generator.number(0...3) {
        pair.wait(generator.number(1...Duration_ms.day))
        _ = pair.send(.use(amount: generator.number(1...600)))
      }
      pair.wait(Duration_ms.day - damage.back_ms)
      if damage.back_ms > 0 {
        _ = pair.send(.use(amount: 1))
        pair.wait(-damage.back_ms)
      }
      damage.witness(&pair.quick.auditor.witnesses[0], pair.quick.now)
      damage.witness(&pair.thorough.auditor.witnesses[0], pair.quick.now)
      let first = pair.quick.book.lots[Int(pair.quick.book.owners[0].firstLot)].remaining
      let now = pair.quick.now
      let command = Command.use(amount: damage.spansTwo ? first + generator.number(1...900) : generator.number(1...300))
      let (agree, sound, said) = pair.send(command, damage: Damage(damage.name) { damage.book(&$0, now) })
      #expect(agree, "\(damage.name), seed \(seed): \(said)")
      if !sound { noticed += 1 }
      let same = !sound || pair.rememberTheSame()
      #expect(same, "\(damage.name), seed \(seed)")
      if damage.name.hasPrefix("none") {
        let glances = pair.glances
        #expect(glances > 0, "\(damage.name), seed \(seed): examined in full")
      }
    }
    #expect((noticed > 0) != damage.isHarmless, "\(damage.name) was noticed \(noticed) times")
  }

  @Test("What a plain use posts is lawful and a use's own")
  func lawful() {
    let law = PostingLaw()
    for account in [Account.availablePaid, .availablePromotional] {
      #expect(law.allows(Transfer(debit: account, credit: .usageRevenue, amount: 1, code: .usage)))
    }
    #expect(!law.forbids(CodeSet([.usage]), to: .use))
  }
}
