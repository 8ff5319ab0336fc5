import Accounting
import Statistics

/// Draws a comparison as `compare.json`. Amounts are integer minor units, or decimal numbers where they are statistics.
public enum ComparisonJSON {
  public static func render(_ comparison: Comparison) -> String {
    let run = comparison.run
    return JSONValue.object([
      ("schema", .text(Comparison.schema)),
      ("windtunnel", .text(comparison.version)),
      ("exitCode", .integer(Int64(comparison.exitCode))),
      ("asset", .text(run.unit.code)),
      ("decimals", .integer(Int64(run.unit.decimals))),
      ("seed", .unsigned(run.seed)),
      ("replications", .integer(Int64(comparison.replications))),
      ("owners", .integer(comparison.base.runs[0].owners)),
      ("start", .text(NumberText.instant(run.start))),
      ("horizon", .text(NumberText.instant(run.horizon))),
      ("confidence", number(comparison.confidence)),
      ("base", scenario(comparison.base)),
      ("variants", .array(comparison.variants.map { variant($0, comparison) })),
      ("repeat", .text(comparison.repeatCommand)),
    ]).rendered()
  }

  private static func scenario(_ scenario: ComparedScenario) -> JSONValue {
    .object([
      ("name", .text(scenario.name)), ("file", .text(scenario.file)), ("sha256", .text(scenario.sha256)),
      ("about", .text(scenario.about)), ("repeat", .text(scenario.command)),
      ("digests", .array(scenario.runs.map { .text($0.digest) })),
    ])
  }

  private static func variant(_ variant: VariantComparison, _ comparison: Comparison) -> JSONValue {
    .object([
      ("scenario", scenario(variant.scenario)),
      ("verdict", .text(variant.row(.net)?.verdict.rawValue ?? "inconclusive")),
      ("exitCode", .integer(Int64(variant.exitCode(failsOnImprovement: comparison.terms.failsOnImprovement)))),
      (
        "changes",
        .array(
          variant.changes.map {
            .object([
              ("path", .text($0.path)), ("a", .optional($0.before)), ("b", .optional($0.after)), ("about", .text($0.cause)),
            ])
          })
      ),
      (
        "guardrails",
        .array(
          variant.guardrails.map {
            .object([
              ("expression", .text($0.expression)), ("outcome", .text($0.outcome.rawValue)), ("finding", .text($0.finding)),
              ("replication", .optional($0.replication.map { Int64($0) })),
              ("repeat", .optional($0.replication.map(comparison.command))),
            ])
          })
      ),
      ("metrics", .array(variant.rows.map(row))),
      ("bridgeByCause", variant.byCause.map(bridge) ?? .null),
      ("bridgeByAccount", bridge(variant.byAccount)),
      ("monthly", .array(variant.months.months.map(month))),
      ("breakEven", .text(variant.breakEven)),
      ("owners", variant.owners.map(owners) ?? .null),
      (
        "ownersByReplication",
        .array(
          variant.ownersByReplication.map {
            .object([
              ("replication", .integer(Int64($0.replication))), ("payLess", .integer(Int64($0.payLess))),
              ("same", .integer(Int64($0.same))), ("payMore", .integer(Int64($0.payMore))),
            ])
          })
      ),
    ])
  }

  private static func row(_ row: ComparisonRow) -> JSONValue {
    .object([
      ("name", .text(row.metric.name)), ("kind", .text(row.metric.kind.rawValue)), ("a", value(row.a, row)),
      ("b", value(row.b, row)), ("difference", value(row.difference, row)), ("relative", .number(row.relative)),
      ("low", .number(row.interval?.low)), ("high", .number(row.interval?.high)), ("pairs", .integer(Int64(row.pairs))),
      ("basis", .text(row.basis.rawValue)), ("smallestDetectable", .number(row.smallestDetectable)),
      ("varianceReduction", .number(row.varianceReduction)), ("verdict", .text(row.verdict.rawValue)),
      ("forOwners", .optional(row.forOwners?.rawValue)),
    ])
  }

  private static func value(_ value: Double, _ row: ComparisonRow) -> JSONValue {
    row.metric.kind == .money ? .integer(Int64(saturating: value)) : number(value)
  }

  private static func bridge(_ bridge: Bridge) -> JSONValue {
    .object([
      ("from", .integer(bridge.from)),
      (
        "steps",
        .array(
          bridge.steps.map {
            .object([("name", .text($0.name)), ("amount", .integer($0.amount)), ("note", .text($0.note))])
          })
      ),
      ("to", .integer(bridge.to)),
    ])
  }

  private static func month(_ month: MonthlyDifference.Month) -> JSONValue {
    .object([
      ("month", .text(NumberText.month(month.month))), ("difference", number(month.difference)),
      ("cumulative", number(month.cumulative)), ("low", .number(month.band?.low)), ("high", .number(month.band?.high)),
    ])
  }

  private static func owners(_ owners: OwnerComparison) -> JSONValue {
    .object([
      (
        "changes",
        .array(
          owners.spreads.map {
            .object([
              ("figure", .text($0.figure.rawValue)), ("lower", .integer(Int64($0.lower))), ("same", .integer(Int64($0.same))),
              ("higher", .integer(Int64($0.higher))), ("p5", .optional($0.p5)), ("p50", .optional($0.p50)),
              ("p95", .optional($0.p95)), ("total", .integer($0.total)),
            ])
          })
      ),
      (
        "histogram",
        .array(owners.histogram.map { .object([("pays", .text($0.name)), ("owners", .integer(Int64($0.owners)))]) })
      ),
      ("bySegment", .array(owners.bySegment.map(group))),
      ("bySize", .array(owners.bySize.map(group))),
      ("largest", .array(owners.largest.map(explained))),
    ])
  }

  private static func group(_ group: OwnerGroup) -> JSONValue {
    .object([
      ("name", .text(group.name)), ("owners", .integer(Int64(group.owners))), ("paidA", .integer(group.paidA)),
      ("paidB", .integer(group.paidB)), ("netA", .integer(group.netA)), ("netB", .integer(group.netB)),
      ("payLess", .integer(Int64(group.payLess))), ("payMore", .integer(Int64(group.payMore))),
    ])
  }

  private static func explained(_ owner: ExplainedOwner) -> JSONValue {
    let difference = owner.difference
    return .object([
      ("owner", .text("o\(difference.owner)")), ("segment", .text(owner.segment)), ("size", .text(owner.size.rawValue)),
      ("paid", .integer(difference.change(.paid))), ("net", .integer(difference.change(.net))),
      (
        "lines",
        .array(
          owner.lines.map {
            .object([("name", .text($0.name)), ("a", .text($0.a)), ("b", .text($0.b)), ("change", .text($0.change))])
          })
      ),
    ])
  }

  private static func number(_ value: Double) -> JSONValue { .number(value) }
}

extension JSONValue {
  /// A decimal number, or null for none and for what JSON cannot write.
  static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    if let whole = Int64(exactly: value) { return .integer(whole) }
    return .literal("\(value)")
  }
}
