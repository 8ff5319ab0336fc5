import Accounting
import Pricing

/// Invoices of subscriptions: written, charged, paid, given up; and the credit on the account. Source: rules HI-5, HI-8, HI-D4.
extension Book {
  /// Writes an invoice that the subscription now waits for, and sets account credit aside for it; credit pays no overage.
  ///
  /// - Parameter isAwaited: false for the last invoice of a subscription that has ended.
  /// - Returns: its row.
  mutating func writeInvoice(
    _ owner: Int, _ kind: InvoiceKind, charge: Int64, overage: Int64 = 0, credit: Int64 = 0, isAwaited: Bool = true,
    _ now: Instant
  ) -> Int {
    let row = Int(owners[owner].membership)
    owners[owner].lastInvoiceNumber += 1
    var invoice = Invoice(
      id: InvoiceID(owners[owner].lastInvoiceNumber), kind: kind, raisedAt: now, next: owners[owner].firstInvoice)
    invoice.subscription = memberships[row].subscriptions
    invoice.charge = charge
    invoice.overage = overage
    invoice.credit = credit
    invoice.applied = min(memberships[row].accountCredit, invoice.planPart)
    #if Sabotage
      if PlantedBug.creditBeyondTotal.isOn { invoice.applied = memberships[row].accountCredit }
    #endif
    invoices.append(invoice)
    owners[owner].firstInvoice = Int32(invoices.count - 1)
    touchedInvoice = owners[owner].firstInvoice
    if isAwaited { memberships[row].openInvoice = touchedInvoice }
    return invoices.count - 1
  }

  /// Charges what is due of an invoice; where nothing is, it is paid at once.
  mutating func collect(_ owner: Int, _ invoice: Int, _ now: Instant) {
    let due = invoices[invoice].due
    if due == 0 {
      payInvoice(owner, invoice, with: -1, now)
      return
    }
    let kind: PaymentKind =
      switch invoices[invoice].kind {
      case .first: .subscription
      case .change: .upgrade
      case .renewal: .renewal
      }
    invoices[invoice].payment = charge(owner, chargeable(due), kind, .none, now, subject: Int32(invoice))
  }

  /// The processor's answer to the charge of an invoice. A success always counts: for the invoice while it is open, else as credit on
  /// the account. A decline counts while the invoice is open. Source: rules HI-8, HI-15.
  mutating func planPaymentAnswered(_ owner: Int, _ row: Int, _ result: SettlementResult, _ now: Instant) {
    let invoice = Int(payments[row].subject)
    touchedInvoice = Int32(invoice)
    if result == .succeeded {
      if invoices[invoice].state == .open {
        payInvoice(owner, invoice, with: row, now)
      } else {
        if invoices[invoice].state == .void { observations.insert(.lateSuccess) }
        #if Sabotage
          if PlantedBug.revivedByLateEvent.isOn { memberships[Int(owners[owner].membership)].status = .active }
        #endif
        overpay(owner, payments[row].amount, with: row, now)
      }
    } else if invoices[invoice].state == .open, invoices[invoice].payment == payments[row].id {
      effects.append(.notify(.invoiceFailed))
      invoiceDeclined(owner, invoice, now)
    }
  }

  /// The invoice is paid, by account credit and by the payment in row `payment`, -1 for none, and what it was for happens.
  mutating func payInvoice(_ owner: Int, _ invoice: Int, with payment: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let bill = invoices[invoice]
    let amount = payment < 0 ? 0 : payments[payment].amount
    if payment >= 0 { invoices[invoice].paidBy = payments[payment].id }
    invoices[invoice].paid = bill.due
    invoices[invoice].state = .paid
    effects.append(.notify(.invoicePaid))
    if memberships[row].openInvoice == invoice {
      memberships[row].openInvoice = -1
      switch bill.kind {
      case .first: beginSubscription(owner, invoice: invoice, now)
      case .change: completeUpgrade(owner, now)
      case .renewal: completeRenewal(owner)
      }
    }
    if bill.applied > 0 { observations.insert(.accountCreditUsed) }
    post(owner, debit: .accountCredit, credit: .deferred, bill.applied, .creditApplied)
    memberships[row].accountCredit -= bill.applied
    post(owner, debit: .cash, credit: .deferred, bill.planPart - bill.applied, .planBilled)
    // A debt that was paid or given up meanwhile is not paid twice.
    let repaid = min(bill.overage, owners[owner].debt)
    owners[owner].debt -= repaid
    post(owner, debit: .cash, credit: .receivable, repaid, .debtRepaid)
    overpay(owner, amount - (bill.planPart - bill.applied) - repaid, with: payment, now)
    memberships[row].billed += bill.planPart
    memberships[row].deferred += bill.planPart
    earn(owner, now)
    planRecognition(owner, now)
  }

