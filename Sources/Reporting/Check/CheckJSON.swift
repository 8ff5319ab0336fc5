/// `check.json`: everything that the other renderings show and leave out.
public enum CheckJSON {
  /// The document, ending in a newline. Everything but `wall` is the same for the same scenarios and seeds.
  public static func render(_ report: CheckReport) -> String {
    JSONValue.object([
      ("schema", .text(CheckReport.schema)), ("windtunnel", .text(report.version)),
      ("verdict", .text(report.verdict.outcome.rawValue)), ("exitCode", .integer(Int64(report.verdict.exitCode))),
      ("reasons", .array(report.verdict.reasons.map { .text($0) })), ("repeat", .text(report.repeatCommand)),
      ("scope", .optional(report.scope)), ("runs", .integer(report.runs)), ("events", .integer(report.events)),
      ("checks", .integer(report.checks)), ("failures", .array(report.failures.map(failure))),
      ("scenarios", .array(report.scenarios.map(scenario))),
      ("wall", .object([("seconds", .literal(NumberText.seconds(Int64((max(0, report.seconds) * 1_000).rounded()))))])),
    ]).rendered()
  }

  private static func failure(_ failure: CheckFailure) -> JSONValue {
    let kind =
      switch failure.severity {
      case .broken: "broken"
      case .missed: "missed"
      case .unknown: "unknown"
      }
    return .object(
      [
        ("kind", .text(kind)), ("scenario", .text(failure.scenario)), ("file", .text(failure.file)),
        ("title", .text(failure.title)), ("details", .array(failure.details.map { .text($0) })),
      ] + witness(failure.witness))
  }

  private static func witness(_ witness: RunWitness?) -> [(String, JSONValue)] {
    guard let witness else { return [] }
    return [
      ("seed", .unsigned(witness.seed)), ("faults", .optional(witness.faults)), ("digest", .optional(witness.digest)),
      ("repeat", .text(witness.repeatCommand)), ("capsule", .optional(witness.capsule)),
    ]
  }

  private static func scenario(_ scenario: CheckedScenario) -> JSONValue {
    .object([
      ("name", .text(scenario.name)), ("file", .text(scenario.file)), ("events", .integer(scenario.events)),
      ("checks", .integer(scenario.checks)),
      (
        "runs",
        .array(
          scenario.runs.map { run in
            .object([
              ("seed", .unsigned(run.seed)), ("faults", .optional(run.faults)), ("events", .integer(run.events)),
              ("digest", .optional(run.digest)), ("failed", .flag(run.isBad)),
            ])
          })
      ),
      (
        "invariants",
        .array(
          scenario.invariants.map { tally in
            .object([
              ("name", .text(tally.name)), ("checks", .integer(tally.checks)), ("violations", .integer(tally.violations)),
              ("seeds", .array(tally.seeds.map { .unsigned($0) })),
            ])
          })
      ),
      (
        "thresholds",
        .array(
          scenario.thresholds.map { tally in
            .object([
              ("expression", .text(tally.expression)), ("outcome", .text(tally.outcome.rawValue)),
              ("measured", .text(tally.measured)), ("met", .integer(tally.met)), ("noData", .integer(tally.unknown)),
              ("seeds", .array(tally.seeds.map { .unsigned($0) })),
            ])
          })
      ),
      (
        "sometimes",
        .array(
          scenario.sometimes.map { tally in
            .object([
              ("name", .text(tally.name)), ("count", .integer(tally.count)), ("seeds", .integer(tally.runs)),
              ("expected", .flag(tally.isExpected)),
            ])
          })
      ),
    ])
  }
}
