/// What a series of runs came to: each run is judged as if it were alone, and the series by its precision beside.
struct SeriesJudgement: Hashable, Sendable {
  let verdict: Verdict
  /// Each threshold as the first run that missed it says, else the first that had nothing to measure, else the first.
  let thresholds: [ThresholdResult]

  init(_ runs: [ReplicatedRun], _ metrics: [MetricSummary], _ goal: PrecisionGoal?, _ stop: Verdict.Stop?) {
    let count = NumberText.counted(Int64(runs.count), "run")
    thresholds = runs[0].thresholds.indices.map { index in SeriesJudgement.threshold(index, runs) }
    let broken = runs.filter { $0.exitCode == 2 }.flatMap { run in
      run.reasons.prefix(1).map { "Replication \(run.replication): \($0)" }
    }
    let missed = thresholds.filter { $0.outcome == .fail }.map { "Threshold `\($0.expression)` was missed: \($0.measured)." }
    let stopped = stop.map { ["Signal \($0.signal) stopped it after \(count): the figures are those of these runs."] } ?? []
    let unknown =
      thresholds.filter { $0.outcome == .noData }.map { "Threshold `\($0.expression)` had \($0.finding)." }
      + SeriesJudgement.imprecise(metrics, goal, isStopped: stop != nil)
    let reasons = broken + missed + stopped + unknown
    func verdict(_ outcome: Verdict.Outcome, _ code: Int32) -> Verdict {
      Verdict(outcome: outcome, exitCode: code, reasons: reasons)
    }
    if !broken.isEmpty {
      self.verdict = verdict(.fail, 2)
    } else if !missed.isEmpty {
      self.verdict = verdict(.fail, 3)
    } else if let stop {
      self.verdict = verdict(.partial, 128 + stop.signal)
    } else if !unknown.isEmpty {
      self.verdict = verdict(.inconclusive, 5)
    } else {
      let precise = goal.flatMap { goal in
        goal.reachedAt.map { "As precise as was asked for since run \(NumberText.grouped(Int64($0)))." }
      }
      let sentence = "Each of \(count) passed. Of the first: " + (runs[0].reasons.first ?? "")
      self.verdict = Verdict(outcome: .pass, exitCode: 0, reasons: [sentence, precise].compactMap { $0 })
    }
  }

  private static func threshold(_ index: Int, _ runs: [ReplicatedRun]) -> ThresholdResult {
    func first(_ outcome: ThresholdResult.Outcome) -> (run: ReplicatedRun, result: ThresholdResult)? {
      runs.first { $0.thresholds[index].outcome == outcome }.map { ($0, $0.thresholds[index]) }
    }
    if let (run, found) = first(.fail) {
      var result = found
      let often = runs.count { $0.thresholds[index].outcome == .fail }
      result.measured += " in replication \(run.replication), missed in \(often) of \(runs.count) runs"
      return result
    }
    if let (run, found) = first(.noData) {
      var result = found
      result.reason += (result.reason.isEmpty ? "" : " ") + "in replication \(run.replication)"
      return result
    }
    return runs[0].thresholds[index]
  }

  /// What the cap, or a signal, left undecided.
  private static func imprecise(_ metrics: [MetricSummary], _ goal: PrecisionGoal?, isStopped: Bool) -> [String] {
    guard let goal, goal.reachedAt == nil, !isStopped else { return [] }
    let asked = Metric.percent(goal.precision)
    let wide = goal.metrics.compactMap { metric -> String? in
      guard let summary = metrics.first(where: { $0.metric == metric }) else { return nil }
      guard let half = summary.relativeHalfWidth else { return "\(metric.name) has no relative precision" }
      return "\(metric.name) is known to \(Metric.percent(half))"
    }
    let runs = NumberText.counted(Int64(goal.most), "run")
    return [
      "Inconclusive after \(runs), the most that were allowed, for \(asked) was not reached: \(wide.joined(separator: ", "))."
    ]
  }
}
