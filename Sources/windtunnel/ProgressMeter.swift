import Reporting
import Synchronization

/// Draws how far a run has come on standard error, a few times a second, if that is a terminal.
final class ProgressMeter: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var hasDrawn = false
  }

  private let started: ContinuousClock.Instant
  private let isOn: Bool
  private let style: TextStyle
  private let state: Mutex<State>

  init(isOn: Bool) {
    self.isOn = isOn
    style = Console.progressStyle
    started = .now
    // A run that is over at once needs no line.
    state = Mutex(State(next: started.advanced(by: .milliseconds(300))))
  }

  var seconds: Double { started.duration(to: .now) / .seconds(1) }

  /// Told by the runner's threads.
  func note(finished: Int, owners: Int, events: Int) {
    guard isOn else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now.advanced(by: .milliseconds(200))
      state.hasDrawn = true
      let line = ProgressLine(
        ownersDone: Int64(finished), owners: Int64(owners), events: Int64(events),
        seconds: started.duration(to: now) / .seconds(1))
      Console.error("\r\u{1B}[K" + line.text(style: style))
    }
  }

  /// Wipes the line.
  func finish() {
    state.withLock { if $0.hasDrawn { Console.error("\r\u{1B}[K") } }
  }
}
