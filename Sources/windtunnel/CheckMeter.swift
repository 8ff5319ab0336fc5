import Reporting
import Simulation
import Synchronization

/// Knows how far a check has come, and draws it on standard error a few times a second, if that is a terminal.
final class CheckMeter: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var hasDrawn = false
    var scenario = ""
    var seed: UInt64 = 0
    var runs: Int64 = 0
    var events: Int64 = 0
    /// Estimated events: of the whole check, of the finished runs, and of the one under way.
    var work = 1.0
    var workDone = 0.0
    var workNow = 0.0
    var budget: Double?
  }

  private let started = ContinuousClock.now
  private let isOn: Bool
  private let style: TextStyle
  private let state: Mutex<State>

  init(isOn: Bool) {
    self.isOn = isOn
    style = Console.progressStyle
    state = Mutex(State(next: ContinuousClock.now.advanced(by: .milliseconds(300))))
  }

  var seconds: Double { started.duration(to: .now) / .seconds(1) }

  var isBudgetUsed: Bool {
    guard let budget = state.withLock({ $0.budget }) else { return false }
    return seconds >= budget
  }

  func begin(work: Double, budget: Double?) {
    state.withLock { state in
      state.work = max(1, work)
      state.budget = budget
    }
  }

  func began(_ scenario: String, seed: UInt64, work: Double) {
    state.withLock { state in
      (state.scenario, state.seed, state.workNow) = (scenario, seed, work)
    }
  }

  func ended(events: Int64, work: Double) {
    state.withLock { state in
      state.runs += 1
      state.events += events
      state.workDone += work
    }
  }

  /// Told by the runner's threads.
  func note(_ progress: RunProgress) {
    guard isOn else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now.advanced(by: .milliseconds(200))
      state.hasDrawn = true
      var done = min(1, (state.workDone + state.workNow * progress.done) / state.work)
      let seconds = started.duration(to: now) / .seconds(1)
      if let budget = state.budget { done = min(1, seconds / budget) }
      let line = CheckProgress(
        scenario: state.scenario, seed: state.seed, runs: state.runs, events: state.events + Int64(progress.events), done: done,
        seconds: seconds, budget: state.budget)
      Console.error("\r\u{1B}[K" + line.text(style: style))
    }
  }

  /// Wipes the line.
  func finish() {
    state.withLock { if $0.hasDrawn { Console.error("\r\u{1B}[K") } }
  }
}
