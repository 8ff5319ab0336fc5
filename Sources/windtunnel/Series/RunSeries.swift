import Reporting
import Scenarios
import Simulation

/// Runs scenarios many times: replications, variants, points of a sweep.
///
/// Small runs are done side by side, each on one thread; large ones one after another on all threads. What they come to is heard in
/// the order of the tasks either way, and a run does not depend on its threads, so nothing that is made of it does.
struct RunSeries: Sendable {
  let options: RunnerOptions
  /// Changes how a run is carried out, such as which owners it records; nothing that changes a figure.
  var adjust: @Sendable (inout RunOptions) -> Void = { _ in }
  /// Told how far a run has come, from several threads.
  var progress: @Sendable (SeriesTask, RunProgress) -> Void = { _, _ in }

  /// One run on `threads`; nil when a signal stopped it.
  func run(_ task: SeriesTask, threads: Int) -> SeriesRun? {
    var options = options
    options.replication = task.replication
    var settings = options.runOptions(recording: [])
    settings.threads = threads
    // Peaks take memory, and nobody looks at them but some thresholds.
    settings.countsPeaks = task.variant.loaded.thresholds.contains(where: \.looksAtPeaks)
    adjust(&settings)
    let runner = Runner(task.variant.loaded.scenario, options: settings)
    let started = ContinuousClock.now
    let progress = progress
    let outcome = runner.run(stop: { StopSignal.received != nil }, progress: { progress(task, $0) })
    let seconds = started.duration(to: .now) / .seconds(1)
    if outcome.isPartial { return nil }
    let number = task.replication == 0 ? "" : " --replication \(task.replication)"
    let report = RunReport(
      outcome, of: task.variant.loaded, options: options, repeatCommand: task.variant.repeatCommand + number, isRecorded: false,
      WallClock(seconds: seconds, peakMemoryBytes: PeakMemory.bytes))
    return SeriesRun(variant: task.variant, replication: task.replication, report: report, outcome: outcome)
  }

  /// Runs one task after another until there is no further one, or until it is told to stop.
  ///
  /// - Parameters:
  ///   - next: the task of this number, from 0, asked on the calling thread and some tasks ahead; nil ends the series.
  ///   - each: hears each run on the calling thread, in the order of the tasks; false ends the series, and runs that were begun
  ///     meanwhile are dropped.
  /// - Returns: false when a signal stopped it.
  @discardableResult
  func run(next: (Int) throws -> SeriesTask?, each: (SeriesRun) throws -> Bool) throws -> Bool {
    guard let first = try next(0) else { return true }
    let workers = workers(for: first.variant.loaded.estimate)
    let threadsEach = max(1, options.threads / workers)
    let work = OrderedWork<SeriesTask, SeriesRun?>(workers: workers) { run($0, threads: threadsEach) }
    defer { work.end() }
    var asked = 0
    var isExhausted = false
    func fill() throws {
      // Enough that nobody waits, few enough that little is thrown away at the end.
      while !isExhausted, work.underWay < 2 * workers {
        guard let task = asked == 0 ? first : try next(asked) else {
          isExhausted = true
          return
        }
        work.add(task)
        asked += 1
      }
    }
    try fill()
    while work.underWay > 0 {
      guard let run = work.next() else { return false }
      if try !each(run) { return true }
      try fill()
    }
    return true
  }

  /// How many runs are done at once.
  func workers(for estimate: Estimate) -> Int {
    let isSmall = estimate.events < RunSeries.eventsWorthAllThreads && estimate.memoryBytes < 256 << 20
    return isSmall ? options.threads : 1
  }

  /// A second's work: beyond it, all threads on one run cost little and the first results come sooner.
  private static let eventsWorthAllThreads: Int64 = 4_000_000
}
