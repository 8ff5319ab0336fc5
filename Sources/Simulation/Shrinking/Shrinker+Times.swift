import Accounting
import Billing

/// Rounder times: an earlier start, and smaller, rounder or equal gaps.
extension Shrinker {
  mutating func simplifyTimes() {
    simplifyStart()
    takeEqualGaps()
    var index = 1
    while index < best.steps.count, !wasStopped {
      simplifyGap(before: index)
      index += 1
    }
  }

  /// The whole trace begins at New Year, or as soon after as may be.
  private mutating func simplifyStart() {
    guard let first = best.steps.first?.at else { return }
    for offset_ms in Figure(.span, first.since(first.startOfYear)).plainer(hints: []) {
      if wasStopped || take(moving(0..., by: first.startOfYear.advanced(by: offset_ms).since(first))) { return }
    }
  }

  private mutating func takeEqualGaps() {
    for gap_ms in [0, Duration_ms.minute, Duration_ms.hour, Duration_ms.day] {
      var candidate = best
      for index in candidate.steps.indices.dropFirst() {
        candidate.move(index, to: candidate.steps[index - 1].at.advanced(by: gap_ms))
      }
      if take(candidate) { return }
    }
  }

  /// With all that comes after, or else alone.
  private mutating func simplifyGap(before index: Int) {
    let gap_ms = best.steps[index].at.since(best.steps[index - 1].at)
    let room_ms = index + 1 < best.steps.count ? best.steps[index + 1].at.since(best.steps[index - 1].at) : .max
    for shorter in Figure(.span, gap_ms).plainer(hints: []) {
      if wasStopped || take(moving(index..., by: shorter - gap_ms)) { return }
      if shorter <= room_ms, index + 1 < best.steps.count, take(moving(index...index, by: shorter - gap_ms)) { return }
    }
  }

  /// Deadlines and expiries move along with their commands.
  private func moving(_ range: some RangeExpression<Int>, by delta_ms: Int64) -> Trace {
    var candidate = best
    for index in range.relative(to: candidate.steps.indices) {
      candidate.move(index, to: candidate.steps[index].at.advanced(by: delta_ms))
    }
    return candidate
  }
}

extension Trace {
  mutating func move(_ index: Int, to at: Instant) {
    let step = steps[index]
    steps[index].at = at
    guard let command = step.command else { return }
    steps[index].command = command.with(command.figures(at: step.at).map(\.value), at: at)
  }
}
