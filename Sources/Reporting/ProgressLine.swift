import Accounting

/// One line that says how far a run has come, for a terminal to draw over the last one. A pure function of the figures.
public struct ProgressLine: Hashable, Sendable {
  public var ownersDone: Int64
  public var owners: Int64
  /// Events so far.
  public var events: Int64
  /// Wall time so far.
  public var seconds: Double
  /// Length of the run in simulated time; 0 leaves owner-years out.
  public var horizon_ms: Int64
  /// Share of all owners' simulated time that is over, where owners live side by side and some of it is of unfinished ones.
  public var done: Double
  /// The simulated date that all owners under way have come to, where there is one.
  public var date: CivilDate?

  public init(
    ownersDone: Int64, owners: Int64, events: Int64, seconds: Double, horizon_ms: Int64 = 0, done: Double? = nil,
    date: CivilDate? = nil
  ) {
    self.ownersDone = ownersDone
    self.owners = owners
    self.events = events
    self.seconds = seconds
    self.horizon_ms = horizon_ms
    self.done = min(1, max(0, done ?? (owners > 0 ? Double(ownersDone) / Double(owners) : 1)))
    self.date = date
  }

  /// Simulated time so far: whole years of 365.25 days that owners have lived through, a finished one the whole run. An owner
  /// lives from the first day to the last before the next begins, so mostly there is no one date that the run has come to.
  public var ownerYears: Int64 {
    let year_ms = 365.25 * Double(Duration_ms.day)
    return Int64(exactly: (done * Double(owners) * Double(horizon_ms) / year_ms).rounded(.down)) ?? 0
  }

  /// Whole per cent, rounded down, so that 100 means done.
  public var percent: Int64 {
    // A run of which one owner is missing is not done, however large it is; and 0.29 is 29 per cent, whatever its bits say.
    ownersDone >= owners ? 100 : min(99, Int64(done * 100 + 1e-9))
  }

  /// Whole seconds, rounded up, if the rest takes as long as what is done did; nil before anything is.
  public var secondsLeft: Int64? {
    guard done > 0, seconds.isFinite, seconds >= 0 else { return nil }
    return Int64(exactly: max(0, seconds / done * (1 - done) - 1e-9).rounded(.up))
  }

  /// Such as " 42 %  840 of 2,000 owners, 1,680 owner-years, 1.2 M events/s, 6 s left", cut to the columns of `style`; a date
  /// comes first.
  public func text(style: TextStyle = .plain) -> String {
    let digits = String(percent)
    let head = String(repeating: " ", count: max(0, 3 - digits.count)) + digits + " %"
    var parts = date.map { [NumberText.date($0)] } ?? []
    parts.append("\(NumberText.grouped(ownersDone)) of \(NumberText.counted(owners, "owner"))")
    if horizon_ms > 0 { parts.append(NumberText.counted(ownerYears, "owner-year")) }
    if seconds > 0, let rate = Int64(exactly: (Double(events) / seconds).rounded()) {
      parts.append("\(ProgressLine.short(rate)) events/s")
    }
    if let secondsLeft { parts.append("\(NumberText.duration(seconds: secondsLeft)) left") }
    return style.fit(head + "  " + parts.joined(separator: ", "), style.columns)
  }

  /// "950", "12.3 k", "1.2 M", rounded down.
  static func short(_ number: Int64) -> String {
    let tenth = MoneyUnit(code: "", decimals: 1)
    if number < 10_000 { return NumberText.grouped(number) }
    return number < 1_000_000 ? tenth.text(number / 100) + " k" : tenth.text(number / 100_000) + " M"
  }
}
