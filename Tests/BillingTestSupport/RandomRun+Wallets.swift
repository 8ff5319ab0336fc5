import Accounting
import Billing
import Pricing

/// Wishes about packs, reports, documents and interviews, where the price list has any.
extension RandomRun {
  mutating func walletWish() -> Command? {
    let hasOffers = terms.packs != nil || terms.reports != nil || terms.documents != nil || terms.interviews != nil
    guard hasOffers, generator.chance(oneIn: 2) else { return nil }
    switch generator.number(1...12) {
    case 1, 2: return .buyPack(PackID(UInt8(generator.number(0...3))), endUser())
    case 3: return .buyReport
    case 10 where terms.interviews == nil: return .buyReport
    case 11 where terms.interviews == nil: return .analyse
    case 4...7: return .access(endUser(), documents())
    case 8:
      let last = Int64(ledger.account.lastCreditLotNumber)
      return .elapse(.creditExpiry(CreditLotID(UInt32(generator.number(0...last + 1)))))
    case 9: return .overridePrices(OverrideID(UInt8(generator.number(0...1))))
    default:
      let length = generator.chance(oneIn: 20) ? generator.pick([0, -1, .max]) : generator.number(1...90 * Duration_ms.minute)
      return .interview(ProductID(UInt16(generator.number(0...3))), duration_ms: length)
    }
  }

  private mutating func endUser() -> EndUserID { EndUserID(UInt32(generator.number(0...3))) }

  private mutating func documents() -> DocumentList {
    var list = DocumentList()
    for _ in 0..<generator.number(0...4) { list.append(DocumentID(UInt32(generator.number(1...30)))) }
    return list
  }
}
