import Accounting
import Foundation
import Reporting
import Testing

@testable import Scenarios

/// Exported journals, added up once more.
@Suite("Journals are added up once more")
struct JournalReaderTests {
  static let forms: [(JournalReader.Form, JournalFormat)] = [(.lines, .jsonl), (.table, .csv)]

  /// Two owners who buy, use, and get and lose credits that are no money.
  static let journal: Journal = {
    func entry(
      _ day: Int64, _ owner: Int32, _ step: UInt32, _ debit: Account, _ credit: Account, _ amount: Int64, _ code: TransferCode
    )
      -> JournalEntry
    {
      JournalEntry(
        at: Instant(milliseconds: 1_767_225_600_000 + day * Duration_ms.day), owner: owner, step: step,
        transfer: Transfer(debit: debit, credit: credit, amount: amount, code: code))
    }
    return Journal(
      title: [], unit: MoneyUnit(code: "USD", decimals: 2), owners: ["o1", "7"],
      entries: [
        entry(0, 0, 1, .cash, .availablePaid, 10_000, .purchase), entry(0, 0, 1, .processorFees, .cash, 320, .processorFee),
        entry(1, 1, 2, .cash, .availablePaid, 5_000, .purchase), entry(2, 0, 4, .availablePaid, .usageRevenue, 700, .usage),
        entry(3, 1, 3, .creditsIssued, .credits, 8_000, .creditsIssued),
        entry(4, 1, 3, .credits, .creditsSpent, 500, .creditsSpent),
      ])
  }()

  static func bytes(_ format: JournalFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    journal.write(format) { bytes += $0 }
    return bytes
  }

