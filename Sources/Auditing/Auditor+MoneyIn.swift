import Accounting
import Billing

/// Payments and what is credited for them.
extension Auditor {
  mutating func checkMoneyIn(_ book: borrowing Book, _ command: Command, _ owner: Int) -> Finding? {
    if case .settle = command { return checkSettlement(book) }
    // No other command brings cash in or gives a bonus.
    if book.transfers.isEmpty { return nil }
    return equal(.creditedExactlyOnce, "credited without a settlement", credited(book), "none:", 0)
      ?? equal(.bonusFollowsPurchase, "bonus without a settlement", moved(book, .bonus), "none:", 0)
  }

  private mutating func checkSettlement(_ book: borrowing Book) -> Finding? {
    tick(.creditedExactlyOnce)
    tick(.bonusFollowsPurchase)
    if book.touchedPayment < 0 {
      return equal(.creditedExactlyOnce, "an answer that touched no payment credited", credited(book), "nothing:", 0)
    }
    let payment = book.payments[Int(book.touchedPayment)]
    let settled: Int64 = payment.state == .settled ? 1 : 0
    let bonus = settled == 1 ? book.terms.bonus.bonus(on: payment.amount) : 0
    return equal(.creditedExactlyOnce, "times credited", Int64(payment.timesCredited), "times settled", settled)
      ?? equal(.creditedExactlyOnce, "credited", credited(book), "the settled amount", settled * payment.amount)
      ?? equal(.bonusFollowsPurchase, "bonus given", moved(book, .bonus), "the ladder's bonus", bonus)
  }

  private func credited(_ book: borrowing Book) -> Int64 { moved(book, .purchase) + moved(book, .debtRepaid) }
}
