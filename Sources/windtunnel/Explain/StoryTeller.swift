import Accounting
import Billing
import Pricing
import Reporting
import Simulation

/// Turns the steps of one owner into steps of its story, by looking at the book after each of them.
struct StoryTeller {
  let words: CommandWords
  /// What was told of each lot, hold, plan and invoice last: only what reads otherwise now is told again.
  private var told: [String: String] = [:]
  /// Balances that were not zero once: the others do not apply to this owner.
  private var applying: Set<String> = []

  init(catalog: Catalog) {
    words = CommandWords(
      unit: MoneyUnit(code: catalog.currency.code, decimals: catalog.currency.decimals), names: OfferNames(catalog))
  }

  /// - Complexity: O(rows of the owner).
  mutating func tell(
    _ command: Command, _ status: Status, number: UInt64, at: Instant, of slot: OwnerSlot, in book: borrowing Book
  ) -> Story.Step {
    var postings: [Transfer] = []
    for index in book.transfers.indices { postings.append(book.transfers[index]) }
    let changes = holdings(of: slot.index, in: book).filter { holding in
      told.updateValue(holding.change.text, forKey: holding.key) != holding.change.text
    }.map(\.change)
    return Story.Step(
      number: number, at: at, event: CommandWords.event(command), command: words.words(command), status: status.name,
      postings: postings, balances: balances(of: book.owners[slot.index], in: book), changes: notes(status, in: book) + changes)
  }

  private mutating func balances(of owner: Owner, in book: borrowing Book) -> [Story.Figure] {
    func ledger(_ accounts: Account...) -> Int64 { accounts.reduce(0) { $0 + owner.ledger[Int($1.rawValue)] } }
    let membership = owner.membership >= 0 ? book.memberships[Int(owner.membership)] : Membership()
    // Where the rules keep a figure of their own, a ledger that disagrees is what the story is about.
    let twice: [(name: String, rules: Int64, ledger: Int64)] = [
      ("available", owner.available, ledger(.availablePaid, .availablePromotional)),
      ("held", owner.escrowed, ledger(.heldPaid, .heldPromotional)), ("debt", owner.debt, ledger(.receivable)),
      ("account credit", membership.accountCredit, ledger(.accountCredit)),
      ("deferred", membership.deferred, ledger(.deferred)),
    ]
    var figures = twice.map {
      Story.Figure(name: $0.name, amount: $0.rules, ledger: $0.rules == $0.ledger ? nil : $0.ledger)
    }
    let once: [(name: String, account: Account)] = [
      ("deferred for packs", .deferredCredits), ("credits", .credits), ("credits owed", .creditsOwed), ("reports", .reports),
      ("minutes left", .allowance), ("minutes beyond", .overage),
    ]
    figures += once.map { Story.Figure(name: $0.name, amount: ledger($0.account), asset: $0.account.asset) }
    for figure in figures where figure.amount != 0 || figure.ledger != nil { applying.insert(figure.name) }
    return figures.filter { applying.contains($0.name) }
  }

  /// What the step asked the card processor for, and the figures behind a refusal.
  private func notes(_ status: Status, in book: borrowing Book) -> [Story.Change] {
    var notes: [Story.Change] = []
    for index in book.effects.indices {
      guard case .charge(let payment, let amount, let kind) = book.effects[index] else { continue }
      notes.append(.init(kind: "charge", text: "payment \(payment.number): \(words.money(amount)) for \(text(kind))"))
    }
    let refusal = book.refusal
    if status == .limitExceeded { notes.append(.init(kind: "why", text: "\(refusal.used) used of \(refusal.limit)")) }
    if status == .paymentRequired {
      let needed = words.unit.amount(refusal.required, of: .credits)
      notes.append(
        .init(kind: "why", text: "it takes \(needed), and there are \(words.unit.amount(refusal.available, of: .credits))"))
    }
    return notes
  }

  private func text(_ kind: PaymentKind) -> String {
    switch kind {
    case .purchase: "credits"
    case .reload: "an automatic reload"
    case .invoice: "what is owed"
    case .subscription: "a subscription"
    case .upgrade: "an upgrade"
    case .renewal: "a renewal"
    case .pack: "a pack"
    case .report: "a report"
    }
  }
}
