import Accounting
import Billing
import Pricing

/// Quotas, packs, reports, documents. Source: rules HI-1, HI-2, HI-9 to HI-13, HI-D6, HI-D7.
extension NaiveBook {
  mutating func analyse() -> Status {
    if terms.plans == nil, terms.reports == nil { return .notOffered }
    let now = standing
    if now.analysesLimit.map({ now.analyses < $0 }) ?? true {
      stand()
      member?.analyses += 1
      member?.chatsFreelyUntil = .min
      return .ok
    }
    guard let report = spendingOrder(0, isReport: true).first, let until = wallets[0]?.packs[report].until else {
      return now.plan == nil ? .noSubscription : .limitExceeded
    }
    spendPacks(0, 1_000, isReport: true)
    add(-1_000, to: .reports)
    add(1_000, to: .reportsSpent)
    stand()
    member?.chatsFreelyUntil = until
    return .ok
  }

  mutating func chat(_ messages: Int64) -> Status {
    if terms.plans == nil, terms.reports == nil { return .notOffered }
    if messages < 1 || messages > 1_000_000 { return .invalidCount }
    let now = standing
    if clock < now.chatsFreelyUntil { return .ok }
    if let limit = now.messagesLimit, now.messages + messages > limit {
      return now.plan == nil ? .noSubscription : .limitExceeded
    }
    stand()
    member?.messages += messages
    return .ok
  }

  // MARK: Packs

  mutating func buyReport() -> Status {
    guard let rule = terms.reports else { return .notOffered }
    if !hasMethod { return .noPaymentMethod }
    order(0, .report, rule.price, 1_000)
    return .ok
  }

  mutating func buyPack(_ pack: Int, _ endUser: UInt32) -> Status {
    guard let shelf = terms.packs else { return .notOffered }
    if pack >= shelf.packs.count { return .unknownPack }
    if endUser == 0, !hasMethod { return .noPaymentMethod }
    order(endUser, .pack, shelf.packs[pack].price, shelf.packs[pack].credits)
    return .ok
  }

  private mutating func order(_ endUser: UInt32, _ kind: PaymentKind, _ price: Int64, _ quantity: Int64) {
    let index = charge(chargeable(price), kind)
    payments[index].endUser = endUser
    payments[index].quantity = quantity
    if wallets[endUser] == nil { wallets[endUser] = NaiveWallet() }
  }

  mutating func packIsPaid(_ index: Int) {
    let payment = payments[index]
    let isReport = payment.kind == .report
    let term = (isReport ? terms.reports?.term : terms.packs?.term) ?? .never
    packCount += 1
    var pack = NaivePack(
      number: packCount, isReport: isReport, granted: payment.quantity, remaining: payment.quantity, price: payment.amount,
      payment: payment.number, until: Naive.terms(1, term, after: clock))
    add(payment.amount, to: .deferredCredits)
    wake(.creditExpiry(CreditLotID(packCount)), at: pack.until)
    add(payment.quantity, to: isReport ? .reportsIssued : .creditsIssued)
    if isReport {
      add(payment.quantity, to: .reports)
    } else {
      // Credits that were spent before they were there are repaid first. Source: rule IV-D2.
      let repaid = min(payment.quantity, wallets[payment.endUser]?.owed ?? 0)
      wallets[payment.endUser]?.purchased += payment.quantity
      wallets[payment.endUser]?.owed -= repaid
      pack.remaining -= repaid
      add(payment.quantity - repaid, to: .credits)
      add(-repaid, to: .creditsOwed)
      earnBasis(payment.amount - pack.unearned)
    }
    wallets[payment.endUser]?.packs.append(pack)
    forgetEmptyPacks()
  }

  private mutating func forgetEmptyPacks() {
    for endUser in wallets.keys { wallets[endUser]?.packs.removeAll { $0.remaining == 0 } }
  }

  private mutating func earnBasis(_ amount: Int64) {
    add(-amount, to: .deferredCredits)
    add(amount, to: .packRevenue)
  }

  /// Places of the packs as they are spent: soonest expiry, then oldest. Source: rule HI-D7.
  func spendingOrder(_ endUser: UInt32, isReport: Bool) -> [Int] {
    guard let packs = wallets[endUser]?.packs else { return [] }
    return packs.indices.filter { packs[$0].isReport == isReport && packs[$0].remaining > 0 }
      .sorted { (packs[$0].until, packs[$0].number) < (packs[$1].until, packs[$1].number) }
  }

  private mutating func spendPacks(_ endUser: UInt32, _ amount: Int64, isReport: Bool) {
    var left = amount
    for place in spendingOrder(endUser, isReport: isReport) where left > 0 {
      guard var pack = wallets[endUser]?.packs[place] else { return }
      let before = pack.unearned
      let part = min(left, pack.remaining)
      pack.remaining -= part
      left -= part
      wallets[endUser]?.packs[place] = pack
      earnBasis(before - pack.unearned)
    }
    forgetEmptyPacks()
  }

  mutating func spendCredits(_ endUser: UInt32, _ amount: Int64) {
    let covered = min(amount, wallets[endUser]?.credits ?? 0)
    spendPacks(endUser, covered, isReport: false)
    wallets[endUser]?.owed += amount - covered
    wallets[endUser]?.spent += amount
    add(-covered, to: .credits)
    add(amount - covered, to: .creditsOwed)
    add(amount, to: .creditsSpent)
  }

  /// What is left of a pack is gone unused. - Returns: the basis that goes with it.
  private mutating func void(_ endUser: UInt32, _ place: Int) -> Int64 {
    guard let pack = wallets[endUser]?.packs.remove(at: place) else { return 0 }
    add(-pack.remaining, to: pack.isReport ? .reports : .credits)
    add(-pack.remaining, to: pack.isReport ? .reportsIssued : .creditsIssued)
    if !pack.isReport { wallets[endUser]?.lapsed += pack.remaining }
    add(-pack.unearned, to: .deferredCredits)
    return pack.unearned
  }

  mutating func packExpires(_ number: UInt32) -> Status {
    for (endUser, wallet) in wallets {
      guard let place = wallet.packs.firstIndex(where: { $0.number == number }) else { continue }
      if clock < wallet.packs[place].until { return .timerNotDue }
      add(void(endUser, place), to: .breakage)
      return .ok
    }
    return .timerCancelled
  }

  mutating func disputePack(_ index: Int) {
    let payment = payments[index]
    payments[index].disputed = true
    payments[index].wentBack = payment.amount
    add(-payment.amount, to: .cash)
    let place = wallets[payment.endUser]?.packs.firstIndex { $0.payment == payment.number }
    let unearned = place.map { void(payment.endUser, $0) } ?? 0
    add(payment.amount - unearned, to: .disputes)
  }

  // MARK: Documents

  mutating func read(_ endUser: UInt32, _ list: [UInt32]) -> Status {
    guard let rule = terms.documents else { return .notOffered }
    if list.isEmpty { return .invalidCount }
    let plan = hasSubscription ? member?.plan : terms.plans?.fallback?.index
    if let plan, terms.plans?.plans[plan].hasFreeDocuments == true { return .ok }
    if rule.price == 0 { return .ok }
    let new = Set(list).subtracting(wallets[endUser]?.documents ?? [])
    let cost = Int64(new.count) * rule.price
    if cost > wallets[endUser]?.credits ?? 0 { return .paymentRequired }
    if cost == 0 { return .ok }
    wallets[endUser]?.documents.formUnion(new)
    spendCredits(endUser, cost)
    return .ok
  }
}
