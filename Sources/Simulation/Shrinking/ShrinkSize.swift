import Accounting
import Billing

/// How large a trace is to whoever has to read it. Everything that shrinking accepts is smaller, so it comes to an end.
public struct ShrinkSize: Comparable, Sendable {
  public var owners: Int
  /// Lines that ask for something.
  public var commands: Int
  /// Lines that only let time pass are among them.
  public var lines: Int
  /// How far the figures and times are from plain ones.
  public var weight: Int
  /// From the first line to the last.
  public var span_ms: Int64

  public init(of trace: Trace) {
    owners = trace.owners.count
    commands = trace.steps.count { $0.command != nil }
    lines = trace.steps.count
    span_ms = 0
    weight = 0
    guard let first = trace.steps.first, let last = trace.steps.last else { return }
    span_ms = last.at.since(first.at)
    weight = Figure.weight(ofSpan: first.at.since(first.at.startOfYear))
    var before = first.at
    for step in trace.steps {
      weight += Figure.weight(ofSpan: step.at.since(before))
      before = step.at
      for figure in step.command?.figures(at: step.at) ?? [] { weight += figure.weight }
    }
  }

  public static func < (left: ShrinkSize, right: ShrinkSize) -> Bool {
    (left.owners, left.commands, left.lines, left.weight) < (right.owners, right.commands, right.lines, right.weight)
  }
}

extension Instant {
  /// New Year of its year.
  var startOfYear: Instant { CivilDate(year: date.year, month: 1, day: 1).midnight }
}
