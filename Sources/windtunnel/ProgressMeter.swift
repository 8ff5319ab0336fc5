import Reporting
import Scenarios
import Simulation
import Synchronization

/// Says on standard error how large a run will be and how far it has come: on a terminal a line that is drawn over a few times a
/// second, elsewhere a line of its own now and then, and nothing of a short run.
final class ProgressMeter: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var hasDrawn = false
  }

  private let started: ContinuousClock.Instant
  private let isOn: Bool
  private let isTerminal: Bool
  private let threads: Int
  private let horizon_ms: Int64
  private let style: TextStyle
  private let state: Mutex<State>

  init(of runner: Runner, isOn: Bool) {
    self.isOn = isOn
    threads = runner.threads
    horizon_ms = runner.scenario.end.since(runner.scenario.start)
    isTerminal = Console.errorIsTerminal
    style = Console.progressStyle
    started = .now
    // A run that is over at once needs no line.
    state = Mutex(State(next: started.advanced(by: isTerminal ? .milliseconds(300) : ProgressMeter.betweenLines)))
  }

  /// Between two lines that are not drawn over each other; also the shortest run that is worth one.
  private static let betweenLines = Duration.seconds(10)

  var seconds: Double { started.duration(to: .now) / .seconds(1) }

  /// Before the run.
  func announce(_ estimate: Estimate) {
    let seconds = estimate.seconds(threads: threads)
    guard isOn, isTerminal || seconds >= ProgressMeter.betweenLines / .seconds(1) else { return }
    let line = EstimateLine(events: estimate.events, owners: estimate.owners, seconds: seconds, threads: Int64(threads))
    Console.error(line.text + "\n")
  }

  /// Told by the runner's threads.
  func note(_ progress: RunProgress) {
    guard isOn else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now.advanced(by: isTerminal ? .milliseconds(200) : ProgressMeter.betweenLines)
      state.hasDrawn = true
      let line = ProgressLine(
        ownersDone: Int64(progress.ownersDone), owners: Int64(progress.owners), events: Int64(progress.events),
        seconds: started.duration(to: now) / .seconds(1), horizon_ms: horizon_ms, done: progress.done, date: progress.date?.date)
      Console.error(isTerminal ? "\r\u{1B}[K" + line.text(style: style) : line.text() + "\n")
    }
  }

  /// Wipes the line.
  func finish() {
    state.withLock { if $0.hasDrawn, isTerminal { Console.error("\r\u{1B}[K") } }
  }
}
