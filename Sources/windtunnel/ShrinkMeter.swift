import Reporting
import Simulation

/// How long shrinking may go on, and how far it has come, drawn on standard error a few times a second if that is a terminal.
final class ShrinkMeter {
  private let end: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var hasDrawn = false
  private let isOn = Console.errorIsTerminal
  private let style = Console.progressStyle

  init(budget: Duration) {
    let now = ContinuousClock.now
    end = now.advanced(by: budget)
    // What is over at once needs no line.
    next = now.advanced(by: .milliseconds(300))
  }

  /// The time is up, or somebody wants the program to end.
  var isOver: Bool { StopSignal.received != nil || ContinuousClock.now >= end }

  func note(_ size: ShrinkSize, tries: Int) {
    guard isOn else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now.advanced(by: .milliseconds(200))
    hasDrawn = true
    let left = max(0, now.duration(to: end).components.seconds)
    let line = "shrinking: \(size.words), \(tries) tries, \(left) s left"
    Console.error("\r\u{1B}[K" + String(line.prefix(style.columns)))
  }

  /// Wipes the line.
  func finish() {
    if hasDrawn { Console.error("\r\u{1B}[K") }
  }
}

extension ShrinkSize {
  /// Such as "1 owner, 214 commands".
  var words: String { "\(owners) owner\(owners == 1 ? "" : "s"), \(commands) command\(commands == 1 ? "" : "s")" }
}
