import Accounting
import Billing

extension Snapshot {
  /// The owner's subscription and its invoices.
  static func plans(_ book: borrowing Book, _ owner: OwnerSlot) -> [[Int64]] {
    let account = book.owners[owner.index]
    var rows: [[Int64]] = []
    if account.membership >= 0 { rows.append(book.memberships[Int(account.membership)].figures) }
    var row = account.firstInvoice
    while row >= 0 {
      let invoice = book.invoices[Int(row)]
      rows.append([
        Int64(invoice.id.number), Int64(invoice.kind.rawValue), Int64(invoice.state.rawValue), invoice.charge, invoice.overage,
        invoice.credit, invoice.applied, invoice.paid, Int64(invoice.payment.number), invoice.raisedAt.milliseconds,
      ])
      row = invoice.next
    }
    return rows
  }
}

extension Membership {
  var figures: [Int64] {
    [
      Int64(status.rawValue), Int64(plan), Int64(nextPlan), Int64(pendingPlan), pendingPrice, price, analysesLimit, messagesLimit,
      cancelsAtPeriodEnd ? 1 : 0, hadTrial ? 1 : 0, isThroughCheckout ? 1 : 0, Int64(subscriptions), Int64(changes),
      anchor.milliseconds, Int64(period), periodStart.milliseconds, periodEnd.milliseconds, analyses, messages, minutes,
      chatsFreelyUntil.milliseconds, billed, deferred, recognisedAt.milliseconds, recogniseAt.milliseconds, accountCredit,
      creditEndsAt.milliseconds, Int64(openInvoice), Int64(attempts), attemptedAt.milliseconds, retryAt.milliseconds,
      lapsesAt.milliseconds,
    ]
  }
}
