import Accounting
import Reporting
import Simulation

/// One entry of a journal, as the file states it.
struct JournalRow {
  /// Its number, from 1, and how many there are.
  var entry: Int64
  var of: Int64
  var at: Instant
  var owner: String
  /// The number of the owner's command.
  var step: Int64
  var debit: Account
  var credit: Account
  /// Above zero, in smallest units of the commodity.
  var amount: Int64
  var commodity: String
  /// What the two accounts have afterwards, above zero for debits.
  var debitBalance: Int64
  var creditBalance: Int64

  /// The columns that hold whole numbers.
  static let countedColumns: Set<String> = ["entry", "of", "step", "amount", "debit_balance", "credit_balance"]
}

extension TraceFields {
  /// Every name of a column.
  private static let accounts = Dictionary(uniqueKeysWithValues: zip(Journal.accountNames, Account.allCases))

  /// The entry that the fields are; nil where one is missing or wrong, which is noted.
  mutating func journalRow(longestName: Int) -> JournalRow? {
    let counted: ClosedRange<Int64> = 1...Int64.max
    let anything = Int64.min...Int64.max
    let entry = integer("entry", counted)
    let of = integer("of", counted)
    let at = instant("at")
    let owner = text("owner", longestName)
    let step = integer("step", counted)
    let code = choice("code", Journal.codeNames)
    let debit = choice("debit", Journal.accountNames).flatMap { Self.accounts[$0] }
    let credit = choice("credit", Journal.accountNames).flatMap { Self.accounts[$0] }
    let amount = integer("amount", counted, unit: "smallest units")
    let commodity = text("commodity", longestName)
    let balances = (integer("debit_balance", anything), integer("credit_balance", anything))
    guard let entry, let of, let at, let owner, let step, code != nil, let debit, let credit, let amount, let commodity,
      let debitBalance = balances.0, let creditBalance = balances.1
    else { return nil }
    return JournalRow(
      entry: entry, of: of, at: at, owner: owner, step: step, debit: debit, credit: credit, amount: amount,
      commodity: commodity, debitBalance: debitBalance, creditBalance: creditBalance)
  }
}

extension JSONLine {
  /// A row of a table as an object: what is counted is a number if it reads as one, the rest is text.
  init(cells: [TableCell], columns: [String], endOffset: Int) {
    let fields = zip(columns, cells).map { column, cell in
      let isNumber = JournalRow.countedColumns.contains(column) && JSONScanner.isNumber(cell.text)
      return Field(
        key: column, value: isNumber ? .number(cell.text) : .text(cell.text), keyOffset: cell.offset, valueOffset: cell.offset)
    }
    self.init(fields: fields, endOffset: endOffset)
  }
}

/// One cell of a table in the form of RFC 4180, in a line.
struct TableCell {
  var text: String
  /// Bytes from the start of the line.
  var offset: Int

  /// The cells of a line from byte `start` on. - Complexity: O(bytes).
  static func split(_ line: [UInt8], from start: Int = 0) throws(JSONLine.SyntaxError) -> [TableCell] {
    let scanner = JSONScanner(bytes: line)
    try scanner.checkCharacters()
    var cells: [TableCell] = []
    var position = start
    while true {
      let offset = position
      var content: [UInt8] = []
      if position < line.count, line[position] == UInt8(ascii: "\"") {
        content = try quoted(line, &position)
      } else {
        while position < line.count, line[position] != UInt8(ascii: ",") {
          content.append(line[position])
          position += 1
        }
      }
      cells.append(TableCell(text: String(decoding: content, as: UTF8.self), offset: offset))
      if position == line.count { return cells }
      guard line[position] == UInt8(ascii: ",") else {
        throw JSONLine.SyntaxError(
          code: .syntax, offset: position, found: "text after a cell's closing quote", allowed: "a comma")
      }
      position += 1
    }
  }

  /// What stands between the quotes, a doubled one being one of them.
  private static func quoted(_ line: [UInt8], _ position: inout Int) throws(JSONLine.SyntaxError) -> [UInt8] {
    let start = position
    var content: [UInt8] = []
    position += 1
    while position < line.count {
      if line[position] == UInt8(ascii: "\"") {
        position += 1
        if position == line.count || line[position] != UInt8(ascii: "\"") { return content }
      }
      content.append(line[position])
      position += 1
    }
    throw JSONLine.SyntaxError(
      code: .syntax, offset: start, found: "a cell without its closing quote", allowed: "a cell in double quotes")
  }
}
