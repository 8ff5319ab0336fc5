import Statistics

/// `points.csv`: one row a point for a spreadsheet. RFC 4180 with CRLF, amounts in major units with a decimal point and no thousands
/// separators; every heading names its unit. Of several runs a point there are the mean and its 95 % interval.
public enum SweepCSV {
  public static func render(_ report: SweepReport) -> String {
    let unit = report.identity.unit
    let hasIntervals = report.replications > 1
    var headings = ["point"] + report.design.parameters.map(\.key) + ["state", "runs (count)", "good runs (count)"]
    for metric in Metric.allCases {
      let heading = "\(metric.label) (\(metric.unitText(unit)))"
      headings += hasIntervals ? [heading, "\(heading), low", "\(heading), high"] : [heading]
    }
    var rows = [headings]
    for point in report.points {
      var row = [String(point.number)] + point.values.map { $0?.text ?? "" }
      row += [point.state.rawValue, String(point.runs.count), String(point.goodRuns)]
      for metric in Metric.allCases {
        let sample = Sample(point.values(of: metric))
        let interval = sample.interval()
        let figures = [sample.values.isEmpty ? nil : sample.mean, interval?.low, interval?.high]
        row += figures.prefix(hasIntervals ? 3 : 1).map { $0.map { metric.plainText($0, unit) } ?? "" }
      }
      rows.append(row)
    }
    return rows.map { $0.map(MonthlyCSV.field).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension Metric {
  /// As `text`, without thousands separators.
  func plainText(_ value: Double, _ money: MoneyUnit) -> String { text(value, money).filter { $0 != "," } }
}
