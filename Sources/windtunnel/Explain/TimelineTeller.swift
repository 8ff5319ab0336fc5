import Accounting
import Billing
import Pricing
import Reporting
import Simulation

/// Turns the recorded commands of one owner into its life in short, by applying them to an empty book.
struct TimelineTeller: ~Copyable {
  private let words: CommandWords
  /// The run's smallest units in one of the catalog's.
  private let factor: Int64
  private var book: Book
  private let slot: OwnerSlot
  private var months: [OwnerTimeline.Month] = []
  private var events: [OwnerTimeline.Event] = []
  private var steps: Int64 = 0
  private var hasPaid = false

  init(catalog: Catalog, factor: Int64) {
    words = CommandWords(
      unit: MoneyUnit(code: catalog.currency.code, decimals: catalog.currency.decimals), names: OfferNames(catalog))
    self.factor = factor
    book = Book(catalog: catalog)
    slot = book.addOwner()
  }

  var timeline: OwnerTimeline { OwnerTimeline(months: months, events: events, steps: steps) }

  /// - Complexity: O(transfers of the step).
  mutating func hear(_ recorded: RecordedCommand) {
    let before = book.owners[slot.index]
    let status = book.apply(recorded.command, by: slot, at: recorded.at)
    steps += 1
    count(status, at: recorded.at)
    if status.isOK { note(recorded.command, before: before, at: recorded.at) }
  }

  private mutating func count(_ status: Status, at now: Instant) {
    let month = CivilDate(year: now.date.year, month: now.date.month, day: 1)
    if months.last?.month != month { months.append(OwnerTimeline.Month(month: month)) }
    var line = months.removeLast()
    line.commands += 1
    if !status.isOK { line.refused += 1 }
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      if transfer.code.asset != .money { continue }
      let amount = transfer.amount * factor
      if transfer.debit == .cash { line.paid += amount }
      if transfer.credit.isRevenue { line.earned += amount }
      if transfer.debit.isRevenue { line.earned -= amount }
    }
    line.lost += (book.writtenOff + book.lostToBank) * factor
    let owner = book.owners[slot.index]
    line.spendable = owner.available * factor
    line.owed = owner.debt * factor
    months.append(line)
  }

  /// What the step changed about where the owner stands, the most telling first.
  private mutating func note(_ command: Command, before: Owner, at now: Instant) {
    let after = book.owners[slot.index]
    var parts: [(kind: OwnerTimeline.Event.Kind, text: String)] = []
    let (lost, taken) = (book.writtenOff, book.lostToBank)
    if lost > 0 { parts.append((.loss, "\(words.money(lost)) of debt are given up as lost")) }
    if case .dispute = command {
      parts.append((.loss, words.words(command) + (taken > 0 ? ": \(words.money(taken)) of it were earned already" : "")))
    }
    if after.access == .cutOff, before.access != .cutOff {
      parts.append((.endOfAccess, "access ends" + (after.debt > 0 ? ", and \(words.money(after.debt)) are owed" : "")))
    }
    if book.observations.contains(.reloadPaused) { parts.append((.pausedReload, "automatic reload pauses after declines")) }
    if book.observations.contains(.endedByDunning) { parts.append((.endOfPlan, "the subscription ends unpaid")) }
    if before.debt == 0, after.debt > 0 {
      parts.append((.debt, "owes something from here on, at first \(words.money(after.debt))"))
    }
    if before.debt > 0, after.debt == 0, lost == 0 { parts.append((.paidUp, "owes nothing any more")) }
    parts += deeds(command)
    if steps == 1 { parts.append((.beginning, "its first step: \(words.words(command))")) }
    guard let kind = parts.map(\.kind).min(by: { $0.rawValue < $1.rawValue }) else { return }
    events.append(OwnerTimeline.Event(at: now, text: parts.map(\.text).joined(separator: "; "), kind: kind))
  }

  /// What the owner, or its card, did.
  private mutating func deeds(_ command: Command) -> [(kind: OwnerTimeline.Event.Kind, text: String)] {
    switch command {
    case .settle(_, .succeeded):
      let paid = book.transfers.indices.reduce(Int64(0)) {
        $0 + (book.transfers[$1].debit == .cash ? book.transfers[$1].amount : 0)
      }
      if paid == 0 { return [] }
      defer { hasPaid = true }
      return [hasPaid ? (.payment, "pays \(words.money(paid))") : (.beginning, "pays for the first time: \(words.money(paid))")]
    case .settle: return [(.decline, words.words(command))]
    case .refund: return [(.refund, words.words(command))]
    case .subscribe, .changePlan, .cancel, .reactivate, .startArrears, .endArrears: return [(.decision, words.words(command))]
    default: return []
    }
  }
}

extension Account {
  fileprivate var isRevenue: Bool {
    switch self {
    case .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage: true
    default: false
    }
  }
}
