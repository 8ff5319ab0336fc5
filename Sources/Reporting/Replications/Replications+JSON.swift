import Statistics

extension Replications {
  /// As `replications` of `report.json`.
  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("first", .integer(Int64(first))), ("runs", .integer(Int64(runs))), ("confidence", Self.number(Self.confidence, places: 4)),
      ("verdicts", .object(verdicts.map { ($0.outcome.rawValue, .integer(Int64($0.runs))) })),
      ("goal", goal.map(Self.goal) ?? .null),
      ("uncertain", draws == 0 ? .null : uncertain),
    ]
    members.append(("metrics", .array(metrics.map(metric))))
    members.append(("fans", .array(fans.map(fan))))
    return .object(members)
  }

  private static func goal(_ goal: PrecisionGoal) -> JSONValue {
    .object([
      ("precision", number(goal.precision, places: 6)), ("metrics", .array(goal.metrics.map { .text($0.name) })),
      ("most", .integer(Int64(goal.most))), ("reachedAt", .optional(goal.reachedAt.map(Int64.init))),
    ])
  }

  private var uncertain: JSONValue {
    let parameters = parameters.map { parameter in
      JSONValue.object([
        ("key", .text(parameter.key)), ("says", .text(parameter.says)), ("values", .array(parameter.values.map { .text($0) })),
      ])
    }
    return .object([("draws", .integer(Int64(draws))), ("parameters", .array(parameters))])
  }

  private func metric(_ summary: MetricSummary) -> JSONValue {
    let metric = summary.metric
    func value(_ value: Double?) -> JSONValue { value.map { Self.value($0, metric.kind) } ?? .null }
    var members: [(String, JSONValue)] = [
      ("name", .text(metric.name)), ("label", .text(metric.label)), ("kind", .text(metric.kind.rawValue)),
      ("unit", .text(metric.kind == .money ? unit.code : metric.kind == .share ? "share" : metric.unitText(unit))),
      ("forPlatform", .text(metric.forPlatform.rawValue)), ("forOwner", .text(metric.forOwner.rawValue)),
      ("runs", .integer(Int64(summary.runs))), ("mean", value(summary.mean)), ("low", value(summary.interval?.low)),
      ("high", value(summary.interval?.high)),
      ("relativeHalfWidth", summary.relativeHalfWidth.map { Self.number($0, places: 6) } ?? .null),
      ("standardDeviation", value(summary.standardDeviation)), ("skewness", Self.number(summary.skewness, places: 4)),
      ("minimum", value(summary.minimum)), ("maximum", value(summary.maximum)),
    ]
    let quantiles = zip(Replications.names, summary.quantiles).map { name, quantile in
      let fields: [(String, JSONValue)] = [
        ("value", value(quantile?.value)), ("low", value(quantile?.interval.low)), ("high", value(quantile?.interval.high)),
      ]
      return (name, quantile == nil ? JSONValue.null : .object(fields))
    }
    members.append(("quantiles", .object(quantiles)))
    members.append(("bands", summary.bands.map { bands($0, metric.kind) } ?? .null))
    members.append(("warning", .optional(summary.warning)))
    return .object(members)
  }

  private func bands(_ bands: UncertaintyBands, _ kind: Metric.Kind) -> JSONValue {
    func band(_ interval: Interval) -> JSONValue {
      .object([("low", Self.value(interval.low, kind)), ("high", Self.value(interval.high, kind))])
    }
    return .object([
      ("samplingDeviation", Self.value(bands.samplingDeviation, kind)),
      ("assumptionsDeviation", Self.value(bands.assumptionsDeviation, kind)),
      ("assumptionsShare", bands.assumptionsShare.map { Self.number($0, places: 4) } ?? .null),
      ("sampling", band(bands.sampling)), ("assumptions", band(bands.assumptions)), ("total", band(bands.total)),
    ])
  }

  private func fan(_ fan: MonthlyFan) -> JSONValue {
    let months = fan.months.map { month in
      let ends: [(String, Double?)] = [("mean", month.mean), ("minimum", month.minimum), ("maximum", month.maximum)]
      let values = ends + zip(Replications.names, month.quantiles)
      return JSONValue.object(
        [("month", .text(NumberText.month(month.month)))]
          + values.map { name, value in (name, value.map { Self.value($0, .money) } ?? .null) })
    }
    return .object([
      ("figure", .text(fan.figure.rawValue)), ("label", .text(fan.figure.title)), ("asset", .text(unit.code)),
      ("months", .array(months)),
    ])
  }

  /// Of `MetricSummary.shares`.
  static let names = ["p5", "p25", "p50", "p75", "p95"]

  /// Money in whole minor units, a share to the millionth, a count to the thousandth.
  static func value(_ value: Double, _ kind: Metric.Kind) -> JSONValue {
    switch kind {
    case .money: .integer(Int64(saturating: value))
    case .share: number(value, places: 6)
    case .count: number(value, places: 3)
    }
  }

  private static func number(_ value: Double, places: Int) -> JSONValue {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return .literal(MoneyUnit(code: "", decimals: places).plainText(Int64(saturating: value * scale)))
  }
}
