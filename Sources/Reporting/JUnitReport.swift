/// `junit.xml`: one test case for each invariant, equation of the money and threshold, for CI systems that read JUnit.
public enum JUnitReport {
  struct Case {
    var name: String
    /// What failed, in short and in full; nil for a pass.
    var failure: (message: String, detail: String)?
    /// Whether nothing could be measured: an error, so that nobody takes it for a pass.
    var isError = false
    /// Why it could not be judged, where that is no failure.
    var skipped: String?
    /// What was measured, for people who look at a pass too.
    var output: String?
  }

  /// The document, ending in a newline. A suite without cases is left out.
  public static func render(_ report: RunReport) -> String {
    let suites = [
      ("invariants", report.invariants.map(invariant)),
      ("money", report.money.ties.map(tie)),
      ("thresholds", report.thresholds.map(threshold)),
      ("sometimes", report.features.filter(\.isExpected).map(feature)),
    ].filter { !$0.1.isEmpty }
    let all = suites.flatMap(\.1)
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"windtunnel\" \(counts(all))>"]
    for (name, cases) in suites {
      lines.append("  <testsuite name=\"\(name)\" \(counts(cases))>")
      lines += properties(report) + cases.flatMap { rendered($0, suite: name) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  static func invariant(_ result: InvariantResult) -> Case {
    if result.holds { return Case(name: result.name) }
    let often = "\(NumberText.counted(result.violations, "violation")) in \(NumberText.counted(result.checks, "check"))"
    guard let first = result.first else { return Case(name: result.name, failure: (often, result.sentence ?? often)) }
    let left = "\(first.left.label) \(NumberText.grouped(first.left.value))"
    let right = "\(first.right.label) \(NumberText.grouped(first.right.value))"
    let detail = [
      first.sentence, "\(left) != \(right)",
      "owner \(first.owner), \(NumberText.instant(first.at)), event \(NumberText.grouped(first.event)): \(first.command)",
      "repeat: \(first.repeatCommand)",
    ]
    return Case(name: result.name, failure: (often, detail.joined(separator: "\n")))
  }

  private static func tie(_ tie: Tie) -> Case {
    let sides = "\(tie.unit.text(tie.left)) != \(tie.unit.text(tie.right)) \(tie.unit.code)"
    return Case(name: tie.name, failure: tie.holds ? nil : ("the money does not tie", sides))
  }

  private static func threshold(_ result: ThresholdResult) -> Case {
    let output = "\(result.expression): \(result.finding)"
    return switch result.outcome {
    case .pass: Case(name: result.name, output: output)
    case .fail: Case(name: result.name, failure: ("missed", output), output: output)
    case .noData: Case(name: result.name, failure: ("inconclusive", output), isError: true, output: output)
    }
  }

  /// What the scenario names and the run never did is no failure, and no pass either.
  private static func feature(_ result: FeatureResult) -> Case {
    Case(name: result.name, skipped: result.count == 0 ? "never happened, although the scenario names it" : nil)
  }

  static func counts(_ cases: [Case]) -> String {
    let failures = cases.count { $0.failure != nil && !$0.isError }
    let skipped = cases.count { $0.skipped != nil }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(cases.count { $0.isError })\""
      + (skipped > 0 ? " skipped=\"\(skipped)\"" : "")
  }

  private static func properties(_ report: RunReport) -> [String] {
    let pairs = [
      ("scenario", report.run.scenario.name), ("sha256", report.run.scenario.sha256), ("seed", String(report.run.seed)),
      ("digest", report.digest), ("repeat", report.run.repeatCommand),
    ]
    return ["    <properties>"] + pairs.map { "      <property name=\"\($0)\" value=\"\(escaped($1))\"/>" } + [
      "    </properties>"
    ]
  }

  static func rendered(_ test: Case, suite: String) -> [String] {
    let head = "    <testcase classname=\"windtunnel.\(suite)\" name=\"\(escaped(test.name))\""
    if let skipped = test.skipped {
      return [head + ">", "      <skipped message=\"\(escaped(skipped))\"/>", "    </testcase>"]
    }
    let output = test.output.map { ["      <system-out>\(escaped($0))</system-out>"] } ?? []
    guard let failure = test.failure else {
      return output.isEmpty ? [head + "/>"] : [head + ">"] + output + ["    </testcase>"]
    }
    let tag = test.isError ? "error" : "failure"
    return [
      head + ">",
      "      <\(tag) type=\"\(suite)\" message=\"\(escaped(failure.message))\">\(escaped(failure.detail))</\(tag)>",
    ] + output + ["    </testcase>"]
  }

  /// XML 1.0 knows no control characters but tab and the line ends, not even escaped.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{FFFE}"..."\u{FFFF}": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
