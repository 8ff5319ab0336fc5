/// The figures behind a picture: shown as a table, and given as a file for spreadsheets with every digit.
struct DataTable {
  /// A cell as people read it, and as a spreadsheet does.
  struct Cell {
    var shown: String
    var plain: String
    var isNumber: Bool
    /// The id of what the cell leads to on the page; empty where it leads nowhere.
    var target = ""

    static func text(_ text: String) -> Cell { Cell(shown: text, plain: text, isNumber: false) }
    static func count(_ number: Int64) -> Cell {
      Cell(shown: PageNumber.signed(NumberText.grouped(number)), plain: String(number), isNumber: true)
    }
    static func amount(_ minor: Int64, _ amounts: PageAmounts) -> Cell {
      Cell(shown: amounts.text(minor), plain: amounts.plain(minor), isNumber: true)
    }
    static func number(_ value: Double, digits: Int) -> Cell {
      let shown = PageNumber.decimal(value, digits: digits)
      return Cell(shown: shown, plain: shown.replacing(PageNumber.minus, with: "-"), isNumber: true)
    }
    /// A number that is written already; nothing where there is none.
    static func number(_ written: String?, shown: String? = nil) -> Cell {
      Cell(shown: shown ?? written ?? "–", plain: written ?? "", isNumber: true)
    }
  }

  struct Column {
    var title: String
    /// What its numbers are counted in; goes into the heading.
    var unit = ""
    /// Explained beside the table, where it needs explaining.
    var meaning = ""

    var heading: String { unit.isEmpty ? title : "\(title) (\(unit))" }
  }

  /// Names the file, such as "revenue".
  let name: String
  let columns: [Column]
  let rows: [[Cell]]
  /// Row of totals, set apart; not in the file, so that a column can be summed.
  var total: [Cell]?

  /// - Complexity: O(cells).
  func write(into page: inout Markup, caption: String) {
    page.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": caption]) {
      $0.element("table") { table in
        table.element("caption", caption)
        table.element("thead") {
          $0.element("tr") { row in
            for (index, column) in columns.enumerated() {
              // A heading stands over its figures: numbers end at the right.
              let isNumber = rows.contains { $0.indices.contains(index) && $0[index].isNumber }
              Self.heading(column, isNumber: isNumber && index > 0, into: &row)
            }
          }
        }
        table.element("tbody") { body in for row in rows { Self.row(row, into: &body) } }
        if let total { table.element("tfoot") { Self.row(total, into: &$0) } }
      }
    }
  }

  /// What the headings mean, those that need it.
  func writeMeanings(into page: inout Markup) {
    let explained = columns.filter { !$0.meaning.isEmpty }
    if explained.isEmpty { return }
    page.element("dl", ["class": "meanings"]) {
      for column in explained {
        $0.element("dt", column.title)
        $0.element("dd", column.meaning)
      }
    }
  }

  private static func heading(_ column: Column, isNumber: Bool, into row: inout Markup) {
    row.element("th", isNumber ? ["scope": "col", "class": "n"] : ["scope": "col"]) {
      $0.write(column.title)
      if !column.unit.isEmpty {
        $0.write(" ")
        $0.element("span", ["class": "unit"], column.unit)
      }
    }
  }

  private static func row(_ cells: [Cell], into page: inout Markup) {
    page.element("tr") {
      for (index, cell) in cells.enumerated() {
        if index == 0 {
          $0.element("th", ["scope": "row"]) {
            if cell.target.isEmpty { $0.write(cell.shown) } else { $0.element("a", ["href": "#\(cell.target)"], cell.shown) }
          }
        } else if cell.isNumber {
          $0.element("td", ["class": "n"], cell.shown)
        } else {
          // Short texts stay on a line, so that columns of a narrow screen do not become ladders.
          $0.element("td", cell.shown.count <= 28 ? ["class": "short"] : [:], cell.shown)
        }
      }
    }
  }

  // MARK: The file

  /// RFC 4180, with a heading.
  var csv: String {
    let heading = columns.map { DataTable.field($0.heading) }.joined(separator: ",")
    let lines = rows.map { row in row.map { DataTable.field($0.plain, isNumber: $0.isNumber) }.joined(separator: ",") }
    return ([heading] + lines).joined(separator: "\r\n") + "\r\n"
  }

  /// A link that holds the file itself.
  func writeLink(into page: inout Markup) {
    page.element(
      "a",
      [
        "class": "csv", "download": "\(name).csv", "href": "data:text/csv;charset=utf-8,\(DataTable.percentEncoded(csv))",
      ], "CSV")
  }

  /// Text that a spreadsheet would take for a formula gets a quote before it.
  private static func field(_ text: String, isNumber: Bool = false) -> String {
    var text = text
    if !isNumber, let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
    let needsQuotes = text.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
    return needsQuotes
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }

  private static func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
