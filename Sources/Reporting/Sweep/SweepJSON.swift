import Experiments
import Statistics

/// `sweep.json`: everything that the other files show, versioned, keys in a fixed order. Money is in minor units of the asset named
/// beside it; means of money may be fractions of them. `docs/sweep.md` explains every field.
public enum SweepJSON {
  /// - Parameter includesWall: false leaves out what differs from sweep to sweep.
  public static func render(_ report: SweepReport, includesWall: Bool = true) -> String {
    let identity = report.identity
    var members: [(String, JSONValue)] = [
      ("schema", .text(SweepReport.schema)),
      ("windtunnel", .text(identity.version)),
      (
        "scenario",
        .object([
          ("name", .text(identity.scenario.name)), ("file", .text(identity.scenario.file)),
          ("sha256", .text(identity.scenario.sha256)), ("about", .text(identity.scenario.about)),
        ])
      ),
      ("seed", .unsigned(identity.seed)),
      ("owners", .integer(identity.owners)),
      ("start", .text(NumberText.instant(identity.start))),
      ("horizon", .text(NumberText.instant(identity.horizon))),
      ("asset", .text(identity.unit.code)),
      ("decimals", .integer(Int64(identity.unit.decimals))),
      ("verdict", .text(report.verdict.outcome.rawValue)),
      ("exitCode", .integer(Int64(report.verdict.exitCode))),
      ("reasons", .array(report.verdict.reasons.map { .text($0) })),
      ("design", design(report)),
      ("parameters", .array(report.design.parameters.map(parameter))),
      (
        "uncertain",
        .array(
          report.uncertain.map {
            .object([("key", .text($0.key)), ("says", .text($0.says)), ("values", .array($0.values.map { .text($0) }))])
          })
      ),
      ("objectives", .array(zip(report.objectives, report.best).map(objective))),
      ("front", .array(report.front.map { .integer(Int64($0 + 1)) })),
      ("robust", report.robust.map(robust) ?? .null),
    ]
    members.append(("responses", .array(report.responses.map { response($0, report.design) })))
    members.append(("points", .array(report.points.map { point($0, report.design) })))
    members.append(("repeat", .text(identity.repeatCommand)))
    if includesWall { members.append(("wall", wall(report.cost))) }
    return JSONValue.object(members).rendered()
  }

  /// A number with as many digits as it takes to read it back exactly; null for what is no number.
  private static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    if let whole = Int64(exactly: value), abs(whole) < 1 << 53 { return .integer(whole) }
    return .literal("\(value)")
  }

  private static func interval(_ interval: Interval?) -> JSONValue {
    interval.map { .array([number($0.low), number($0.high)]) } ?? .null
  }

  private static func design(_ report: SweepReport) -> JSONValue {
    .object([
      ("kind", .text(report.design.kind.name)), ("points", .integer(Int64(report.points.count))),
      ("replications", .integer(Int64(report.replications))), ("runs", .integer(Int64(report.cost.runs))),
    ])
  }

  private static func parameter(_ parameter: Parameter) -> JSONValue {
    .object([
      ("key", .text(parameter.key)), ("unit", .text(parameter.unit)),
      ("values", parameter.levels.map { .array($0.map { .text($0.text) }) } ?? .null),
      ("first", .text(parameter.ends.first.text)), ("last", .text(parameter.ends.last.text)),
    ])
  }

  private static func objective(_ objective: Objective, _ best: SweepBest?) -> JSONValue {
    .object([
      ("metric", .text(objective.metric.name)), ("direction", .text(objective.direction.rawValue)),
      ("best", .optional(best.map { Int64($0.point + 1) })), ("mean", number(best?.mean)), ("interval", interval(best?.interval)),
      ("withinNoise", .array((best?.withinNoise ?? []).map { .integer(Int64($0 + 1)) })),
    ])
  }

  private static func robust(_ region: RobustRegion) -> JSONValue {
    .object([
      ("share", number(RobustRegion.share)),
      ("points", .array(region.inside.map { .integer(Int64($0.point + 1)) })),
    ])
  }

  private static func response(_ response: SweepResponse, _ design: Design) -> JSONValue {
    .object([
      ("metric", .text(response.metric.name)), ("base", number(response.base)),
      ("baseIsScenario", .flag(response.baseIsScenario)),
      ("curves", .array(response.curves.map { curve($0, design) })),
      ("heatMaps", .array(response.heatMaps.map { heatMap($0, design) })),
      (
        "morris",
        .array(
          zip(design.parameters, response.effects).map { parameter, effect in
            .object([
              ("key", .text(parameter.key)), ("meanSize", number(effect.meanSize)), ("interval", interval(effect.interval)),
              ("mean", number(effect.mean)), ("deviation", number(effect.deviation)),
            ])
          })
      ),
      (
        "sobol",
        .array(
          zip(design.parameters, response.indices).map { parameter, index in
            .object([
              ("key", .text(parameter.key)), ("first", number(index.first)), ("firstInterval", interval(index.firstInterval)),
              ("total", number(index.total)), ("totalInterval", interval(index.totalInterval)),
            ])
          })
      ),
    ])
  }

  private static func curve(_ curve: ResponseCurve, _ design: Design) -> JSONValue {
    .object([
      ("key", .text(design.parameters[curve.parameter].key)), ("shape", .text(curve.shape.rawValue)),
      (
        "steps",
        .array(
          curve.steps.map { step in
            .object([
              ("value", .text(step.label)), ("position", number(step.position)), ("points", .integer(Int64(step.points))),
              ("mean", number(step.mean)), ("interval", interval(step.interval)),
              ("spread", step.spread.map { .array([number($0.lowerBound), number($0.upperBound)]) } ?? .null),
            ])
          })
      ),
    ])
  }

  private static func heatMap(_ map: HeatMap, _ design: Design) -> JSONValue {
    .object([
      ("rows", .text(design.parameters[map.row].key)), ("columns", .text(design.parameters[map.column].key)),
      ("means", .array(map.cells.map { .array($0.map { number($0.mean) }) })),
    ])
  }

  private static func point(_ point: SweepPoint, _ design: Design) -> JSONValue {
    let settings: [(String, JSONValue)] = zip(design.parameters, point.values).map { parameter, value in
      (parameter.key, .optional(value?.text))
    }
    let metrics: [(String, JSONValue)] = Metric.allCases.map { metric in
      let sample = Sample(point.values(of: metric))
      if sample.values.isEmpty { return (metric.name, .null) }
      guard let interval = sample.interval() else { return (metric.name, number(sample.mean)) }
      return (metric.name, .array([number(sample.mean), number(interval.low), number(interval.high)]))
    }
    return .object([
      ("point", .integer(Int64(point.number))), ("set", .object(settings)), ("state", .text(point.state.rawValue)),
      ("reason", .optional(point.reason)), ("runs", .integer(Int64(point.runs.count))),
      ("goodRuns", .integer(Int64(point.goodRuns))), ("events", .integer(point.runs.reduce(0) { $0 + $1.events })),
      ("metrics", .object(metrics)),
    ])
  }

  private static func wall(_ cost: SweepCost) -> JSONValue {
    .object([
      ("seconds", .literal(NumberText.seconds(Int64((max(0, cost.seconds) * 1_000).rounded())))),
      ("runsKept", .integer(Int64(cost.kept))), ("threads", .integer(Int64(cost.threads))),
    ])
  }
}
