import Accounting
import Billing
import Reporting

/// What an owner has, as one text for each thing.
extension StoryTeller {
  struct Holding {
    var key: String
    var change: Story.Change
  }

  func holdings(of owner: Int, in book: borrowing Book) -> [Holding] {
    plan(of: owner, in: book) + invoice(in: book) + lots(of: owner, in: book) + creditLots(of: owner, in: book)
      + holds(of: owner, in: book)
  }

  private func lots(of owner: Int, in book: borrowing Book) -> [Holding] {
    var holdings: [Holding] = []
    var row = book.owners[owner].firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      row = lot.next
      var parts = ["\(lot.id.number), \(lot.origin.traceName): \(words.money(lot.remaining)) left of \(words.money(lot.granted))"]
      let gone = [("held", lot.held), ("expired", lot.expired), ("voided", lot.voided), ("refunded", lot.refunded)]
      parts += gone.filter { $0.1 != 0 }.map { "\(words.money($0.1)) \($0.0)" }
      if lot.expiresAt != .never { parts.append("expires \(lot.expiresAt.rfc3339)") }
      holdings.append(
        Holding(key: "lot \(lot.id.number)", change: .init(kind: "lot", text: parts.joined(separator: ", "))))
    }
    return holdings
  }

  private func creditLots(of owner: Int, in book: borrowing Book) -> [Holding] {
    var holdings: [Holding] = []
    var wallet = book.owners[owner].firstWallet
    while wallet >= 0 {
      let holder = book.wallets[Int(wallet)].endUser
      var row = book.wallets[Int(wallet)].firstLot
      while row >= 0 {
        let lot = book.creditLots[Int(row)]
        row = lot.next
        let left = "\(words.unit.amount(lot.remaining, of: lot.asset)) left of \(words.unit.amount(lot.granted, of: lot.asset))"
        var text =
          "\(lot.id.number)\(words.words(holder)): \(left), \(words.money(lot.deferred)) of \(words.money(lot.costBasis)) not earned"
        if lot.expiresAt != .never { text += ", expires \(lot.expiresAt.rfc3339)" }
        holdings.append(Holding(key: "credit lot \(lot.id.number)", change: .init(kind: "credits", text: "lot \(text)")))
      }
      wallet = book.wallets[Int(wallet)].next
    }
    return holdings
  }

  /// The holds of open jobs, and of the job that this step ended.
  private func holds(of owner: Int, in book: borrowing Book) -> [Holding] {
    var holdings: [Holding] = []
    var row = book.owners[owner].firstJob
    if book.touchedJob >= 0, book.jobs[Int(book.touchedJob)].state != .open {
      holdings.append(hold(book.jobs[Int(book.touchedJob)]))
    }
    while row >= 0 {
      let job = book.jobs[Int(row)]
      row = job.next
      holdings.append(hold(job))
    }
    return holdings
  }

  private func hold(_ job: Job) -> Holding {
    let hold = job.hold
    var text = "job \(job.id.number), \(job.state): \(words.money(hold.open)) open of \(words.money(hold.authorised))"
    if hold.captured != 0 { text += ", \(words.money(job.paidOut)) paid out, fee \(words.money(job.feeTaken))" }
    if hold.released != 0 { text += ", \(words.money(hold.released)) released" }
    return Holding(key: "job \(job.id.number)", change: .init(kind: "hold", text: text))
  }

  private func plan(of owner: Int, in book: borrowing Book) -> [Holding] {
    let row = book.owners[owner].membership
    if row < 0 { return [] }
    let membership = book.memberships[Int(row)]
    var parts = [membership.hasPlan ? words.name(.plan, Int(membership.plan)) : "none"]
    if membership.status != .none { parts.append(membership.status.name) }
    if membership.periodEnd != .never { parts.append("until \(membership.periodEnd.rfc3339)") }
    if membership.cancelsAtPeriodEnd { parts.append("ends then") }
    if membership.nextPlan >= 0 { parts.append("then \(words.name(.plan, Int(membership.nextPlan)))") }
    if membership.pendingPlan >= 0 { parts.append("\(words.name(.plan, Int(membership.pendingPlan))) once it is paid") }
    if membership.analyses != 0 {
      parts.append("\(membership.analyses) \(membership.analyses == 1 ? "analysis" : "analyses") used")
    }
    if membership.messages != 0 { parts.append("\(words.count(membership.messages, "message")) used") }
    if membership.minutes != 0 { parts.append("\(words.unit.amount(membership.minutes, of: .minutes)) used") }
    return [Holding(key: "plan", change: .init(kind: "plan", text: parts.joined(separator: ", ")))]
  }

  /// The invoice that the step was about.
  private func invoice(in book: borrowing Book) -> [Holding] {
    if book.touchedInvoice < 0 { return [] }
    let invoice = book.invoices[Int(book.touchedInvoice)]
    var parts = ["\(invoice.id.number), \(invoice.kind), \(invoice.state): total \(words.money(invoice.total))"]
    let lines = [
      ("credit", invoice.credit), ("overage", invoice.overage), ("account credit used", invoice.applied), ("paid", invoice.paid),
      ("due", invoice.due),
    ]
    parts += lines.filter { $0.1 != 0 }.map { "\($0.0) \(words.money($0.1))" }
    return [
      Holding(
        key: "invoice \(invoice.id.number)", change: .init(kind: "invoice", text: parts.joined(separator: ", ")))
    ]
  }
}
