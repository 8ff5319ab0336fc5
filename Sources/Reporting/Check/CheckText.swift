/// A check for a terminal: the verdict, a line for each scenario, what failed, how to repeat.
public struct CheckText: Sendable {
  /// Failures that are written out, and scenarios that are listed.
  public static let mostFailures = 6
  public static let mostScenarios = 24

  let report: CheckReport
  let style: TextStyle

  /// Ends in a newline.
  public static func render(_ report: CheckReport, style: TextStyle = .plain) -> String {
    CheckText(report: report, style: style).lines().joined(separator: "\n") + "\n"
  }

  private func lines() -> [String] {
    let verdict = report.verdict
    let colour: TextStyle.Colour =
      switch verdict.outcome {
      case .pass: .green
      case .fail: .red
      case .inconclusive, .partial: .yellow
      }
    let head = style.paint(verdict.outcome.rawValue.uppercased(), colour) + "  exit code \(verdict.exitCode)"
    var lines = [head] + style.wrap(verdict.reasons[0], indent: 2, limit: 3)
    if verdict.reasons.count > 1 {
      lines.append("  and \(NumberText.counted(Int64(verdict.reasons.count - 1), "more reason"))")
    }
    lines += [""] + scenarios()
    if !report.failures.isEmpty { lines += [""] + failures() }
    return lines + [""] + effort() + ["", style.paint("REPEAT", .bold)] + command(report.repeatCommand, indent: 2)
  }

  private func scenarios() -> [String] {
    func row(_ cells: [String]) -> String {
      let widths = [20, 7, 14, 15, 20, 14, 10]
      return zip(cells, widths).enumerated().map { index, cell in
        style.pad(cell.0, cell.1, right: (1...3).contains(index)) + (index == 3 ? "  " : "")
      }.joined().trimmingRight()
    }
    var lines = [
      style.paint("     " + row(["SCENARIO", "seeds", "events", "checks", "invariants", "thresholds", "features"]), .bold)
    ]
    for (label, scenario) in CheckReport.labelled(report.scenarios).prefix(CheckText.mostScenarios) {
      let worst = report.failures.filter { $0.scenario == label }.map(\.severity).min()
      let summary = CheckSummary(scenario, worst)
      let cells = [
        style.clean(label), NumberText.grouped(Int64(scenario.runs.count)), NumberText.grouped(scenario.events),
        NumberText.grouped(scenario.checks), summary.invariants, summary.thresholds, summary.features,
      ]
      lines.append("  \(style.mark(mark(worst))) " + row(cells))
    }
    let rest = report.scenarios.count - CheckText.mostScenarios
    if rest > 0 { lines.append("  and \(rest) more scenarios, see check.json") }
    if let faults = CheckSummary.faults(of: report) { lines += [""] + style.wrap(faults, indent: 2) }
    return lines
  }

  private func mark(_ severity: CheckFailure.Severity?) -> TextStyle.Mark {
    switch severity {
    case .broken, .missed: .bad
    case .unknown: .unknown
    case nil: .good
    }
  }

  private func failures() -> [String] {
    var lines = [style.paint("WHY", .bold)]
    for failure in report.failures.prefix(CheckText.mostFailures) {
      let title = style.wrap(failure.title, indent: 5, limit: 3)
      lines += ["  \(style.mark(mark(failure.severity))) \(title[0].dropFirst(5))"] + title.dropFirst()
      for detail in failure.details.prefix(4) { lines += style.wrap(detail, indent: 7, limit: 2) }
      guard let witness = failure.witness else { continue }
      if let faults = witness.faults { lines += style.wrap("faults switched on: \(faults)", indent: 7, limit: 2) }
      if let digest = witness.digest { lines.append("       digest \(digest)") }
      if let capsule = witness.capsule { lines += style.wrap("evidence: \(capsule)", indent: 7, mayOverflow: true) }
      lines += command(witness.repeatCommand, indent: 7)
    }
    let rest = report.failures.count - CheckText.mostFailures
    if rest > 0 { lines.append("  and \(NumberText.grouped(Int64(rest))) more, see check.json, which --out writes") }
    return lines
  }

  private func effort() -> [String] {
    let milliseconds = Int64((max(0, report.seconds) * 1_000).rounded())
    let line =
      "\(NumberText.counted(report.runs, "run")), \(NumberText.counted(report.events, "event")), "
      + "\(NumberText.counted(report.checks, "check")) in \(NumberText.seconds(milliseconds)) s"
    return style.wrap(line, indent: 2) + (report.scope.map { style.wrap($0, indent: 2) } ?? [])
  }

  private func command(_ line: String, indent: Int) -> [String] {
    style.wrap(line, indent: indent, mayOverflow: true, continuation: " \\")
  }
}

extension String {
  fileprivate func trimmingRight() -> String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
