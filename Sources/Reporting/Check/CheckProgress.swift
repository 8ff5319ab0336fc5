/// One line that says how far a check has come, for a terminal to draw over the last one. A pure function of the figures.
public struct CheckProgress: Hashable, Sendable {
  public var scenario: String
  public var seed: UInt64
  public var runs: Int64
  public var events: Int64
  /// Part that is done, from 0 to 1, of the work or of the time allowed.
  public var done: Double
  /// Wall time so far, and what is allowed where a budget is.
  public var seconds: Double
  public var budget: Double?

  public init(
    scenario: String, seed: UInt64, runs: Int64, events: Int64, done: Double, seconds: Double, budget: Double? = nil
  ) {
    self.scenario = scenario
    self.seed = seed
    self.runs = runs
    self.events = events
    self.done = done
    self.seconds = seconds
    self.budget = budget
  }

  /// Whole seconds, rounded up: of the budget, or if the rest takes as long as what is done; nil when that is not known yet.
  public var secondsLeft: Int64? {
    if let budget { return Int64(exactly: max(0, budget - seconds).rounded(.up)) }
    guard done > 0.001, done <= 1, seconds.isFinite, seconds >= 0 else { return nil }
    return Int64(exactly: (seconds / done * (1 - done)).rounded(.up))
  }

  /// Such as " 42 %  small, seed 8, 12 runs, 1.2 M events/s, 6 s left", cut to the columns of `style`.
  public func text(style: TextStyle = .plain) -> String {
    let percent = String(Int64(max(0, min(1, done)) * 100))
    var parts = [scenario, "seed \(seed)", NumberText.counted(runs, "run")]
    if seconds > 0, let rate = Int64(exactly: (Double(events) / seconds).rounded()) {
      parts.append("\(ProgressLine.short(rate)) events/s")
    }
    if let secondsLeft { parts.append("\(NumberText.duration(seconds: secondsLeft)) left") }
    let head = String(repeating: " ", count: max(0, 3 - percent.count)) + percent + " %  "
    return style.fit(head + style.clean(parts.joined(separator: ", ")), style.columns)
  }
}
