@testable import Reporting

/// Runs of a series made by hand: the run of two months, with amounts that differ from run to run.
enum HandMadeSeries {
  /// The net of run number 0, 1, 2 ... in cents; by default it goes up and down without any skewness to speak of.
  static func runs(
    _ count: Int, of report: RunReport = HandMadeRun().report(), runsPerDraw: Int? = nil,
    net: (Int) -> Double = { -690 + Double($0 * 7 % 20) }
  ) -> [ReplicatedRun] {
    let first = ReplicatedRun(report)
    let place = Metric.allCases.firstIndex(of: .net) ?? 0
    return (0..<count).map { number in
      var run = first
      run.replication = number
      run.draw = runsPerDraw.map { number / $0 }
      run.metrics[place] = net(number)
      return run
    }
  }

  static func replications(
    _ runs: [ReplicatedRun], parameters: [DrawnParameter] = [], goal: PrecisionGoal? = nil, stop: Verdict.Stop? = nil
  ) -> Replications {
    let report = HandMadeRun().report()
    return Replications(
      runs, months: report.money.monthly.compactMap(\.month), unit: report.money.unit, goal: goal, parameters: parameters,
      stop: stop)
  }

  static func replications(
    runs count: Int, of report: RunReport = HandMadeRun().report(), runsPerDraw: Int? = nil, goal: PrecisionGoal? = nil
  ) -> Replications {
    let draws = runsPerDraw.map { count / $0 } ?? 0
    let fee = DrawnParameter(
      key: "catalog.fee.on_top", says: "uniform 25 % to 35 %", values: (0..<draws).map { "\(25 + $0 % 10) %" })
    return replications(
      runs(count, of: report, runsPerDraw: runsPerDraw), parameters: draws == 0 ? [] : [fee], goal: goal)
  }
}
