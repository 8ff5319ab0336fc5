/// `monthly.csv`: one row a month for a spreadsheet. RFC 4180 with CRLF; amounts in major units with a decimal point and no
/// thousands separators; months as 2026-03; every heading names its unit. There is no total row, so a column can be summed.
public enum MonthlyCSV {
  /// The table with its heading, every line ending in CRLF.
  public static func render(_ report: RunReport) -> String {
    let unit = report.money.unit
    let headings =
      ["month"] + MonthlyFigure.allCases.map { "\($0.title) (\(unit.code))" }
      + ["owners joined (count)", "owners active (count)", "owners gone (count)"]
    var rows = [headings]
    for (statement, owners) in zip(report.money.monthly, report.ownersByMonth) {
      rows.append(
        [NumberText.month(owners.month)] + MonthlyFigure.allCases.map { unit.plainText(statement[$0]) }
          + [String(owners.joined), String(owners.active), String(owners.gone)])
    }
    return rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Quoted where a comma, a quote or a line break would end the field.
  static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }
}
