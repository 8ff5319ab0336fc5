import Accounting
import Billing

/// Wallets, their lots and documents, and the minutes of the plan's period, recounted.
extension Bookkeeper {
  mutating func countWallets(_ book: borrowing Book, _ owner: OwnerSlot) {
    let account = book.owners[owner.index]
    var sums = Wallet(endUser: .owner, next: -1)
    var unearned: Int64 = 0
    var soonest = Instant.never
    var row = account.firstWallet
    while row >= 0 {
      let wallet = book.wallets[Int(row)]
      let name = "of end user \(wallet.endUser.number)"
      let lots = lots(of: row, in: book)
      for lot in lots {
        count(lot, row)
        unearned += lot.deferred
        if lot.remaining > 0 { soonest = min(soonest, lot.expiresAt) }
      }
      let credits = lots.filter { $0.asset == .credits }.reduce(0) { $0 + $1.remaining }
      let reports = lots.filter { $0.asset == .reports }.reduce(0) { $0 + $1.remaining }
      same(wallet.credits, credits, "credits and lots \(name)")
      same(wallet.reports, reports, "reports and lots \(name)")
      same(wallet.purchased - wallet.spent - wallet.lapsed, wallet.credits - wallet.owed, "purchased less gone \(name)")
      require(wallet.owed == 0 || wallet.credits == 0, "credits are owed beside unspent ones \(name)")
      let documents = documents(of: wallet, in: book)
      same(Int64(Set(documents).count), Int64(documents.count), "documents bought \(name)")
      sums.credits += credits
      sums.reports += reports
      sums.owed += wallet.owed
      row = wallet.next
    }
    same(account.ledger[Int(Account.credits.rawValue)], sums.credits, "ledger and lots, credits")
    same(account.ledger[Int(Account.reports.rawValue)], sums.reports, "ledger and lots, reports")
    same(account.ledger[Int(Account.creditsOwed.rawValue)], sums.owed, "ledger and wallets, credits owed")
    same(account.ledger[Int(Account.deferredCredits.rawValue)], unearned, "ledger and lots, unearned basis")
    require(account.soonestCreditExpiry <= soonest, "the bound on the soonest expiry of credits is late")
  }

  private mutating func count(_ lot: CreditLot, _ wallet: Int32) {
    let name = "of credit lot \(lot.id.number)"
    let parts = [lot.remaining, lot.used, lot.expired, lot.voided]
    same(parts.reduce(0, +), lot.granted, "granted and parts \(name)")
    require(parts.allSatisfy { $0 >= 0 }, "a part \(name) is below zero: \(parts)")
    require(lot.deferred >= 0 && lot.deferred <= lot.costBasis, "unearned basis \(name): \(lot.deferred)")
    // The unearned part is never less than its proportion, and less than a unit above it.
    let excess = lot.deferred * lot.granted - lot.costBasis * lot.remaining
    require(excess >= 0 && excess < lot.granted, "unearned basis \(name) is out of proportion: \(lot.deferred)")
    same(Int64(lot.wallet), Int64(wallet), "wallet \(name)")
  }

  /// The lots of a wallet in the order of its list.
  private mutating func lots(of wallet: Int32, in book: borrowing Book) -> [CreditLot] {
    var lots: [CreditLot] = []
    var row = book.wallets[Int(wallet)].firstLot
    while row >= 0 {
      let lot = book.creditLots[Int(row)]
      if let before = lots.last {
        require(
          (before.expiresAt.milliseconds, before.grantedAt.milliseconds, before.id.number)
            < (lot.expiresAt.milliseconds, lot.grantedAt.milliseconds, lot.id.number),
          "credit lot \(lot.id.number) lies out of order")
      }
      lots.append(lot)
      row = lot.next
    }
    return lots
  }

  private func documents(of wallet: Wallet, in book: borrowing Book) -> [DocumentID] {
    var documents: [DocumentID] = []
    var row = wallet.firstDocument
    while row >= 0 {
      documents.append(book.documents[Int(row)].document)
      row = book.documents[Int(row)].next
    }
    return documents
  }

  mutating func countMinutes(_ book: borrowing Book, _ owner: OwnerSlot) {
    let account = book.owners[owner.index]
    let membership = account.membership < 0 ? Membership() : book.memberships[Int(account.membership)]
    let left = membership.includedMinutes - membership.minutes
    same(account.ledger[Int(Account.allowance.rawValue)], max(0, left), "ledger and period, minutes left")
    same(account.ledger[Int(Account.overage.rawValue)], max(0, -left), "ledger and period, minutes beyond")
  }
}
