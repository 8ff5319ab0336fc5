import Accounting
import Pricing

/// Documents that end users open. Source: rules HI-11, HI-12.
extension Book {
  /// Opens all documents of the list or none. Those bought before cost nothing, nor does any under a plan that has them free.
  ///
  /// A document twice in one list costs once. Too few credits for the whole list: `paymentRequired`, with figures in `refusal`.
  /// - Complexity: O(wallets of the owner + documents of the list x documents that the end user has bought).
  mutating func access(_ owner: Int, _ endUser: EndUserID, _ list: DocumentList, _ now: Instant) -> Status {
    guard let price = terms.documents?.price else { return .notOffered }
    if list.count == 0 { return .invalidCount }
    let wallet = walletRow(owner, endUser)
    if hasFreeDocuments(owner) || price == 0 {
      touchedWallet = wallet
      return .ok
    }
    let new = newDocuments(list, wallet)
    let required = Int64(new.count) * price
    let available = wallet < 0 ? 0 : wallets[Int(wallet)].credits
    #if Sabotage
      if required > available, available > 0 {
        if PlantedBug.partialCharge.isOn { spendCredits(owner, Int(wallet), available) }
        if PlantedBug.listOpenedInPart.isOn {
          touchedWallet = wallet
          buy(owner, Int(wallet), new, available)
          return .ok
        }
      }
    #endif
    if required > available {
      refusal.required = required
      refusal.available = available
      observations.insert(.paymentWasRequired)
      return .paymentRequired
    }

    touchedWallet = wallet
    if new.count < list.count { observations.insert(.documentOwned) }
    if required > 0 { buy(owner, Int(wallet), new, required) }
    return .ok
  }

  private mutating func buy(_ owner: Int, _ wallet: Int, _ new: DocumentList, _ price: Int64) {
    for index in new.indices {
      documents.append(OwnedDocument(document: new[index], next: wallets[wallet].firstDocument))
      wallets[wallet].firstDocument = Int32(documents.count - 1)
    }
    spendCredits(owner, wallet, price)
  }

  /// The documents of a list that were not bought before, each once, in their order.
  private func newDocuments(_ list: DocumentList, _ wallet: Int32) -> DocumentList {
    var new = DocumentList()
    for index in list.indices {
      let document = list[index]
      if wallet >= 0, owns(Int(wallet), document) { continue }
      var isKnown = false
      for earlier in new.indices where new[earlier] == document { isKnown = true }
      if !isKnown { new.append(document) }
    }
    return new
  }

  func owns(_ wallet: Int, _ document: DocumentID) -> Bool {
    #if Sabotage
      if PlantedBug.documentChargedAgain.isOn { return false }
    #endif
    var row = wallets[wallet].firstDocument
    while row >= 0, documents[Int(row)].document != document { row = documents[Int(row)].next }
    return row >= 0
  }

  /// Whether the owner's plan lets its end users read everything. Source: rule HI-11.
  func hasFreeDocuments(_ owner: Int) -> Bool {
    let plan = planInForce(owner)
    return plan >= 0 && terms.plans?.plans[plan].hasFreeDocuments == true
  }
}
