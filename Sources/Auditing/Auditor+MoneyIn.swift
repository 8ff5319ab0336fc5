import Accounting
import Billing

/// Payments and what is credited for them.
extension Auditor {
  @inline(__always)
  mutating func checkMoneyIn(_ book: borrowing Book, _ kind: CommandKind) -> Bool {
    if kind == .settle { return checkSettlement(book) }
    return kind == .purchase && book.touchedPayment >= 0 ? checkPromise(book) : true
  }

  /// What a purchase promises is the ladder's bonus of the moment it is asked for.
  private mutating func checkPromise(_ book: borrowing Book) -> Bool {
    tick(.bonusFollowsPurchase)
    let row = Int(book.touchedPayment)
    let bonus = book.terms.bonus.bonus(on: book.payments[row].amount)
    return equal(.bonusFollowsPurchase, "bonus promised", book.payments[row].bonus, "the ladder's bonus", bonus)
  }

  private mutating func checkSettlement(_ book: borrowing Book) -> Bool {
    tick(.creditedExactlyOnce)
    tick(.bonusFollowsPurchase)
    let row = Int(book.touchedPayment)
    if row < 0 {
      return equal(.creditedExactlyOnce, "an answer that touched no payment credited", flows.credited, "nothing:", 0)
    }
    followFee(book, row)
    let isSettled = book.payments[row].state == .settled
    let settled: Int64 = isSettled ? 1 : 0
    let times = Int64(book.payments[row].timesCredited)
    let amount = isSettled ? book.payments[row].amount : 0
    let bonus = isSettled ? book.payments[row].bonus : 0
    if !equal(.creditedExactlyOnce, "times credited", times, "times settled", settled) { return false }
    if !equal(.creditedExactlyOnce, "credited", flows.credited, "the settled amount", amount) { return false }
    return equal(.bonusFollowsPurchase, "bonus given", flows[.bonus], "the bonus promised", bonus)
  }
}
