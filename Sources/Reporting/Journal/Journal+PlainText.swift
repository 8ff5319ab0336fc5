import Accounting

/// Journals for hledger and for Ledger, which share a form and differ in what has to be declared.
extension Journal {
  enum Dialect {
    case hledger, ledger
  }

  func writePlainText(_ dialect: Dialect, into page: inout Page, _ emit: ([UInt8]) throws -> Void) rethrows {
    for line in title { try page.line("; \(line)", emit) }
    try page.line("", emit)
    let places = self.places
    for asset in Asset.allCases where places.contains(where: { $0.account.asset == asset }) {
      // hledger wants an example with a decimal mark, Ledger the name alone.
      try page.line(dialect == .hledger ? "commodity 1000. \(commodity(asset))" : "commodity \(commodity(asset))", emit)
    }
    if dialect == .ledger {
      for tag in ["at", "owner", "step"] { try page.line("tag \(tag)", emit) }
    }
    let names = Dictionary(uniqueKeysWithValues: places.map { ($0, name($0)) })
    for place in places { try page.line("account \(name(place))", emit) }
    var balances = Balances()
    for entry in entries {
      let transfer = entry.transfer
      let time = entry.at.journalTime
      let owner = owners[Int(entry.owner)]
      try page.line("", emit)
      switch dialect {
      case .hledger:
        try page.line(
          "\(time.date) * (\(code(entry))) \(owner)  ; at:\(time.date)T\(time.clock), owner:\(owner), step:\(entry.step)", emit)
      case .ledger:
        try page.line("\(time.date) * (\(code(entry))) \(owner)", emit)
        try page.line("    ; at: \(time.date)T\(time.clock)", emit)
        try page.line("    ; owner: \(owner)", emit)
        try page.line("    ; step: \(entry.step)", emit)
      }
      let unit = commodity(transfer.debit.asset)
      for (account, change) in [(transfer.debit, transfer.amount), (transfer.credit, -transfer.amount)] {
        let place = place(account, of: entry)
        let balance = balances.add(change, to: place)
        try page.line("    \(names[place, default: ""])  \(change) \(unit) = \(balance) \(unit)", emit)
      }
    }
  }

  /// Such as "liabilities:availablePaid:o7".
  private func name(_ place: Place) -> String {
    let kind: String
    switch place.account.kind {
    case .asset: kind = "assets"
    case .liability: kind = "liabilities"
    case .income: kind = "income"
    case .expense: kind = "expenses"
    }
    return "\(kind):\(Journal.accountNames[Int(place.account.rawValue)])"
      + (place.owner < 0 ? "" : ":\(owners[Int(place.owner)])")
  }
}

extension Instant {
  /// Date and time of day, UTC, to the millisecond, such as ("2026-01-01", "00:00:00.000Z").
  var journalTime: (date: String, clock: String) {
    let day = date
    func padded(_ value: Int64, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let ms = timeOfDay_ms
    let clock =
      "\(padded(ms / 3_600_000, 2)):\(padded(ms / 60_000 % 60, 2)):\(padded(ms / 1_000 % 60, 2)).\(padded(ms % 1_000, 3))Z"
    return ("\(padded(Int64(day.year), 4))-\(padded(Int64(day.month), 2))-\(padded(Int64(day.day), 2))", clock)
  }
}
