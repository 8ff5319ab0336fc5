import Accounting
import Population
import Sampling

/// Jobs of one's choice.
enum JobWorlds {
  /// Jobs of ten slots at 100 that are filled at once, whole, after a random time.
  static func jobs(
    perWeek: Double, gaps: Distribution, duration_ms: Double, _ change: (inout JobBehaviour) throws -> Void = { _ in }
  ) throws -> JobBehaviour {
    var jobs = JobBehaviour(
      perWeek: try .constant(perWeek), gaps: gaps, slots: try .constant(10), payout: try .constant(100), fill: .one, batches: 1,
      timeToFill_ms: try .gamma(mean: duration_ms, cv: 1.4), deadline_ms: 1_000 * Duration_ms.day)
    try change(&jobs)
    return jobs
  }
}
