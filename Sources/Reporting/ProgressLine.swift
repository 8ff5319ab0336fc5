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

  public init(ownersDone: Int64, owners: Int64, events: Int64, seconds: Double, horizon_ms: Int64 = 0) {
    self.ownersDone = ownersDone
    self.owners = owners
    self.events = events
    self.seconds = seconds
    self.horizon_ms = horizon_ms
  }

  /// Simulated time so far: whole years of 365.25 days that finished owners have lived through, each the whole run. An owner
  /// lives from the first day to the last before the next begins, so there is no one date that the run has come to.
  public var ownerYears: Int64 {
    let year_ms = 365.25 * Double(Duration_ms.day)
    return Int64(exactly: (Double(ownersDone) * Double(horizon_ms) / year_ms).rounded(.down)) ?? 0
  }

  /// Whole per cent, rounded down, so that 100 means done.
  public var percent: Int64 {
    guard owners > 0 else { return 100 }
    return proportion(of: min(max(0, ownersDone), owners), 100, over: owners, rounding: .down)
  }

  /// Whole seconds, rounded up, if owners take as long as they did so far; nil before the first is done.
  public var secondsLeft: Int64? {
    guard ownersDone > 0, seconds.isFinite, seconds >= 0 else { return nil }
    let left = seconds / Double(ownersDone) * Double(max(0, owners - ownersDone))
    return Int64(exactly: left.rounded(.up))
  }

  /// Such as " 42 %  840 of 2,000 owners, 1,680 owner-years, 1.2 M events/s, 6 s left", cut to the columns of `style`.
  public func text(style: TextStyle = .plain) -> String {
    let digits = String(percent)
    let head = String(repeating: " ", count: max(0, 3 - digits.count)) + digits + " %"
    var parts = ["\(NumberText.grouped(ownersDone)) of \(NumberText.counted(owners, "owner"))"]
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
