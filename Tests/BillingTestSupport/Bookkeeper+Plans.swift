import Accounting
import Billing

/// Recounts an owner's subscription and its invoices.
extension Bookkeeper {
  mutating func countPlans(_ book: borrowing Book, _ owner: OwnerSlot) {
    let account = book.owners[owner.index]
    let row = Int(account.membership)
    let member = row < 0 ? Membership() : book.memberships[row]
    same(account.ledger[Int(Account.deferred.rawValue)], member.deferred, "ledger and rules, deferred")
    same(account.ledger[Int(Account.accountCredit.rawValue)], member.accountCredit, "ledger and rules, account credit")
    require(member.deferred >= 0 && member.accountCredit >= 0 && member.billed >= 0, "a sum of the subscription is below zero")
    require(member.deferred <= member.billed || !member.status.hasAccess, "more is deferred than was billed")
    require(member.status.hasAccess || member.deferred == 0, "something is deferred without a subscription")
    require(member.status != .incomplete || member.openInvoice >= 0, "a first payment without an invoice")
    require((member.status == .incomplete) == (member.lapsesAt != .never), "a first payment that never lapses")
    require(member.status == .pastDue || member.retryAt == .never, "a retry of what is not overdue")
    require(
      member.status != .canceled || member.accountCredit == 0 || member.creditEndsAt != .never, "credit that never runs out")
    countInvoices(book, account, open: member.openInvoice)
  }

  private mutating func countInvoices(_ book: borrowing Book, _ account: Owner, open: Int32) {
    if open >= 0 { require(book.invoices[Int(open)].state == .open, "the open invoice is \(book.invoices[Int(open)].state)") }
    var row = account.firstInvoice
    while row >= 0 {
      let invoice = book.invoices[Int(row)]
      let lines = [invoice.charge, invoice.overage, invoice.credit, invoice.planPart, invoice.applied, invoice.paid, invoice.due]
      require(lines.allSatisfy { $0 >= 0 }, "invoice \(invoice.id.number) has a figure below zero: \(lines)")
      require(invoice.applied <= invoice.planPart, "credit is used beyond the plan's part of invoice \(invoice.id.number)")
      let isPaid = invoice.state == .paid
      require((invoice.due == 0) == isPaid, "invoice \(invoice.id.number): \(invoice.state), due \(invoice.due)")
      require(invoice.state != .open || row == open || invoice.charge == 0, "invoice \(invoice.id.number) is open for nothing")
      row = invoice.next
    }
  }
}
