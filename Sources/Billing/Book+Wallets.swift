import Accounting
import Pricing

/// Packs and single reports: bought, spent, expired. Source: rules HI-2, HI-10, HI-13, HI-D7.
extension Book {
  mutating func buyReport(_ owner: Int, _ now: Instant) -> Status { .notOffered }
  mutating func buyPack(_ owner: Int, _ pack: PackID, for endUser: EndUserID, _ now: Instant) -> Status { .notOffered }
  mutating func expireCreditLot(_ owner: Int, _ lot: CreditLotID, _ now: Instant) -> Status { .timerCancelled }
  func isCreditLotDue(_ owner: Int, _ lot: CreditLotID, _ now: Instant) -> Bool { false }

  /// The processor's answer to the charge of a pack or a report.
  mutating func packPaymentAnswered(_ owner: Int, _ row: Int, _ result: SettlementResult, _ now: Instant) {}

  /// Uses up one report for an analysis, if there is one.
  mutating func takeReport(_ owner: Int, _ now: Instant) -> Bool { false }

  /// A bank takes the payment of a pack or a report back. - Precondition: it has settled and was not disputed before.
  mutating func disputePack(_ owner: Int, _ row: Int) {}
}
