import Accounting
import Billing
import BillingTestSupport
import Pricing

/// What owners ask for, sensible or not.
extension Pair {
  mutating func wish(_ owner: OwnerSlot) -> Command {
    let hasOffers = terms.packs != nil || terms.reports != nil || terms.documents != nil || terms.interviews != nil
    if terms.plans != nil, generator.chance(oneIn: 2) { return planWish(owner) }
    if hasOffers, generator.chance(oneIn: 2) { return walletWish(owner) }
    return moneyWish(owner)
  }

  private mutating func planWish(_ owner: OwnerSlot) -> Command {
    let plan = PlanID(UInt8(generator.number(0...Int64(terms.plans?.plans.count ?? 0))))
    switch generator.number(1...22) {
    case 1...4: return .subscribe(plan, throughCheckout: generator.chance(oneIn: 3))
    case 5...9: return .changePlan(plan)
    case 10: return .cancel
    case 11: return .reactivate
    case 12...14: return .analyse
    case 15, 16: return .chat(messages: generator.chance(oneIn: 8) ? generator.pick([0, -1, .max]) : generator.number(1...30))
    case 17: return .attachMethod(.works)
    case 18: return .settle(payment(owner), generator.pick([.succeeded, .succeeded, .declinedHard]))
    case 19 where generator.chance(oneIn: 2): return .dispute(payment(owner))
    default: return .elapse(generator.pick([.renewal, .dunning, .incomplete, .recognition, .accountCredit]))
    }
  }

  private mutating func walletWish(_ owner: OwnerSlot) -> Command {
    let endUser = EndUserID(UInt32(generator.number(0...3)))
    switch generator.number(1...13) {
    case 1, 2: return .buyPack(PackID(UInt8(generator.number(0...3))), endUser)
    case 3: return .buyReport
    case 4...7:
      return .access(
        endUser, DocumentList((0..<generator.number(0...5)).map { _ in DocumentID(UInt32(generator.number(1...30))) }))
    case 8: return .elapse(.creditExpiry(CreditLotID(UInt32(generator.number(0...12)))))
    case 9: return .overridePrices(OverrideID(UInt8(generator.number(0...1))))
    case 10: return .analyse
    default:
      let length = generator.chance(oneIn: 20) ? generator.pick([0, -1, .max]) : generator.number(1...200 * Duration_ms.minute)
      return .interview(ProductID(UInt16(generator.number(0...3))), duration_ms: length)
    }
  }

  private mutating func moneyWish(_ owner: OwnerSlot) -> Command {
    switch generator.number(1...28) {
    case 1: return .attachMethod(generator.pick([.works, .works, .works, .alwaysDeclines, .asksFor3DS]))
    case 2: return generator.chance(oneIn: 3) ? .detachMethod : .attachMethod(.works)
    case 3, 4: return .configureReload(enabled: !generator.chance(oneIn: 4), threshold: amount(), amount: amount())
    case 5...7: return .purchase(amount: amount(), key: IdempotencyKey(fingerprint: UInt64(generator.number(0...30))))
    case 8: return .settle(payment(owner), generator.pick([.succeeded, .declinedSoft, .declinedHard, .needs3DS]))
    case 9 where terms.freeTier != nil && generator.chance(oneIn: 2):
      return .grant(amount: terms.freeTier?.amount ?? 1, origin: .freeTier, expiresAt: .never, priority: 0)
    case 9, 10:
      let priority = Int16(generator.number(-1...1))
      return .grant(amount: amount(), origin: generator.pick(LotOrigin.allCases), expiresAt: moment(), priority: priority)
    case 11...14:
      let next = Int64(book.owners[owner.index].lastJobNumber) + (generator.chance(oneIn: 10) ? generator.number(-2...2) : 1)
      let price = generator.chance(oneIn: 20) ? amount() : generator.number(1...400)
      return .openJob(JobID(UInt32(max(0, next))), slots: slots(), price: price, deadline: moment())
    case 15...17: return .settleSlots(job(owner), slots: slots())
    case 18: return .rejectSlots(job(owner), slots: slots())
    case 19: return .closeJob(job(owner))
    case 20: return .cancelJob(job(owner))
    case 21: return .use(amount: amount())
    case 22: return .use(amount: book.owners[owner.index].available - book.owners[owner.index].reload.threshold)
    case 23: return .use(amount: generator.number(1...20_000))
    case 24: return .refund(payment(owner), amount: amount())
    case 25:
      return generator.chance(oneIn: 3) ? .dispute(payment(owner)) : .refund(payment(owner), amount: generator.number(1...200))
    case 26: return generator.chance(oneIn: 3) ? .startArrears : .endArrears
    case 27: return generator.chance(oneIn: 4) ? .writeOff : .endArrears
    default: return timer(owner)
    }
  }

  private mutating func timer(_ owner: OwnerSlot) -> Command {
    switch generator.number(1...6) {
    case 1: .elapse(.reload)
    case 2: .elapse(.jobDeadline(job(owner)))
    case 3 where terms.cutoff?.timing == .metered:
      .endAccess(CutoffID(book.owners[owner.index].lastCutoffNumber))
    case 3: .elapse(.cutoff)
    case 4: .elapse(.invoice)
    case 5: .elapse(.checkout(payment(owner)))
    default: .elapse(.lotExpiry(LotID(UInt32(generator.number(0...Int64(book.owners[owner.index].lastLotNumber) + 1)))))
    }
  }

  private mutating func amount() -> Int64 {
    switch generator.number(1...40) {
    case 1: generator.pick([0, -1, .min, .max, Limits.largestAmount + 1])
    case 2: Limits.largestAmount
    case 3...15: generator.number(1...50)
    default: generator.number(50...20_000)
    }
  }

  private mutating func slots() -> Int64 {
    generator.chance(oneIn: 20) ? generator.pick([0, -1, .min, .max, terms.jobs.mostSlots + 1]) : generator.number(1...9)
  }

  private mutating func job(_ owner: OwnerSlot) -> JobID {
    let last = Int64(book.owners[owner.index].lastJobNumber)
    return JobID(UInt32(generator.number(max(0, last - 3)...last + 1)))
  }

  private mutating func moment() -> Instant {
    switch generator.number(1...10) {
    case 1: now
    case 2...4: .never
    case 5: now.advanced(by: 1)
    default: now.advanced(by: generator.number(1...200) * Duration_ms.hour)
    }
  }

  /// Mostly a late one.
  private mutating func payment(_ owner: OwnerSlot) -> PaymentID {
    let last = Int64(book.owners[owner.index].lastPaymentNumber)
    return PaymentID(UInt32(generator.number((generator.chance(oneIn: 2) ? max(0, last - 3) : 0)...last + 1)))
  }
}
