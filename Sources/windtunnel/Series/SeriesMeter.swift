import Reporting
import Scenarios
import Simulation
import Synchronization

/// Says on standard error how far a series of runs has come: on a terminal a line that is drawn over a few times a second, elsewhere
/// a line of its own now and then, and nothing of a short series.
final class SeriesMeter: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var hasDrawn = false
    var runsDone: Int64 = 0
    /// Parts of the runs under way, by replication and variant.
    var parts: [String: Double] = [:]
    var note = ""
  }

  private let started = ContinuousClock.now
  private let runs: Int64
  private let isCap: Bool
  private let isOn: Bool
  private let isTerminal: Bool
  private let style: TextStyle
  private let state: Mutex<State>

  /// - Parameters:
  ///   - runs: of the series, or the most that it may have.
  ///   - isCap: whether it may end sooner.
  init(runs: Int, isCap: Bool = false, isOn: Bool) {
    self.runs = Int64(runs)
    self.isCap = isCap
    self.isOn = isOn
    isTerminal = Console.errorIsTerminal
    style = Console.progressStyle
    state = Mutex(State(next: started.advanced(by: isTerminal ? .milliseconds(300) : SeriesMeter.betweenLines)))
  }

  private static let betweenLines = Duration.seconds(10)

  var seconds: Double { started.duration(to: .now) / .seconds(1) }

  /// Before the first run: how large each is and how long they all will take, where that is long.
  func announce(_ estimate: Estimate, threads: Int) {
    let seconds = estimate.seconds(threads: threads) * Double(runs)
    guard isOn, isTerminal || seconds >= SeriesMeter.betweenLines / .seconds(1) else { return }
    let line = EstimateLine(events: estimate.events, owners: estimate.owners, seconds: seconds, threads: Int64(threads))
    Console.error("\(isCap ? "up to " : "")\(runs) runs, each of \(line.text) for all of them\n")
  }

  /// Told by the runners' threads.
  func note(_ task: SeriesTask, _ progress: RunProgress) {
    guard isOn else { return }
    draw { $0.parts[SeriesMeter.key(task), default: 0] = progress.done }
  }

  /// A run is over. - Parameter note: what is known by now.
  func ended(_ run: SeriesRun, note: String = "") {
    guard isOn else { return }
    draw { state in
      state.parts[SeriesMeter.key(SeriesTask(variant: run.variant, replication: run.replication))] = nil
      state.runsDone += 1
      state.note = note
    }
  }

  /// Wipes the line.
  func finish() {
    state.withLock { if $0.hasDrawn, isTerminal { Console.error("\r\u{1B}[K") } }
  }

  private static func key(_ task: SeriesTask) -> String { "\(task.replication) \(task.variant.name)" }

  private func draw(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now.advanced(by: isTerminal ? .milliseconds(200) : SeriesMeter.betweenLines)
      state.hasDrawn = true
      let line = SeriesProgress(
        runsDone: state.runsDone, runs: runs, isCap: isCap, underWay: state.parts.values.reduce(0, +),
        seconds: started.duration(to: now) / .seconds(1), note: state.note)
      Console.error(isTerminal ? "\r\u{1B}[K" + line.text(style: style) : line.text() + "\n")
    }
  }
}
