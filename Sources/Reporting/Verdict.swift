/// What a run came to, and why.
public struct Verdict: Hashable, Sendable {
  /// What a run came to, in a word.
  public enum Outcome: String, Sendable {
    case pass, fail, inconclusive, partial
  }

  public let outcome: Outcome
  /// 0 pass, 2 an invariant or a tie of the money broke, 3 a threshold failed, 5 inconclusive, 128 + signal when stopped.
  public let exitCode: Int32
  /// Full sentences, the most important first; never empty.
  public let reasons: [String]

  /// How far a run came that a signal stopped.
  public struct Stop: Hashable, Sendable {
    public var signal: Int32

    public init(signal: Int32) { self.signal = signal }
  }

  /// Judges a run: what broke comes before what was missed, before that it was stopped, before what could not be told.
  ///
  /// - Parameters:
  ///   - demandsEverySituation: whether a situation that was never met makes the run inconclusive, as in a check.
  ///   - owners: simulated and asked for.
  static func judge(
    invariants: [InvariantResult], thresholds: [ThresholdResult], situations: [SituationCount], money: MoneyReport,
    demandsEverySituation: Bool, stop: Stop?, owners: (simulated: Int64, asked: Int64)
  ) -> Verdict {
    // Owners under way when a run is stopped have moved money but have no closing balance, so there the ties cannot judge.
    let broken = brokenRules(invariants) + (stop == nil ? failedTies(money) : [])
    let missed = thresholds.filter { $0.outcome == .fail }.map { "Threshold `\($0.expression)` was missed: \($0.measured)." }
    let stopped =
      stop.map {
        [
          "Signal \($0.signal) stopped it after \(NumberText.grouped(owners.simulated)) of "
            + "\(NumberText.counted(owners.asked, "owner")): the figures are those of a part, and the money need not tie."
        ]
      } ?? []
    var unknown = thresholds.filter { $0.outcome == .noData }.map { "Threshold `\($0.expression)` had \($0.finding)." }
    if demandsEverySituation {
      let never = situations.filter { $0.count == 0 }.map(\.name)
      if !never.isEmpty { unknown.append("Never met: \(never.joined(separator: ", ")).") }
    }
    let reasons = broken + missed + stopped + unknown
    if !broken.isEmpty { return Verdict(outcome: .fail, exitCode: 2, reasons: reasons) }
    if !missed.isEmpty { return Verdict(outcome: .fail, exitCode: 3, reasons: reasons) }
    if let stop { return Verdict(outcome: .partial, exitCode: 128 + stop.signal, reasons: reasons) }
    if !unknown.isEmpty { return Verdict(outcome: .inconclusive, exitCode: 5, reasons: reasons) }
    return Verdict(outcome: .pass, exitCode: 0, reasons: [success(invariants, thresholds)])
  }

  private static func brokenRules(_ invariants: [InvariantResult]) -> [String] {
    invariants.filter { !$0.holds }.map { result in
      let often = NumberText.counted(result.violations, "time")
      let sentence = result.first.map { " First: \($0.sentence)" + ($0.sentence.hasSuffix(".") ? "" : ".") } ?? ""
      return "Invariant \(result.name) broke \(often) in \(NumberText.counted(result.checks, "check")).\(sentence)"
    }
  }

  private static func failedTies(_ money: MoneyReport) -> [String] {
    money.failedTies.map { tie in
      "The money does not tie, \(tie.name): \(tie.unit.text(tie.left)) is not \(tie.unit.text(tie.right)) \(tie.unit.code)."
    }
  }

  private static func success(_ invariants: [InvariantResult], _ thresholds: [ThresholdResult]) -> String {
    let checks = invariants.reduce(0) { $0 + $1.checks }
    let met = thresholds.isEmpty ? "" : ", \(NumberText.counted(Int64(thresholds.count), "threshold")) met"
    if checks == 0 { return "No invariant was checked\(met); the money ties to the last minor unit." }
    // What had nothing to look at did not hold; it was not asked.
    let idle = invariants.count { $0.checks == 0 }
    let held = NumberText.counted(Int64(invariants.count - idle), "invariant")
    let rest = idle == 0 ? "" : ", \(idle) more had nothing to check"
    return "\(held) held in \(NumberText.counted(checks, "check"))\(rest)\(met), and the money ties to the last minor unit."
  }
}
