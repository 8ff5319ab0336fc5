import Accounting
import Billing
import Pricing
import Testing

/// A ledger written as text: one command a line, and what the books say after it.
///
///     time | command          | status | available | held | moved
///     0    | attach           |        | 0         | 0    |
///          | top up 1000      |        | 1000      |      | purchase 1000
///     1d   | open 1: 2 at 400 |        | 200       | 800  | hold 800
///
/// An empty cell says: the time, the balance as before; the status ok; nothing moved, nothing asked for. Only the columns
/// that the header names are compared. A time is an offset from the start ("1d 2h") or a date ("2026-02-28", "2026-02-28T10:00");
/// with "~" before it the driver leaves out the timers that are due. Charges stay open until a line answers them.
/// "moved" and "asks" tell everything since the line before, timers included.
public struct Table: CustomStringConvertible, Sendable {
  struct Row: Sendable {
    var number: Int
    var cells: [String: String]
  }

  public let title: String
  public let terms: Terms
  public let start: Instant
  let catalog: Catalog
  let columns: [String]
  let rows: [Row]

  public init(
    _ title: String, _ terms: Terms, revisions: [Catalog.Revision] = [], from start: Instant = .start, _ text: String
  ) {
    self.title = title
    self.terms = terms
    self.start = start
    catalog = Catalog(name: title, terms: terms, revisions: revisions)
    let lines = text.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    }
    let header = lines.first ?? []
    columns = header
    rows = lines.dropFirst().enumerated().map { index, cells in
      Row(number: index + 1, cells: Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first }))
    }
  }

  public var description: String { title }

  static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The statuses that the table's lines expect.
  public var statuses: Set<String> {
    Set(rows.filter { $0.cells["command"] != "wait" }.map { $0.cells["status"].flatMap { $0.isEmpty ? nil : $0 } ?? "ok" })
  }
}

/// Runs the lines of a table against a book, and compares.
public struct TableRun {
  private static let atStart = ["lots": "none", "reload": "off", "subscription": "none -"]

  private let table: Table
  private let ledger: Ledger
  private var told: [String: String] = [:]
  private var seen = 0

  /// Records an issue for every cell that the book disagrees with.
  public static func check(_ table: Table, owners: Int = 3, at location: SourceLocation = #_sourceLocation) {
    var run = TableRun(table, owners: owners)
    for row in table.rows { run.perform(row, location) }
  }

  private init(_ table: Table, owners: Int) {
    self.table = table
    ledger = Ledger(table.catalog, owners: owners, from: table.start)
    ledger.answersAfter_ms = nil
  }

  private mutating func perform(_ row: Table.Row, _ location: SourceLocation) {
    let text = row.cells["command"] ?? ""
    guard let steps = CommandText.parse(text, start: table.start), passTime(row.cells["time"] ?? "") else {
      Issue.record("\(table.title), line \(row.number): cannot read \(row.cells)", sourceLocation: location)
      return
    }
    if let owner = row.cells["owner"], let number = Int(owner) { ledger.owner = OwnerSlot(number - 1) }
    let before = ledger.snapshot
    let linesBefore = ledger.lines.count
    var status = Status.ok
    for step in steps { status = ledger.applyAlone(step.command(after: ledger.account)) }
    let since = ledger.lines[seen...]
    seen = ledger.lines.count
    let found = actual(status, since)
    compare(row, found, location)
    told = found
    if !status.isOK {
      let left = ledger.lines[linesBefore...].contains { !$0.transfers.isEmpty || !$0.effects.isEmpty }
      if left || ledger.snapshot != before {
        Issue.record("\(table.title), line \(row.number), \(text): refused, but it left a trace", sourceLocation: location)
      }
    }
    for complaint in ledger.complaints {
      Issue.record("\(table.title), line \(row.number), \(text): \(complaint)", sourceLocation: location)
    }
  }

  private mutating func passTime(_ text: String) -> Bool {
    if text.isEmpty { return true }
    let skips = text.hasPrefix("~")
    guard let instant = TimeText.instant(skips ? String(text.dropFirst()) : text, start: table.start), instant >= ledger.now
    else { return false }
    if skips { ledger.skip(to: instant) } else { ledger.pass(to: instant) }
    return true
  }

  private func compare(_ row: Table.Row, _ actual: [String: String], _ location: SourceLocation) {
    for column in table.columns where !["time", "command", "owner"].contains(column) {
      let cell = row.cells[column] ?? ""
      let isBalance = !["status", "moved", "asks"].contains(column)
      let expected =
        cell.isEmpty ? (column == "status" ? "ok" : isBalance ? told[column] ?? Self.atStart[column] ?? "0" : "") : cell
      guard let found = actual[column] else {
        Issue.record("\(table.title): no column is called \(column)", sourceLocation: location)
        continue
      }
      if found != expected {
        let place = "\(table.title), line \(row.number), owner \(ledger.owner.row + 1), \(ledger.now.text)"
        Issue.record(
          "\(place), \(row.cells["command"] ?? ""): \(column) is \(found), expected \(expected)", sourceLocation: location)
      }
    }
  }

  private func actual(_ status: Status, _ since: ArraySlice<Ledger.Line>) -> [String: String] {
    let account = ledger.account
    let moved = since.flatMap { $0.transfers.map { "\($0.code) \($0.amount)" } }
    let asks = since.flatMap { line in
      line.effects.compactMap { effect in
        if case .charge(let payment, let amount, _) = effect { "\(payment.number): \(amount)" } else { nil }
      }
    }
    let lots = ledger.lots.map { "\($0.id.number):\($0.remaining)" + ($0.held > 0 ? "+\($0.held)" : "") }
    let balances = [
      "available": "\(account.available)", "held": "\(account.escrowed)", "debt": "\(account.debt)",
      "paid": "\(account.remaining[0])", "promo": "\(account.remaining[1])", "jobs": "\(account.openJobs)",
      "total": "\(account.available + account.escrowed)", "lots": lots.isEmpty ? "none" : lots.joined(separator: " "),
      "reload": account.reload.enabled ? "\(account.reload.phase)" : "off", "payout": "\(ledger[.workerPayable])",
      "fee": "\(ledger[.feeRevenue])", "breakage": "\(ledger[.breakage])", "promotion": "\(ledger[.promotion])",
      "cash": "\(ledger[.cash])", "subscription": "\(ledger.status) \(ledger.plan.map { "\($0.number)" } ?? "-")",
      "credit": "\(ledger.accountCredit)", "deferred": "\(ledger.deferred)",
    ]
    return balances.merging(
      ["status": status.name, "moved": moved.joined(separator: ", "), "asks": asks.joined(separator: ", ")],
      uniquingKeysWith: { first, _ in first })
  }
}
