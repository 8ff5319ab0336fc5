import Accounting
import Billing
import Pricing

/// What subscriptions, wallets and refusals add to a line, only where they apply. Credits, reports and minutes are in thousandths,
/// as they are in transfers.
extension ReplayLine {
  /// The fields between `total` and `lots`, each with a comma in front.
  func offerFields(of step: Replay.Step, _ owner: Owner, in book: borrowing Book) -> String {
    var text = membership(of: owner, in: book)
    // What a step before a line that only lets time pass was about stands in the book still.
    guard let command = step.command else { return text }
    text += wallet(command, owner, in: book)
    text += refusal(step.status, book.refusal)
    return text
  }

  private func membership(of owner: Owner, in book: borrowing Book) -> String {
    guard owner.membership >= 0 else { return "" }
    let membership = book.memberships[Int(owner.membership)]
    let plans = book.terms.plans?.plans ?? []
    let plan = plans.indices.contains(Int(membership.plan)) ? plans[Int(membership.plan)] : nil
    var text = ",\"plan\":\(plan.map { quoted($0.name) } ?? "null"),\"subscription\":\"\(membership.status.name)\""
    text += ",\"period_end\":\"\(membership.periodEnd.rfc3339)\""
    text += ",\"account_credit\":\(membership.accountCredit),\"deferred\":\(membership.deferred)"
    if plan?.minutes != nil { text += ",\"minutes\":\(membership.minutes)" }
    return text
  }

  private func wallet(_ command: Command, _ owner: Owner, in book: borrowing Book) -> String {
    let row = walletRow(command, owner, in: book)
    guard row >= 0 else { return "" }
    let wallet = book.wallets[row]
    var text = wallet.endUser == .owner ? "" : ",\"end_user\":\(wallet.endUser.number)"
    text += ",\"credits\":\(wallet.credits)"
    if wallet.owed > 0 { text += ",\"owed\":\(wallet.owed)" }
    return text + ",\"reports\":\(wallet.reports)"
  }

  /// The wallet that the step was about: the one that the book names, or that of the command's end user; -1 for none.
  private func walletRow(_ command: Command, _ owner: Owner, in book: borrowing Book) -> Int {
    if book.touchedWallet >= 0 { return Int(book.touchedWallet) }
    let endUser: EndUserID
    switch command {
    case .access(let user, _), .buyPack(_, let user): endUser = user
    case .buyReport, .analyse, .chat, .interview: endUser = .owner
    default: return -1
    }
    var row = Int(owner.firstWallet)
    while row >= 0, book.wallets[row].endUser != endUser { row = Int(book.wallets[row].next) }
    return row
  }

  private func refusal(_ status: Status, _ refusal: Refusal) -> String {
    switch status {
    case .limitExceeded: ",\"refusal\":{\"used\":\(refusal.used),\"limit\":\(refusal.limit)}"
    case .paymentRequired:
      ",\"refusal\":{\"required\":\(refusal.required),\"available\":\(refusal.available),\"needed\":\(refusal.needed)}"
    default: ""
    }
  }
}
