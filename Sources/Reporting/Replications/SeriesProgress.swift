/// One line that says how far a series of runs has come, for a terminal to draw over the last one. A pure function of the figures.
public struct SeriesProgress: Hashable, Sendable {
  public var runsDone: Int64
  /// Of all runs, or the most that are allowed.
  public var runs: Int64
  /// Whether it may end sooner.
  public var isCap: Bool
  /// Parts of runs that are under way, added up.
  public var underWay: Double
  /// Wall time so far.
  public var seconds: Double
  /// What is known by now, such as "net ±1.42 %".
  public var note: String

  public init(
    runsDone: Int64, runs: Int64, isCap: Bool = false, underWay: Double = 0, seconds: Double, note: String = ""
  ) {
    self.runsDone = runsDone
    self.runs = runs
    self.isCap = isCap
    self.underWay = underWay
    self.seconds = seconds
    self.note = note
  }

  /// Part of the runs that is done, 0 to 1.
  public var done: Double { runs > 0 ? min(1, max(0, (Double(runsDone) + underWay) / Double(runs))) : 1 }

  /// Whole seconds, rounded up, if the rest takes as long as what is done; nil when that is not known yet.
  public var secondsLeft: Int64? {
    guard done > 0.001, seconds.isFinite, seconds >= 0 else { return nil }
    return Int64(exactly: (seconds / done * (1 - done)).rounded(.up))
  }

  /// Such as " 42 %  12 of 30 runs, net ±1.42 %, 6 s left", cut to the columns of `style`.
  public func text(style: TextStyle = .plain) -> String {
    let percent = String(Int64(done * 100))
    let whole = isCap ? "at most \(NumberText.counted(runs, "run"))" : NumberText.counted(runs, "run")
    var parts = ["\(NumberText.grouped(runsDone)) of \(whole)"]
    if !note.isEmpty { parts.append(note) }
    if let secondsLeft { parts.append("\(isCap ? "at most " : "")\(NumberText.duration(seconds: secondsLeft)) left") }
    let head = String(repeating: " ", count: max(0, 3 - percent.count)) + percent + " %  "
    return style.fit(head + style.clean(parts.joined(separator: ", ")), style.columns)
  }
}
