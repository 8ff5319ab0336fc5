import Accounting
import Auditing
import Billing
import Pricing

/// From a trace that breaks an invariant to the smallest that still breaks the same one.
///
/// It tries smaller traces and keeps each that breaks: fewer owners, fewer steps, plainer figures, rounder times, over and over
/// until nothing gets smaller. What is kept is always smaller than what was there, so it ends; nothing is drawn at random, so
/// the same trace shrinks to the same one. Source: Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input.
public struct Shrinker {
  /// What a trace breaks; nil when everything holds. Asked once a try.
  public typealias Judge = (Trace) -> Breakage?

  let catalog: Catalog
  let judge: Judge
  /// The invariant that must break; nil accepts any.
  let invariant: Invariant?
  let shouldStop: () -> Bool
  let progress: (ShrinkSize, Int) -> Void
  public internal(set) var best: Trace
  public internal(set) var size: ShrinkSize
  /// Traces that were judged.
  public internal(set) var tries = 0
  /// The time was up before nothing more could be found.
  public internal(set) var wasStopped = false
  /// What the best trace's steps asked for; nil when that has to be found out anew.
  private var charges: Charges?

  /// - Parameters:
  ///   - trace: everything said, as `spelledOut` makes it.
  ///   - stop: asked before every try; true ends with the best so far.
  ///   - progress: told the size of the best so far and the number of tries.
  public init(
    _ trace: Trace, catalog: Catalog, keeping invariant: Invariant?, judge: @escaping Judge,
    stop: @escaping () -> Bool = { false }, progress: @escaping (ShrinkSize, Int) -> Void = { _, _ in }
  ) {
    best = trace
    size = ShrinkSize(of: trace)
    self.catalog = catalog
    self.invariant = invariant
    self.judge = judge
    shouldStop = stop
    self.progress = progress
  }

  /// Shrinks until nothing gets smaller or the time is up.
  public mutating func run() {
    cutEnd()
    keepFewerOwners()
    var before: ShrinkSize
    repeat {
      before = size
      for pass in Self.passes where !wasStopped { pass(&self) }
    } while size < before && !wasStopped
  }

  /// What takes most away comes first.
  private static var passes: [(inout Shrinker) -> Void] {
    [
      { $0.removeSteps() }, { $0.removeRuns() }, { $0.removePairs() }, { $0.mergeCommands() }, { $0.removeStretches() },
      { $0.raiseNumbers() }, { $0.replaceByWaiting() }, { $0.mergeJobs() }, { $0.simplifyNames() }, { $0.simplifyFigures() },
      { $0.simplifyTimes() },
    ]
  }

  /// Keeps `candidate` if it is smaller and breaks what must break.
  @discardableResult
  mutating func take(_ candidate: Trace) -> Bool {
    let smaller = ShrinkSize(of: candidate)
    guard smaller < size, !candidate.steps.isEmpty, let breakage = attempt(candidate) else { return false }
    keep(candidate, smaller)
    if breakage.steps < candidate.steps.count { take(candidate.keeping { $0 < breakage.steps }) }
    return true
  }

  /// Keeps as much of `candidate`, which need not be smaller, as it takes to break what must break, if that much is smaller.
  @discardableResult
  mutating func takeBeginning(of candidate: Trace) -> Bool {
    guard let breakage = attempt(candidate), breakage.steps < candidate.steps.count else { return false }
    return take(candidate.keeping { $0 < breakage.steps })
  }

  private mutating func attempt(_ candidate: Trace) -> Breakage? {
    if !wasStopped { wasStopped = shouldStop() }
    if wasStopped { return nil }
    tries += 1
    progress(size, tries)
    guard let breakage = judge(candidate) else { return nil }
    return invariant == nil || breakage.invariant == invariant ? breakage : nil
  }

  private mutating func keep(_ candidate: Trace, _ smaller: ShrinkSize) {
    best = candidate
    size = smaller
    charges = nil
  }

  // MARK: Fewer steps

  /// Nothing after the step that broke it matters.
  private mutating func cutEnd() {
    guard let breakage = attempt(best) else { return }
    if breakage.steps < best.steps.count { take(best.keeping { $0 < breakage.steps }) }
  }

  /// One owner if one is enough, because owners never meet; else as few as needed.
  private mutating func keepFewerOwners() {
    for owner in best.owners.indices where best.owners.count > 1 {
      let steps = best.steps
      if take(best.keeping { steps[$0].owner == owner }) { break }
    }
    var owner = best.owners.count - 1
    while owner >= 0, best.owners.count > 1 {
      let steps = best.steps
      take(best.keeping { steps[$0].owner != owner })
      owner = min(owner, best.owners.count) - 1
    }
  }

  /// Delta debugging: leaves out halves, quarters and so on down to single steps, until no single one can go.
  private mutating func removeSteps() {
    var length = max(1, best.steps.count / 2)
    while true {
      var found = false
      var start = 0
      while start < best.steps.count {
        let range = start..<min(start + length, best.steps.count)
        if takeWithout(range) { found = true } else { start += length }
        if wasStopped { return }
      }
      if length == 1, !found { return }
      length = max(1, length / 2)
    }
  }

  /// Leaves steps out, with what hangs on them, and if that is too much, just them.
  private mutating func takeWithout(_ range: Range<Int>) -> Bool { take(best, without: range) }

  /// The same of a trace that differs from the best one in figures only.
  mutating func take(_ trace: Trace, without range: Range<Int>) -> Bool {
    if take(chargesOfBest().removing(range, from: trace)) { return true }
    return take(trace.keeping { !range.contains($0) })
  }

  mutating func chargesOfBest() -> Charges {
    let map = charges ?? Charges(of: best, catalog: catalog)
    charges = map
    return map
  }

  /// Leaves out any run of neighbours, the longest first: what depends on how many steps there were may only go by sevens.
  private mutating func removeRuns() {
    guard best.steps.count <= Self.mostForRuns else { return }
    var length = best.steps.count - 1
    while length > 1 {
      var start = 0
      while start + length <= best.steps.count, !wasStopped {
        if !takeWithout(start..<start + length) { start += 1 }
      }
      length = min(length, best.steps.count) - 1
    }
  }

  /// Leaves out two steps that need each other, such as a cancellation and its withdrawal.
  private mutating func removePairs() {
    guard best.steps.count <= Self.mostForPairs else { return }
    var first = 0
    while first < best.steps.count {
      var found = false
      for second in best.steps.indices where second > first && !found && !wasStopped {
        found = take(best.keeping { $0 != first && $0 != second })
      }
      if !found { first += 1 }
    }
  }

  /// The number of pairs goes with the square.
  private static let mostForPairs = 30
  private static let mostForRuns = 100

  /// A step may only be needed because time passes until it.
  private mutating func replaceByWaiting() {
    for index in best.steps.indices.reversed() where index < best.steps.count && best.steps[index].command != nil {
      if wasStopped { return }
      var candidate = best
      candidate.steps[index].command = nil
      take(candidate)
    }
  }
}
