/// The figures of an earlier report that a page compares its own with: what it shows at a glance, and no more.
public struct BaselineReport: Sendable {
  /// Which of its figures are kept, by where they stand in `report.json`, and what it is called under `baseline`.
  static let figures: [(key: String, path: [String])] = [
    ("net", ["money", "total", "net"]), ("closingLiability", ["money", "total", "closingLiability"]),
    ("breakage", ["money", "total", "breakage"]), ("revenue", ["money", "total", "revenue"]),
    ("badDebt", ["money", "total", "badDebt"]), ("largestDebt", ["money", "largestDebt"]),
    ("reloadsSettled", ["reload", "settled"]), ("reloadsDeclined", ["reload", "declined"]),
    ("busiestHour", ["peaks", "perHour", "count"]),
  ]

  let json: JSONValue

  /// Of another report, in the same currency.
  ///
  /// - Parameter file: the path that it was read from.
  /// - Throws: when a figure is missing, or the money is another.
  public init(_ document: ReportDocument, file: String, asset: String) throws(BaselineError) {
    let root = document.root
    guard let found = root["money"]["asset"].string, root["money"]["decimals"].integer != nil else { throw .incomplete("money") }
    if found != asset { throw .otherCurrency(found: found, wanted: asset) }
    var members: [(String, JSONValue)] = [
      ("file", .text(file)), ("scenario", root["scenario"]["name"]), ("sha256", root["scenario"]["sha256"]),
      ("seed", root["seed"]), ("replication", root["replication"]), ("owners", root["owners"]), ("start", root["start"]),
      ("horizon", root["horizon"]), ("digest", root["digest"]), ("asset", .text(found)), ("decimals", root["money"]["decimals"]),
    ]
    for (key, path) in BaselineReport.figures {
      let value = path.reduce(root) { $0[$1] }
      // Peaks are not counted in every run.
      if value.integer == nil, key != "busiestHour" { throw .incomplete(path.joined(separator: ".")) }
      members.append((key, value.integer.map { .integer($0) } ?? .null))
    }
    json = .object(members)
  }
}

/// Why a report is no baseline of another.
public enum BaselineError: Error, Hashable, Sendable, CustomStringConvertible {
  case incomplete(String)
  case otherCurrency(found: String, wanted: String)

  public var description: String {
    switch self {
    case .incomplete(let path): "a report without \(path), so there is nothing to compare with"
    case .otherCurrency(let found, let wanted):
      "its money is \(found) and that of the scenario is \(wanted), so they cannot be compared"
    }
  }
}

extension RunReport {
  /// The same with the figures of an earlier one beside it. Information only: the verdict stays as it is.
  public func beside(_ baseline: BaselineReport) -> RunReport {
    var report = self
    report.baseline = baseline
    return report
  }
}

extension Definition {
  /// Absent from the report of a run that was compared with nothing.
  static let baseline =
    [
      Definition(
        "baseline.file", "path", "The report that was named with `--baseline`; all of `baseline` is absent without one."),
      Definition("baseline.scenario", "text", "Name of its scenario."),
      Definition("baseline.sha256", "64 hex digits", "Fingerprint of what its scenario said."),
      Definition("baseline.seed", "integer, 64 bits unsigned", "Its seed."),
      Definition("baseline.replication", "integer", "Which repetition under that seed it was."),
      Definition("baseline.owners", "owners", "How many it simulated."),
      Definition("baseline.start", "time, UTC", "Its first instant."),
      Definition("baseline.horizon", "time, UTC", "Its end."),
      Definition("baseline.digest", "16 hex digits", "Fingerprint of its steps: where it is that of this run, nothing differs."),
      Definition("baseline.asset", "currency", "What its amounts are counted in."),
      Definition("baseline.decimals", "digits", "Decimal places of its minor unit, which may be another than this run's."),
    ]
    + BaselineReport.figures.map { key, path in
      let unit = path[0] == "money" ? "minor units" : path[0] == "reload" ? "steps" : "commands or null"
      return Definition("baseline.\(key)", unit, "Its `\(path.joined(separator: "."))`.")
    }
}