  static func lines(_ format: JournalFormat) -> [String] {
    String(decoding: bytes(format), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func sums(_ lines: [String], _ form: JournalReader.Form) throws(ScenarioError) -> JournalSums {
    try JournalReader.read((lines.joined(separator: "\n") + "\n").utf8, file: "j", form: form)
  }

  /// The JSON lines with one of them changed, and what is found wrong.
  private func violations(changing line: Int, _ old: String, _ new: String) throws -> [String] {
    var lines = Self.lines(.jsonl)
    let changed = lines[line].replacing(old, with: new, maxReplacements: 1)
    try #require(changed != lines[line])
    lines[line] = changed
    return try sums(lines, .lines).violations.map(\.rendered)
  }

  @Test("What the program writes holds, and is counted", arguments: forms)
  func sound(form: JournalReader.Form, format: JournalFormat) throws {
    let sums = try JournalReader.read(Self.bytes(format), file: "j", form: form)
    #expect(sums.entries == 6 && sums.owners == 2 && sums.broken == 0 && sums.violations.isEmpty)
    // Seven an entry, and one for the end.
    #expect(sums.checks == 6 * 7 + 1)
  }

  @Test("The pieces that a file comes in do not matter", arguments: forms)
  func pieces(form: JournalReader.Form, format: JournalFormat) throws {
    let bytes = Self.bytes(format)
    let whole = try JournalReader.read(bytes, file: "j", form: form)
    for cut in stride(from: 0, through: bytes.count, by: 7) {
      var reader = JournalReader(file: "j", form: form)
      reader.feed(bytes[..<cut])
      reader.feed(bytes[cut...])
      #expect(try reader.finish() == whole)
    }
  }

  @Test("No amount, balance or number can be one more or one less without being noticed")
  func figures() throws {
    let lines = Self.lines(.csv)
    let heading = lines[0].split(separator: ",")
    for row in lines.indices.dropFirst() {
      for column in ["entry", "of", "amount", "debit_balance", "credit_balance"] {
        for change in [-1, 1] {
          var cells = lines[row].split(separator: ",").map(String.init)
          let index = try #require(heading.firstIndex(of: column[...]))
          cells[index] = String(try #require(Int(cells[index])) + change)
          var changed = lines
          changed[row] = cells.joined(separator: ",")
          let found: Int64
          do {
            found = try sums(changed, .table).broken
          } catch {
            // A number of nought is no number of an entry.
            #expect(cells[index] == "0", "\(error)")
            continue
          }
          #expect(found > 0, "\(column) of row \(row)")
        }
      }
    }
  }

  @Test("No entry can be lost, doubled or moved without being noticed", arguments: forms)
  func rows(form: JournalReader.Form, format: JournalFormat) throws {
    let lines = Self.lines(format)
    let first = format == .csv ? 1 : 0
    for row in first..<lines.count {
      var lost = lines
      lost.remove(at: row)
      #expect(try sums(lost, form).broken > 0, "row \(row) lost")
      var doubled = lines
      doubled.insert(lines[row], at: row)
      #expect(try sums(doubled, form).broken > 0, "row \(row) twice")
      guard row + 1 < lines.count else { continue }
      var moved = lines
      moved.swapAt(row, row + 1)
      #expect(try sums(moved, form).broken > 0, "row \(row) moved")
    }
  }

  @Test("A broken equation is told with its place and both its sides")
  func sides() throws {
    #expect(
      try violations(changing: 2, #""debit_balance":14680"#, #""debit_balance":14681"#)
        == ["j:3:183: violated: running-balance: cash: 9680 before and 5000 moved make 14680, which is not the stated 14681"])
    #expect(
      try violations(changing: 3, #""credit_balance":-700"#, #""credit_balance":700"#)
        == ["j:4:211: violated: running-balance: usageRevenue: 0 before and -700 moved make -700, which is not the stated 700"])
    #expect(
      try violations(changing: 1, #""credit":"cash""#, #""credit":"credits""#).first
        == "j:2:128: violated: entry-balances: debits are 320 USDCENTS and 0 MILLICREDITS, credits are 0 USDCENTS and 320 MILLICREDITS"
    )
    #expect(
      try violations(changing: 3, "2026-01-03", "2026-01-01")
        == ["j:4:24: violated: time-order: 2026-01-01T00:00:00Z is not at or after 2026-01-02T00:00:00Z of the entry before it"])
    #expect(
      try violations(changing: 5, #""step":3"#, #""step":1"#)
        == ["j:6:70: violated: step-order: step 1 of 7 is not at or after step 3, which came before it"])
    #expect(
      try violations(changing: 5, #""entry":6"#, #""entry":8"#)
        == [
          "j:6:10: violated: entries-complete: entry 8 is not 6, the one after the entry before it",
          "j:6:1: violated: entries-complete: the last entry is number 8, which is not the stated 6 of all entries",
        ])
  }

  @Test("One wrong balance is told once, however many entries follow; many are counted and the first twenty told")
  func onceEach() throws {
    // The balance itself, and the next one that starts from it.
    #expect(try violations(changing: 0, #""debit_balance":10000"#, #""debit_balance":10007"#).count == 2)
    let many = (1...50).map { number in
      #"{"entry":\#(number),"of":50,"at":"2026-01-01T00:00:00Z","owner":"o1","step":\#(number),"code":"purchase","debit":"cash","#
        + #""credit":"availablePaid","amount":1,"commodity":"USDCENTS","debit_balance":7,"credit_balance":\#(-number)}"#
    }
    let sums = try sums(many, .lines)
    #expect(sums.broken == 50 && sums.violations.count == 20)
  }

  @Test(
    "Malformed journals are mistakes with their places",
    arguments: [
      (#"{"entry":1,"#, "j:1:12: error: the end of the line; allowed: a key in double quotes [syntax]"),
      ("[1]", "j:1:1: error: '['; allowed: one JSON object a line [syntax]"),
      (#"{"entry":0}"#, "j:1:10: error: entry: 0; allowed: a whole number, 1 to 9223372036854775807 [out-of-range]"),
      (#"{"entry":1,"amount":1e3}"#, "j:1:21: error: amount: 1e3, which is not a whole number; allowed: "),
      (
        #"{"entry":1,"amount":99999999999999999999}"#,
        "j:1:21: error: amount: 99999999999999999999; allowed: smallest units, 1 to "
      ),
      (#"{"entry":1,"debit":"Cash"}"#, "j:1:20: error: debit: 'Cash'; allowed: availablePaid, "),
      (#"{"entry":1,"code":"sale"}"#, "j:1:19: error: code: 'sale'; allowed: purchase, "),
      (#"{"entry":1,"do":"purchase"}"#, "j:1:12: error: the unknown key 'do'; allowed: entry, of, at, "),
      ("{\"entry\":1,\"owner\":\"a\u{0}\"}", "j:1:22: error: a NUL byte; allowed: printable text [strange-character]"),
    ])
  func mistakes(line: String, expected: String) {
    let error = #expect(throws: ScenarioError.self) { try sums([line], .lines) }
    #expect(error?.exitCode == 65)
    #expect(error?.rendered.contains(expected) == true, "\(error?.rendered ?? "")")
  }

  @Test(
    "Malformed tables are mistakes with their places",
    arguments: [
      ("", "j:1:1: error: a table without its heading; allowed: entry,of,at,"),
      ("a,b", "j:1:3: error: the unknown column 'b'; allowed: "),
      ("entry;of;at", "hint: columns are separated by commas"),
      ("entry,entry", "j:1:1: error: the column 'entry' a second time [duplicate-key]"),
      ("entry,of", "j:1:1: error: no column 'at' [missing-key]"),
      ("entry,\"of", "j:1:7: error: a cell without its closing quote; allowed: a cell in double quotes [syntax]"),
      ("entry,\"of\"x", "j:1:11: error: text after a cell's closing quote; allowed: a comma [syntax]"),
      ("HEADING\n1,2,3", "j:2:5: error: a row of 3 cells; allowed: 12, as many as the heading has [wrong-shape]"),
    ])
  func tables(text: String, expected: String) {
    let whole = text.replacing("HEADING", with: Journal.columns.joined(separator: ","))
    let error = #expect(throws: ScenarioError.self) { try sums([whole], .table) }
    #expect(error?.rendered.contains(expected) == true, "\(error?.rendered ?? "")")
  }

  @Test("A table may come back from a spreadsheet: quoted, with other line ends, a mark of its encoding, and columns moved")
  func spreadsheet() throws {
    let rows = Self.lines(.csv).map { line in
      let cells = line.split(separator: ",")
      return (cells.dropFirst() + cells.prefix(1)).map { "\"\($0)\"" }.joined(separator: ",") + "\r"
    }
    let sums = try sums(["\u{FEFF}" + rows[0]] + rows.dropFirst(), .table)
    #expect(sums.entries == 6 && sums.broken == 0)
  }

  @Test("A file that was cut short says so")
  func cutShort() {
    for (form, format) in Self.forms {
      let error = #expect(throws: ScenarioError.self) {
        try JournalReader.read(Self.bytes(format).dropLast(90), file: "j", form: form)
      }
      #expect(error?.rendered.contains("was the file cut short?") == true, "\(error?.rendered ?? "")")
    }
  }

  @Test("Amounts of another commodity, and sums that 64 bits do not hold, are mistakes")
  func meaning() {
    var lines = Self.lines(.jsonl)
    lines[4] = lines[4].replacing("MILLICREDITS", with: "USDCENTS")
    var error = #expect(throws: ScenarioError.self) { try sums(lines, .lines) }
    #expect(error?.rendered.contains("j:5:164: error: commodity: 'USDCENTS'; allowed: MILLICREDITS [contradiction]") == true)
    lines = Self.lines(.jsonl)
    lines[2] = lines[2].replacing("\"amount\":5000", with: "\"amount\":\(Int64.max)")
    error = #expect(throws: ScenarioError.self) { try sums(lines, .lines) }
    #expect(error?.rendered.contains("j:3:139: error: amount: a balance that is too large") == true, "\(error?.rendered ?? "")")
  }
}
