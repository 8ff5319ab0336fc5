import Accounting

/// Journals for Beancount: accounts are opened first, and balances are asserted at the start of the day after they changed.
extension Journal {
  func writeBeancount(into page: inout Page, _ emit: ([UInt8]) throws -> Void) rethrows {
    for line in title { try page.line("; \(line)", emit) }
    try page.line("", emit)
    guard let first = entries.first else { return }
    let opened = first.at.journalTime.date
    let names = Dictionary(uniqueKeysWithValues: places.map { ($0, name($0)) })
    for place in places { try page.line("\(opened) open \(name(place)) \(commodity(place.account.asset))", emit) }
    var balances = Balances()
    var changed: Set<Place> = []
    var day = first.at.date
    for entry in entries {
      if entry.at.date != day {
        try assertBalances(balances, of: changed, after: day, into: &page, emit)
        changed.removeAll(keepingCapacity: true)
        day = entry.at.date
      }
      let transfer = entry.transfer
      let time = entry.at.journalTime
      let owner = owners[Int(entry.owner)]
      try page.line("", emit)
      try page.line("\(time.date) * \"\(code(entry))\" \"\(owner)\"", emit)
      try page.line("  at: \"\(time.date)T\(time.clock)\"", emit)
      try page.line("  step: \(entry.step)", emit)
      for (account, change) in [(transfer.debit, transfer.amount), (transfer.credit, -transfer.amount)] {
        let place = place(account, of: entry)
        _ = balances.add(change, to: place)
        changed.insert(place)
        try page.line("  \(names[place, default: ""])  \(change) \(commodity(account.asset))", emit)
      }
    }
    try assertBalances(balances, of: changed, after: day, into: &page, emit)
  }

  private func assertBalances(
    _ balances: Balances, of changed: Set<Place>, after day: CivilDate, into page: inout Page, _ emit: ([UInt8]) throws -> Void
  ) rethrows {
    let next = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1).midnight.journalTime.date
    try page.line("", emit)
    for place in changed.sorted(by: { ($0.account.rawValue, $0.owner) < ($1.account.rawValue, $1.owner) }) {
      try page.line("\(next) balance \(name(place))  \(balances.amount(place)) \(commodity(place.account.asset))", emit)
    }
  }

  /// Such as "Liabilities:AvailablePaid:O7": every part begins with a capital or a digit, and has letters, digits and hyphens only.
  private func name(_ place: Place) -> String {
    let kind: String
    switch place.account.kind {
    case .asset: kind = "Assets"
    case .liability: kind = "Liabilities"
    case .income: kind = "Income"
    case .expense: kind = "Expenses"
    }
    let account = Journal.accountNames[Int(place.account.rawValue)]
    let own = place.owner < 0 ? "" : ":" + capitalised(owners[Int(place.owner)])
    return "\(kind):\(capitalised(account))\(own)"
  }

  private func capitalised(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }
}
