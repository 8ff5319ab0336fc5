/// `monthly.csv`: one row a month for a spreadsheet.
public enum MonthlyCSV {
  /// The table with its heading, every line ending in CRLF.
  public static func render(_ report: RunReport) -> String {
    let unit = report.money.unit
    var table = CSVTable(
      headings: ["month"] + MonthlyFigure.allCases.map { "\($0.title) (\(unit.code))" }
        + ["owners joined (count)", "owners active (count)", "owners gone (count)"])
    for (statement, owners) in zip(report.money.monthly, report.ownersByMonth) {
      table.add(
        [NumberText.month(owners.month)] + MonthlyFigure.allCases.map { unit.plainText(statement[$0]) }
          + [String(owners.joined), String(owners.active), String(owners.gone)])
    }
    return table.text
  }
}
