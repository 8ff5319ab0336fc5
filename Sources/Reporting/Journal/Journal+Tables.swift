import Accounting

/// Journals for programs: one JSON object, or one row of a table, a movement.
extension Journal {
  /// The columns, and the keys, of a movement: what `docs/journal.md` explains.
  public static let columns = [
    "entry", "of", "at", "owner", "step", "code", "debit", "credit", "amount", "commodity", "debit_balance", "credit_balance",
  ]

  func writeLines(into page: inout Page, _ emit: ([UInt8]) throws -> Void) rethrows {
    var balances = Balances()
    for (index, entry) in entries.enumerated() {
      let row = cells(of: entry, number: index + 1, &balances)
      let fields = zip(Journal.columns, row).map { name, cell in
        cell.isNumber ? "\"\(name)\":\(cell.text)" : "\"\(name)\":\(JSONValue.quoted(cell.text))"
      }
      try page.line("{\(fields.joined(separator: ","))}", emit)
    }
  }

  func writeTable(into page: inout Page, _ emit: ([UInt8]) throws -> Void) rethrows {
    try page.line(Journal.columns.joined(separator: ","), emit)
    var balances = Balances()
    for (index, entry) in entries.enumerated() {
      let row = cells(of: entry, number: index + 1, &balances)
      try page.line(row.map { $0.isNumber ? $0.text : CSVTable.field($0.text) }.joined(separator: ","), emit)
    }
  }

  private func cells(of entry: JournalEntry, number: Int, _ balances: inout Balances) -> [(text: String, isNumber: Bool)] {
    let transfer = entry.transfer
    let debit = place(transfer.debit, of: entry)
    let credit = place(transfer.credit, of: entry)
    let debited = balances.add(transfer.amount, to: debit)
    let credited = balances.add(-transfer.amount, to: credit)
    let time = entry.at.journalTime
    return [
      ("\(number)", true), ("\(entries.count)", true), ("\(time.date)T\(time.clock)", false),
      (owners[Int(entry.owner)], false), ("\(entry.step)", true), (code(entry), false),
      (Journal.accountNames[Int(transfer.debit.rawValue)], false),
      (Journal.accountNames[Int(transfer.credit.rawValue)], false), ("\(transfer.amount)", true),
      (commodity(transfer.debit.asset), false), ("\(debited)", true), ("\(credited)", true),
    ]
  }
}
