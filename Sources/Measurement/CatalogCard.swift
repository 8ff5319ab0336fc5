import Accounting

/// What the owners of one catalog came to, in the smallest unit of the whole run. Plain sums, merged by adding.
public struct CatalogCard: Sendable {
  public internal(set) var owners: Int64 = 0
  /// Flows by month, code and class, in the order of `MonthlyFlows`.
  var amounts: [Int64]
  /// Closing balances by `Account.rawValue`.
  var balances: [Int64]
  /// What one of its owners owed at most at once.
  public internal(set) var largestDebt: Int64 = 0

  init(months: Int) {
    amounts = [Int64](repeating: 0, count: months * MonthlyFlows.width)
    balances = [Int64](repeating: 0, count: Account.allCases.count)
  }

  mutating func merge(_ other: CatalogCard) {
    owners += other.owners
    largestDebt = max(largestDebt, other.largestDebt)
    for index in amounts.indices { amounts[index] += other.amounts[index] }
    for index in balances.indices { balances[index] += other.balances[index] }
  }
}

/// Runs over several catalogs: their owners meet nobody else, but their money is counted on one card.
extension Scorecard {
  /// Moves what was counted since the last call to the card of catalog `index`, exactly: money is multiplied by `factor`, the
  /// run's smallest units in one of the catalog's; quantities are thousandths everywhere.
  ///
  /// - Complexity: O(months x transfer codes); meant for the change from one catalog to another, not for every owner.
  public mutating func putAway(catalog index: Int, factor: Int64) {
    catalogs[index].owners += owners - catalogs.reduce(0) { $0 + $1.owners }
    catalogs[index].largestDebt = max(catalogs[index].largestDebt, takeLargestDebt() * factor)
    let codes = TransferCode.allCases
    for cell in flows.amounts.indices {
      let number = cell % MonthlyFlows.width / 2
      // A row has room for more codes than there are.
      if number >= codes.count { continue }
      let code = codes[number]
      catalogs[index].amounts[cell] += flows.amounts[cell] * (code.asset == .money ? factor : 1)
      flows.amounts[cell] = 0
    }
    for account in Account.allCases {
      let row = Int(account.rawValue)
      catalogs[index].balances[row] += balances.counts[row] * (account.asset == .money ? factor : 1)
      balances.counts[row] = 0
    }
  }

  /// Adds what was counted by segment up to what the whole run, or each catalog, came to, in the smallest unit of the run. Once, at
  /// the end, before `sumCatalogs`.
  ///
  /// - Parameters:
  ///   - segments: the catalog that each segment's owners pay by.
  ///   - factors: the run's smallest units in one of each catalog's.
  /// - Complexity: O(cells).
  public mutating func settle(catalogsOfSegments segments: [Int], factors: [Int64]) {
    for (segment, catalog) in segments.enumerated() {
      var sums = [Int64](repeating: 0, count: flows.months * MonthlyFlows.width)
      cohorts.settle(segment: segment, factor: factors[catalog]) { sums[$0] += $1 }
      for cell in sums.indices {
        if catalogs.isEmpty { flows.amounts[cell] += sums[cell] } else { catalogs[catalog].amounts[cell] += sums[cell] }
      }
      debts.multiply(segment: segment, by: factors[catalog])
      recurring.multiply(segment: segment, by: factors[catalog])
    }
    for (catalog, factor) in factors.enumerated() { vintages.multiply(catalog: catalog, by: factor) }
  }

  /// Fills `flows` and `balances` with the sums of all catalogs, once everything is put away.
  public mutating func sumCatalogs() {
    for catalog in catalogs {
      note(debt: catalog.largestDebt)
      for cell in catalog.amounts.indices { flows.amounts[cell] += catalog.amounts[cell] }
      for row in catalog.balances.indices { balances.counts[row] += catalog.balances[row] }
    }
  }

  /// The flows of the owners of one catalog alone.
  public borrowing func flows(ofCatalog index: Int) -> MonthlyFlows {
    var part = MonthlyFlows(firstMonth: flows.firstMonth, months: flows.months)
    for cell in part.amounts.indices { part.amounts[cell] = catalogs[index].amounts[cell] }
    return part
  }

  /// The closing balances of the owners of one catalog alone.
  public borrowing func balances(ofCatalog index: Int) -> Tally {
    var part = Tally(rows: balances.rows)
    for row in catalogs[index].balances.indices { part.add(catalogs[index].balances[row], row: row) }
    return part
  }
}
