/// `check.md`: a comment for a pull request, the most important first and small enough for every server that shows one.
public struct CheckMarkdown: Sendable {
  /// By its first line a script finds the comment of the last check, to replace it.
  public static let marker = "<!-- windtunnel:check -->"
  /// The document stays below this: comments of GitHub hold 65,536 characters.
  public static let mostBytes = 60_000
  /// Scenarios in the table.
  public static let mostRows = 12

  let report: CheckReport

  /// Below `mostBytes` however much failed; what is left out is counted.
  public static func render(_ report: CheckReport) -> String { CheckMarkdown(report: report).page() }

  private func page() -> String {
    let end = ["", "The whole check again:", ""] + MarkdownText.command(clip(report.repeatCommand, 2_000))
    var page = block(head() + table() + faults())
    // Room for the end and for what is said about what was left out.
    var room = CheckMarkdown.mostBytes - 600 - page.utf8.count - block(end).utf8.count
    var leftOut = 0
    for failure in report.failures {
      let text = block(section(failure))
      if leftOut > 0 || text.utf8.count > room {
        leftOut += 1
        continue
      }
      page += text
      room -= text.utf8.count
    }
    if leftOut > 0 {
      let count = NumberText.counted(Int64(leftOut), "more failure")
      page += block(["", "**\(count) left out here**, see `check.json`, which `--out` writes."])
    }
    var withoutDetails = 0
    for (label, scenario) in CheckReport.labelled(report.scenarios) where !scenario.runs.isEmpty {
      let text = block(details(label, scenario))
      if text.utf8.count > room {
        withoutDetails += 1
        continue
      }
      page += text
      room -= text.utf8.count
    }
    if withoutDetails > 0 {
      page += block(["", "Details of \(NumberText.counted(Int64(withoutDetails), "scenario")) are in `check.json` only."])
    }
    return page + block(end)
  }

  private func block(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
  private func clip(_ text: String, _ most: Int) -> String { MarkdownText.clipped(text, most) }
  private func escaped(_ text: String, _ most: Int = 600) -> String { MarkdownText.escaped(clip(text, most)) }

  private func head() -> [String] {
    let verdict = report.verdict
    var more = ""
    if verdict.reasons.count > 1 { more = " And \(NumberText.counted(Int64(verdict.reasons.count - 1), "thing")) more." }
    let line =
      "**\(verdict.outcome.rawValue.uppercased())** (exit code \(verdict.exitCode)): \(escaped(verdict.reasons[0]))\(more)"
    return [CheckMarkdown.marker, line] + (report.scope.map { ["", escaped($0)] } ?? [])
  }

  private func table() -> [String] {
    let all = CheckReport.labelled(report.scenarios).map { ($0.label, $0.scenario, worst(of: $0.label)) }
    let ordered = all.enumerated().sorted { left, right in
      (left.element.2?.rawValue ?? 9, left.offset) < (right.element.2?.rawValue ?? 9, right.offset)
    }
    var lines = [
      "", "| scenario | verdict | seeds | events | checks | invariants | thresholds | named features |",
      "|---|---|---:|---:|---:|---|---|---|",
    ]
    for (_, (label, scenario, worst)) in ordered.prefix(CheckMarkdown.mostRows) {
      let summary = CheckSummary(scenario, worst)
      lines.append(
        MarkdownText.row([
          escaped(label, 80), worst == nil ? "pass" : "**\(summary.verdict)**",
          NumberText.grouped(Int64(scenario.runs.count)), NumberText.grouped(scenario.events),
          NumberText.grouped(scenario.checks), summary.invariants, summary.thresholds, summary.features,
        ]))
    }
    let rest = ordered.dropFirst(CheckMarkdown.mostRows)
    if rest.isEmpty { return lines }
    let bad = rest.count { $0.element.2 != nil }
    let count = NumberText.counted(Int64(rest.count), "more scenario")
    return lines + ["", "And \(count), \(bad == 0 ? "all of them passing" : "\(bad) of them not passing")."]
  }

  private func faults() -> [String] { CheckSummary.faults(of: report).map { ["", escaped($0)] } ?? [] }

  private func worst(of label: String) -> CheckFailure.Severity? {
    report.failures.filter { $0.scenario == label }.map(\.severity).min()
  }

  private func section(_ failure: CheckFailure) -> [String] {
    var lines = ["", "### \(escaped(failure.title))", ""]
    lines += failure.details.prefix(8).map { "- " + escaped($0) }
    guard let witness = failure.witness else { return lines }
    if let faults = witness.faults { lines.append("- faults switched on: \(escaped(faults))") }
    if let digest = witness.digest { lines.append("- digest \(MarkdownText.code(digest))") }
    if let capsule = witness.capsule { lines.append("- evidence: \(MarkdownText.code(clip(capsule, 200)))") }
    return lines + [""] + MarkdownText.command(clip(witness.repeatCommand, 2_000))
  }

  /// What held, folded away.
  private func details(_ label: String, _ scenario: CheckedScenario) -> [String] {
    let held = scenario.invariants.filter { $0.violations == 0 && $0.checks > 0 }
    let idle = scenario.invariants.count { $0.checks == 0 }
    let seeds = NumberText.counted(Int64(scenario.runs.count), "seed")
    let title = "\(label): what held in \(seeds)".replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    var lines = ["", "<details><summary>\(clip(title, 200))</summary>"]
    if !held.isEmpty {
      lines += ["", "| invariant | checks |", "|---|---:|"]
      lines += held.map { MarkdownText.row([escaped($0.name), NumberText.grouped($0.checks)]) }
    }
    if idle > 0 { lines += ["", "\(NumberText.counted(Int64(idle), "more invariant")) had nothing to check here."] }
    let met = scenario.thresholds.filter { $0.outcome == .pass }
    if !met.isEmpty {
      lines += ["", "| threshold | measured, first seed | seeds |", "|---|---|---:|"]
      lines += met.map {
        MarkdownText.row([MarkdownText.code(clip($0.expression, 300)), escaped($0.measured), NumberText.grouped($0.met)])
      }
    }
    let seen = scenario.expected.filter { $0.count > 0 }
    if !seen.isEmpty {
      lines += ["", "| named feature | happened | in so many seeds |", "|---|---:|---:|"]
      lines += seen.map { MarkdownText.row([escaped($0.name), NumberText.grouped($0.count), NumberText.grouped($0.runs)]) }
    }
    return lines + ["", "</details>"]
  }
}
