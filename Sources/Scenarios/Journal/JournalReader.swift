import Reporting

/// Reads a journal as it comes, piece by piece, and adds it up: of the text it keeps only the line that it is in.
///
/// Every mistake is noted with its place, and reading goes on at the next line, up to a bound on the mistakes. A journal with mistakes
/// is not judged, because what is missing in it would break the equations of the rest.
public struct JournalReader {
  /// The forms that are read: one JSON object a line, or a table with a heading.
  public enum Form: Sendable {
    case lines, table
  }

  private let form: Form
  private let limits: TraceLimits
  private var lines: LineReader
  private var audit = JournalAudit()
  /// The table's columns in its order; empty before the heading.
  private var columns: [String] = []
  private var hasNoHeading = false

  /// - Parameter file: the name in messages.
  public init(file: String, form: Form, limits: TraceLimits = TraceLimits()) {
    self.form = form
    self.limits = limits
    lines = LineReader(file: file, limits: limits)
  }

  /// Takes the next piece of the file, cut anywhere. - Complexity: O(bytes).
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if lines.isFull || hasNoHeading { return }
      if lines.take(byte) { endLine() }
    }
  }

  /// Ends reading. - Throws: all mistakes of the file at once, up to the bound of the limits.
  public mutating func finish() throws(ScenarioError) -> JournalSums {
    if !hasNoHeading, lines.finish() { endLine() }
    if form == .table, columns.isEmpty, lines.diagnostics.isEmpty {
      lines.reportFile(.emptyFile, "a table without its heading", allowed: Journal.columns.joined(separator: ","))
    }
    guard lines.diagnostics.isEmpty else { throw .invalid(lines.diagnostics) }
    audit.finish(Place(file: lines.file, line: max(1, lines.number - 1), column: 1))
    return JournalSums(
      entries: audit.entries, owners: audit.owners, checks: audit.checks, violations: audit.violations, broken: audit.count)
  }

  /// Reads a journal that is in memory.
  public static func read(
    _ bytes: some Sequence<UInt8>, file: String, form: Form, limits: TraceLimits = TraceLimits()
  ) throws(ScenarioError) -> JournalSums {
    var reader = JournalReader(file: file, form: form, limits: limits)
    reader.feed(bytes)
    return try reader.finish()
  }

  private mutating func endLine() {
    defer { lines.next() }
    guard lines.hasContent(allowed: "one entry a line; is a line break missing?") else { return }
    do throws(JSONLine.SyntaxError) {
      switch form {
      case .lines:
        let object = try JSONLine(lines.bytes)
        lines.refuseUnknownKeys(of: object, allowed: Journal.columns)
        readEntry(object)
      case .table: try readCells()
      }
    } catch {
      lines.report(error)
      if form == .table, columns.isEmpty { hasNoHeading = true }
    }
  }

  private mutating func readCells() throws(JSONLine.SyntaxError) {
    // Some spreadsheets begin a file with a mark of its encoding.
    let hasMark = columns.isEmpty && lines.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let cells = try TableCell.split(lines.bytes, from: hasMark ? 3 : 0)
    if columns.isEmpty { return readHeading(cells) }
    guard cells.count == columns.count else {
      lines.report(
        .wrongShape, offset: cells.last?.offset ?? 0, "a row of \(cells.count) \(cells.count == 1 ? "cell" : "cells")",
        allowed: "\(columns.count), as many as the heading has", hint: lines.hintOfEnd)
      return
    }
    readEntry(JSONLine(cells: cells, columns: columns, endOffset: lines.bytes.count))
  }

  private mutating func readHeading(_ cells: [TableCell]) {
    columns = cells.map(\.text)
    for (column, cell) in zip(columns, cells) where !Journal.columns.contains(column) {
      let isSemicolon = cells.count == 1 && column.contains(";")
      lines.report(
        .unknownKey, offset: cell.offset, "the unknown column '\(shortened(column))'",
        allowed: Journal.columns.joined(separator: ","),
        hint: isSemicolon ? "columns are separated by commas" : hint(for: column, among: Journal.columns))
    }
    for column in Journal.columns where columns.count(where: { $0 == column }) != 1 {
      let isMissing = !columns.contains(column)
      lines.report(
        isMissing ? .missingKey : .duplicateKey, offset: 0,
        isMissing ? "no column '\(column)'" : "the column '\(column)' a second time")
    }
    hasNoHeading = !lines.diagnostics.isEmpty
  }

  private mutating func readEntry(_ object: JSONLine) {
    for column in Journal.columns where !object.fields.contains(where: { $0.key == column }) {
      lines.report(.missingKey, offset: object.endOffset, "no key '\(column)', which every entry has", hint: lines.hintOfEnd)
    }
    var fields = TraceFields(object)
    let row = fields.journalRow(longestName: limits.nameBytes)
    lines.report(fields)
    guard let row, lines.diagnostics.isEmpty else { return }
    let reader = lines
    do throws(JournalAudit.Refusal) {
      try audit.add(row) { reader.place(at: fields.field($0)?.valueOffset ?? 0) }
    } catch {
      switch error {
      case .wrongCommodity(let allowed):
        fields.complain(.contradiction, about: "commodity", found: "'\(shortened(row.commodity))'", allowed: allowed)
      case .tooLarge:
        fields.complain(
          .tooMuchMoney, about: "amount", found: "a balance that is too large", allowed: "balances of 64 bits")
      }
      lines.report(fields)
    }
  }
}

/// What adding a journal up came to.
public struct JournalSums: Hashable, Sendable {
  public var entries: Int64
  public var owners: Int
  /// How many equations were looked at.
  public var checks: Int64
  /// The first of those that do not hold, and how many there are.
  public var violations: [JournalViolation]
  public var broken: Int64
}