  private mutating func invoiceDeclined(_ owner: Int, _ invoice: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    if memberships[row].openInvoice != invoice {
      voidInvoice(owner, invoice)
      return
    }
    switch invoices[invoice].kind {
    case .first: break
    case .change:
      observations.insert(.upgradeDeclined)
      giveUpOpenInvoice(owner)
    case .renewal: renewalFailed(owner, now)
    }
  }

  /// Nobody will pay the open invoice any more, and what it was for will not happen.
  mutating func giveUpOpenInvoice(_ owner: Int) {
    let row = Int(owners[owner].membership)
    memberships[row].pendingPlan = -1
    memberships[row].lapsesAt = .never
    if memberships[row].openInvoice < 0 { return }
    voidInvoice(owner, Int(memberships[row].openInvoice))
    memberships[row].openInvoice = -1
  }

  /// Its overage is lost; account credit that was set aside stays on the account.
  private mutating func voidInvoice(_ owner: Int, _ invoice: Int) {
    invoices[invoice].state = .void
    touchedInvoice = Int32(invoice)
    loseOverage(owner, invoices[invoice].overage)
  }

  private mutating func loseOverage(_ owner: Int, _ overage: Int64) {
    let lost = min(overage, owners[owner].debt)
    owners[owner].debt -= lost
    post(owner, debit: .badDebt, credit: .receivable, lost, .badDebt)
  }

  /// Minutes beyond the allowance of a subscription's last period: charged once if there is a card, else lost.
  mutating func settleLastOverage(_ owner: Int, _ overage: Int64, charges: Bool, _ now: Instant) {
    if charges, owners[owner].hasPaymentMethod {
      collect(owner, writeInvoice(owner, .renewal, charge: 0, overage: overage, isAwaited: false, now), now)
    } else {
      loseOverage(owner, overage)
    }
  }

  // MARK: Account credit

  /// Money that nothing was open for: it waits on the account.
  private mutating func overpay(_ owner: Int, _ amount: Int64, with payment: Int, _ now: Instant) {
    if amount == 0 { return }
    payments[payment].overpaid += amount
    post(owner, debit: .cash, credit: .accountCredit, amount, .overpayment)
    memberships[Int(owners[owner].membership)].accountCredit += amount
    limitAccountCredit(owner, now)
  }

  /// Credit of a subscription that has ended runs out some time later. Source: rule HI-D4.
  mutating func limitAccountCredit(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let ends = memberships[row].status == .canceled && memberships[row].accountCredit > 0
    guard ends, memberships[row].creditEndsAt == .never, let rules = terms.plans else { return }
    memberships[row].creditEndsAt = rules.accountCreditLives.end(from: now)
    if memberships[row].creditEndsAt != .never { effects.append(.wake(at: memberships[row].creditEndsAt, .accountCredit)) }
  }

  mutating func lapseAccountCredit(_ owner: Int, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].creditEndsAt == .never { return .timerCancelled }
    if now < memberships[row].creditEndsAt { return .timerNotDue }

    memberships[row].creditEndsAt = .never
    post(owner, debit: .accountCredit, credit: .breakage, memberships[row].accountCredit, .accountCreditExpiry)
    memberships[row].accountCredit = 0
    observations.insert(.accountCreditLapsed)
    return .ok
  }
}
