import Accounting
import Auditing
import Billing
import Pricing

/// What a trace broke, and how much of it that took.
public struct Breakage: Equatable, Sendable {
  public var invariant: Invariant
  /// When it broke.
  public var at: Instant
  /// The trace's steps up to the one that broke it; all of them where only the end shows it.
  public var steps: Int

  public init(_ invariant: Invariant, at: Instant, steps: Int) {
    self.invariant = invariant
    self.at = at
    self.steps = steps
  }
}

extension Trace {
  /// Replays the trace under the auditor, as the command `replay` does, up to the first broken invariant.
  ///
  /// - Parameters:
  ///   - observe: called after every step with the book as the step left it; false ends the replay, which then broke nothing.
  /// - Returns: what broke first, nil when everything holds or the trace comes to no end. - Complexity: O(steps).
  public func firstViolation(
    catalog: Catalog, observe: (borrowing Book, Replay.Step) -> Bool = { _, _ in true }
  ) -> (violation: Violation, breakage: Breakage)? {
    guard let last = steps.last else { return nil }
    var audit = ReplayAudit(owners: owners.count, catalog: catalog, level: .step)
    var replay = Replay(self, catalog: catalog)
    var violation: Violation?
    var line = 0
    var isByItself = false
    var goesOn = true
    do {
      _ = try replay.run { book, step in
        line = step.line ?? line
        isByItself = step.line == nil
        violation = audit.check(book, step)
        goesOn = observe(book, step)
        return goesOn && violation == nil
      }
    } catch {
      return nil
    }
    if let violation {
      // A timer needs the next line to let time pass.
      let done = (steps.lastIndex { $0.line <= line } ?? -1) + (isByItself ? 2 : 1)
      return (violation, Breakage(violation.invariant, at: violation.at, steps: min(steps.count, done)))
    }
    guard goesOn, let violation = audit.close(replay, at: last.at) else { return nil }
    return (violation, Breakage(violation.invariant, at: violation.at, steps: steps.count))
  }
}
