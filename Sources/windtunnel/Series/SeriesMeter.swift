import Reporting
import Synchronization

/// Says on standard error how many runs of a series are done: on a terminal a line that is drawn over, elsewhere a line of its own
/// every ten seconds.
final class SeriesMeter: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var hasDrawn = false
  }

  private let started = ContinuousClock.now
  private let isOn: Bool
  private let isTerminal = Console.errorIsTerminal
  private let noun: String
  private let total: Int
  private let state: Mutex<State>

  init(noun: String, total: Int, isOn: Bool) {
    self.noun = noun
    self.total = total
    self.isOn = isOn
    state = Mutex(State(next: .now.advanced(by: isTerminal ? .milliseconds(300) : .seconds(10))))
  }

  /// - Parameter done: runs so far.
  func note(_ done: Int) {
    guard isOn else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now.advanced(by: isTerminal ? .milliseconds(200) : .seconds(10))
      state.hasDrawn = true
      let seconds = started.duration(to: now) / .seconds(1)
      let left = Int64(seconds / Double(max(1, done)) * Double(total - done))
      let line = "\(done) of \(total) \(noun)s, about \(left) s left"
      Console.error(isTerminal ? "\r\u{1B}[K" + line : line + "\n")
    }
  }

  /// Wipes the line.
  func finish() {
    state.withLock { if $0.hasDrawn, isTerminal { Console.error("\r\u{1B}[K") } }
  }
}
