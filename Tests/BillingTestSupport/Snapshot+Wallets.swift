import Accounting
import Billing

extension Snapshot {
  /// Every wallet, every live lot in it, and every document that it has bought.
  static func wallets(_ book: borrowing Book, _ owner: OwnerSlot) -> [[Int64]] {
    var figures: [[Int64]] = []
    var row = book.owners[owner.index].firstWallet
    while row >= 0 {
      let wallet = book.wallets[Int(row)]
      figures.append(wallet.figures)
      var lot = wallet.firstLot
      while lot >= 0 {
        if !book.creditLots[Int(lot)].isFinished { figures.append(book.creditLots[Int(lot)].figures) }
        lot = book.creditLots[Int(lot)].next
      }
      var document = wallet.firstDocument
      while document >= 0 {
        figures.append([Int64(book.documents[Int(document)].document.number)])
        document = book.documents[Int(document)].next
      }
      row = wallet.next
    }
    return figures
  }

  /// The counters by cost key, the prices of its own, and the minutes of the period.
  static func usage(_ book: borrowing Book, _ owner: OwnerSlot) -> [[Int64]] {
    let account = book.owners[owner.index]
    var figures = [[Int64(account.overrides), Int64(account.lastCreditLotNumber)]]
    if account.membership >= 0 {
      let membership = book.memberships[Int(account.membership)]
      figures.append([membership.minutes, membership.includedMinutes])
    }
    var row = account.firstUsage
    while row >= 0 {
      let counter = book.usage[Int(row)]
      figures.append([Int64(counter.product.number), counter.since.milliseconds, counter.events, counter.used])
      row = counter.next
    }
    return figures
  }
}

extension Wallet {
  var figures: [Int64] { [Int64(endUser.number), credits, reports, owed, purchased, spent, lapsed] }
}

extension CreditLot {
  var figures: [Int64] {
    [
      Int64(id.number), Int64(asset.rawValue), granted, remaining, used, expired, voided, costBasis, deferred,
      Int64(payment.number), Int64(wallet), grantedAt.milliseconds, expiresAt.milliseconds,
    ]
  }
}
