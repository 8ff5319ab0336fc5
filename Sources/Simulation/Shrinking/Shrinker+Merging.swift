import Accounting
import Billing

/// Fewer commands by larger figures, and by less time.
extension Shrinker {
  /// What two commands of a kind ask for may as well be asked for by one: a use of 34 credits for 34 uses of one.
  mutating func mergeCommands() {
    var later = best.steps.count - 1
    while later > 0, !wasStopped {
      // In long traces only the nearest one is tried, because the number of pairs goes with the square.
      let triesAll = best.steps.count <= Self.mostForMerging
      for earlier in (0..<later).reversed() where isMergeable(later, into: earlier) {
        if take(merging(later, into: earlier), without: later..<later + 1) || !triesAll || wasStopped { break }
      }
      later = min(later, best.steps.count) - 1
    }
  }

  private static var mostForMerging: Int { 60 }

  private func isMergeable(_ later: Int, into earlier: Int) -> Bool {
    guard best.steps[earlier].owner == best.steps[later].owner, let one = best.steps[earlier].command,
      let other = best.steps[later].command, one.kind == other.kind
    else { return false }
    return one.job == other.job && one.figures(at: best.steps[earlier].at).contains { $0.isQuantity }
  }

  /// The trace with the numbers of the later command added to those of the earlier one; the later one is still there.
  private func merging(_ later: Int, into earlier: Int) -> Trace {
    guard let one = best.steps[earlier].command, let other = best.steps[later].command else { return best }
    var candidate = best
    let at = best.steps[earlier].at
    let values = zip(one.figures(at: at), other.figures(at: best.steps[later].at)).map { one, other in
      one.isQuantity ? one.value.addingReportingOverflow(other.value).partialValue : one.value
    }
    candidate.steps[earlier].command = one.with(values, at: at)
    return candidate
  }

  /// With a larger number it may break sooner, so that less leads up to it.
  mutating func raiseNumbers() {
    guard best.steps.count <= Self.mostForRaising else { return }
    var index = 0
    while index < best.steps.count, !wasStopped {
      for place in quantities(ofStep: index) {
        for value in Figure.powersOfTen where wasStopped || takeRaised(index, place, to: value) { break }
      }
      index += 1
    }
  }

  private static var mostForRaising: Int { 100 }

  private func quantities(ofStep index: Int) -> [Int] {
    let figures = best.steps[index].command?.figures(at: best.steps[index].at) ?? []
    return figures.indices.filter { figures[$0].isQuantity }
  }

  private mutating func takeRaised(_ index: Int, _ place: Int, to value: Int64) -> Bool {
    guard index < best.steps.count, let command = best.steps[index].command else { return false }
    var values = command.figures(at: best.steps[index].at).map(\.value)
    guard place < values.count, values[place] < value else { return false }
    values[place] = value
    var candidate = best
    candidate.steps[index].command = command.with(values, at: best.steps[index].at)
    return takeBeginning(of: candidate)
  }

  /// Leaves out a stretch of time with all that was done in it, so that what follows comes that much earlier: months in which a
  /// subscription was only paid for.
  mutating func removeStretches() {
    guard best.steps.count <= Self.mostForStretches else { return }
    var length = min(Self.longestStretch, best.steps.count - 2)
    while length > 0 {
      var start = 1
      while start + length < best.steps.count, !wasStopped {
        if !takeWithoutStretch(start..<start + length) { start += 1 }
      }
      length = min(length, best.steps.count - 1) - 1
    }
  }

  private static var mostForStretches: Int { 60 }
  private static var longestStretch: Int { 8 }

  private mutating func takeWithoutStretch(_ range: Range<Int>) -> Bool {
    let steps = best.steps
    let shorter_ms = Set([
      steps[range.upperBound - 1].at.since(steps[range.lowerBound - 1].at),
      steps[range.upperBound].at.since(steps[range.lowerBound].at),
    ])
    // The charges that timers asked for in that time are no more either.
    let payments = Set(range.compactMap { steps[$0].command?.payment?.number }).sorted()
    for gap_ms in shorter_ms.sorted(by: >) where gap_ms > 0 {
      for gone in payments.isEmpty ? [[]] : [payments, []] {
        var candidate = best
        for index in range.upperBound..<steps.count {
          if let number = steps[index].command?.payment?.number {
            let before = UInt32(gone.count { $0 < number })
            candidate.steps[index].command = candidate.steps[index].command?.about(PaymentID(number - before))
          }
          candidate.move(index, to: steps[index].at.advanced(by: -gap_ms))
        }
        if take(candidate.keeping { !range.contains($0) }) { return true }
      }
    }
    return false
  }
}

extension Figure {
  /// Whether two of them can be added up.
  var isQuantity: Bool {
    switch kind {
    case .number, .span: true
    case .choice, .until, .name: false
    }
  }

  /// From ten to a million millions.
  static let powersOfTen: [Int64] = (1...12).map { power in (0..<power).reduce(1) { number, _ in 10 * number } }
}
