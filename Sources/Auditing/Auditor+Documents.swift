import Accounting
import Billing
import Pricing

/// Documents: each is paid for once, and a list wholly or not at all.
extension Auditor {
  @inline(__always)
  mutating func checkDocuments(_ book: borrowing Book, _ command: Command, _ owner: Int) -> Bool {
    guard case .access(let endUser, let list) = command else { return true }
    return checkAccess(book, endUser, list, owner)
  }

  /// - Complexity: O(documents of the list).
  private mutating func checkAccess(
    _ book: borrowing Book, _ endUser: EndUserID, _ list: DocumentList, _ owner: Int
  ) -> Bool {
    tick(.payOncePerDocument)
    let wallet = book.touchedWallet
    let price = book.terms.documents?.price ?? 0
    var unpaid: Int64 = 0
    if price > 0, !isFree(book, owner) {
      if wallet < 0 { return fail(.payOncePerDocument, "documents opened without a wallet", Int64(list.count), "none:", 0) }
      for index in list.indices where bought.insert(list[index], of: wallet) { unpaid += 1 }
    }
    if wallet >= 0, book.wallets[Int(wallet)].endUser != endUser {
      return fail(
        .payOncePerDocument, "paid by end user", Int64(book.wallets[Int(wallet)].endUser.number), "who opened them, end user",
        Int64(endUser.number))
    }
    if wallet >= 0, unpaid > 0 {
      while wallets.count < book.wallets.count { wallets.append(WalletWitness()) }
      wallets[Int(wallet)].documents += unpaid
    }
    return equal(
      .payOncePerDocument, "credits spent for documents", flows[.creditsSpent] + flows[.creditsSpentOnDebt],
      "the price of those not paid before", unpaid * price)
  }

  /// Whether the plan in force has documents for nothing.
  private func isFree(_ book: borrowing Book, _ owner: Int) -> Bool {
    guard let rules = book.terms.plans else { return false }
    let row = Int(book.owners[owner].membership)
    var plan = rules.fallback?.index ?? -1
    if row >= 0, book.memberships[row].status.hasAccess { plan = Int(book.memberships[row].plan) }
    return plan >= 0 && rules.plans[plan].hasFreeDocuments
  }
}
