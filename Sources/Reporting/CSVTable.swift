/// A table for a spreadsheet that opens without any fixing: RFC 4180 with CRLF and one row of headings; amounts in major units with a
/// decimal point and no thousands separators; months as 2026-03. There is no row of totals, so that a column can be summed.
struct CSVTable {
  private var rows: [[String]]

  /// Every heading names its unit.
  init(headings: [String]) {
    rows = [headings.map(CSVTable.guarded)]
  }

  /// - Parameter cells: numbers and dates as they are; text of others through `guarded`.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// Every line ends in CRLF.
  var text: String { rows.map { $0.map(CSVTable.field).joined(separator: ",") + "\r\n" }.joined() }

  /// Text of others: a spreadsheet takes what begins like a formula for one, so such text gets an apostrophe in front.
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
    return "'" + text
  }

  /// Quoted where a comma, a quote or a line break would end the field.
  static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }
}
