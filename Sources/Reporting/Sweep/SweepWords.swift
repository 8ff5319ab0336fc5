import Experiments
import Statistics

/// What the texts of a sweep share: figures and sentences as people read them.
struct SweepWords {
  let report: SweepReport

  private var unit: MoneyUnit { report.identity.unit }

  /// "1,234.50", with "±" and the half-width where there is an interval.
  func value(_ metric: Metric, _ value: Double?, _ interval: Interval? = nil, plusMinus: String = "±") -> String {
    guard let value else { return "-" }
    let text = metric.text(value, unit)
    guard let interval else { return text }
    return "\(text) \(plusMinus) \(metric.text(interval.halfWidth, unit))"
  }

  func unitText(_ metric: Metric) -> String { metric.unitText(unit) }

  /// The figure of a point, with its interval where there is one.
  func value(_ metric: Metric, of point: SweepPoint, plusMinus: String = "±") -> String {
    let sample = Sample(point.values(of: metric))
    return value(metric, sample.values.isEmpty ? nil : sample.mean, sample.interval(), plusMinus: plusMinus)
  }

  /// "grid, 15 points x 3 replications = 45 runs".
  var size: String {
    let points = NumberText.counted(Int64(report.points.count), "point")
    let replications = report.replications > 1 ? " x \(report.replications) replications" : ""
    return "\(report.design.kind.name), \(points)\(replications), \(NumberText.counted(Int64(report.cost.runs), "run"))"
  }

  /// The last key of each path, which mostly tells parameters apart and takes a third of the room; whole paths where it does not.
  var shortNames: [String] {
    let paths = report.design.parameters.map(\.key)
    let short = paths.map { String($0.split(separator: ".").last ?? "") }
    return Set(short).count == short.count ? short : paths
  }

  /// "20 %, 25 %, 30 %", or the ends where there are many.
  func values(_ parameter: Parameter) -> String {
    guard let levels = parameter.levels else { return "\(parameter.ends.first.text) to \(parameter.ends.last.text)" }
    if levels.count <= 8 { return levels.map(\.text).joined(separator: ", ") }
    return "\(levels[0].text), \(levels[1].text), ... \(parameter.ends.last.text) (\(levels.count) values)"
  }

  /// What is said of the best point by one objective.
  func best(_ best: SweepBest) -> String {
    let point = report.points[best.point]
    let figure = value(best.objective.metric, best.mean, best.interval)
    let unit = unitText(best.objective.metric)
    return "\(best.objective.title): \(figure) \(unit) at point \(point.number), \(point.text(report.design.parameters))"
  }

  /// How sure that is; nil where it is the one and only.
  func doubt(_ best: SweepBest) -> String? {
    var parts: [String] = []
    if best.isOfBadPoints { parts.append("no point is good, so it is the best of the others") }
    if !best.withinNoise.isEmpty {
      let numbers = best.withinNoise.prefix(6).map { String($0 + 1) }.joined(separator: ", ")
      let rest = best.withinNoise.count > 6 ? " and \(best.withinNoise.count - 6) more" : ""
      let verb = best.withinNoise.count == 1 ? "point \(numbers) is" : "points \(numbers)\(rest) are"
      parts.append(report.replications > 1 ? "\(verb) within its noise" : "\(verb) just as good")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// What the curves are seen against.
  func base(_ response: SweepResponse) -> String {
    let figure = "\(value(response.metric, response.base)) \(unitText(response.metric))"
    return response.baseIsScenario ? "\(figure), the scenario as it is" : "\(figure), the mean of all points"
  }

  /// Where a sweep is safe.
  var robust: String? {
    guard let region = report.robust else { return nil }
    let inside = region.inside
    let runs = report.replications
    let head =
      "\(inside.count) of \(NumberText.counted(Int64(region.members.count), "point")) "
      + "\(inside.count == 1 ? "is" : "are") good in at least 95 % of \(runs) seeds"
    guard let low = Proportion(hits: runs, trials: runs).interval()?.low else { return head }
    let floor = MoneyUnit(code: "%", decimals: 0).text(Int64((low * 100).rounded(.down)))
    return head + "; \(runs) good seeds of \(runs) mean a chance of at least \(floor) % (95 % confidence)"
  }

  /// What "±" means.
  var plusMinus: String {
    let both =
      report.uncertain.isEmpty ? "" : " and draw the same uncertain values there, so that it holds chance and what is not known"
    return
      "half of a 95 % interval of the mean by Student's t over \(report.replications) replications, which are the same at all points\(both): "
      + "differences between points are surer than the intervals look."
  }

  /// What is not known, one text a value; empty where nothing is.
  var uncertain: [String] {
    report.uncertain.map { "\($0.key): \($0.says), drawn for each replication, the same at all points" }
  }

  /// What the bands of curves are.
  var band: String {
    let drawn = report.uncertain.isEmpty ? "" : ", each with its own draw of what is not known"
    return "The blue band is the 95 % interval over \(report.replications) replications\(drawn)."
  }

  /// What the sweep cost.
  var cost: String {
    let cost = report.cost
    let milliseconds = Int64((max(0, cost.seconds) * 1_000).rounded())
    let made = max(0, report.points.isEmpty ? 0 : cost.runs - cost.kept)
    let each = made > 0 ? ", \(NumberText.microseconds(Int64(cost.seconds * 1e6 / Double(made) / 1_000) * 1_000)) a run" : ""
    let kept = cost.kept > 0 ? ", \(NumberText.counted(Int64(cost.kept), "run")) kept from before" : ""
    return
      "\(NumberText.counted(Int64(made), "run")) in \(NumberText.seconds(milliseconds)) s on "
      + "\(NumberText.counted(Int64(cost.threads), "thread"))\(each)\(kept)"
  }

  /// "+-0.12": an index with its interval.
  static func index(_ value: Double, _ interval: Interval?) -> String {
    let text = decimal(value)
    return interval.map { "\(text) (\(decimal($0.low)) to \(decimal($0.high)))" } ?? text
  }

  /// To three places, never "-0.000".
  static func decimal(_ value: Double) -> String {
    MoneyUnit(code: "", decimals: 3).plainText(Int64(saturating: value * 1_000))
  }

  static let states: [SweepPoint.State: String] = [
    .good: "good", .broken: "BROKEN", .missed: "MISSED", .noData: "no data", .unfinished: "unfinished",
  ]
}
