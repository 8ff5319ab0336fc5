import Measurement

/// One of several catalogs of a run: enough to find it again and to know that it is the same.
public struct CatalogIdentity: Hashable, Sendable {
  public var name: String
  /// Of what it says, 64 hexadecimal digits.
  public var sha256: String

  public init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

/// What the owners of one catalog came to, where a run has several. Amounts are in the run's unit, so they add up to the whole.
public struct CatalogSummary: Hashable, Sendable {
  public let catalog: CatalogIdentity
  public let owners: Int64
  /// Of these owners alone, with equations of its own.
  public let money: MoneyReport

  /// What the house owes these owners at the end: credits, deferred money and account credit.
  public var owed: Int64 { money.total.closingLiability + money.total.closingDeferred + money.total.closingAccountCredit }

  /// One for each of several catalogs, in the order of their numbers; none where there is one.
  static func all(_ card: borrowing Scorecard, _ run: RunIdentity) -> [CatalogSummary] {
    var summaries: [CatalogSummary] = []
    for index in card.catalogs.indices where index < run.catalogs.count {
      let flows = card.flows(ofCatalog: index)
      let balances = card.balances(ofCatalog: index)
      summaries.append(
        CatalogSummary(
          catalog: run.catalogs[index], owners: card.catalogs[index].owners,
          money: MoneyReport(
            flows: flows, balances: balances, unit: run.unit, largestDebt: card.catalogs[index].largestDebt)))
    }
    return summaries
  }

  /// The equations that say something about these owners, under the catalog's name.
  var ties: [Tie] {
    money.ties.filter { $0.left != 0 || $0.right != 0 }.map { tie in
      Tie(name: "\(catalog.name), \(tie.name)", unit: tie.unit, left: tie.left, right: tie.right)
    }
  }
}
