import Accounting
import Auditing
import Billing
import Dispatch
import Measurement
import Population
import Synchronization

/// Runs a scenario: shard after shard on some threads, merged by exact addition.
///
/// The result is the same for any number of threads, any size of shards and either agenda. With a pipeline a shard is a
/// partition, whatever size the options ask for.
public struct Runner: Sendable {
  public let scenario: Scenario
  public private(set) var options: RunOptions
  public let layout: Layout

  public init(_ scenario: Scenario, options: RunOptions = RunOptions()) {
    self.scenario = scenario
    self.options = options
    if scenario.end.since(scenario.start) > RunOptions.longestWithPeaks_ms { self.options.countsPeaks = false }
    layout = Layout(
      segments: scenario.segments, start: scenario.start, end: scenario.end, seed: scenario.seed,
      replication: options.replication)
  }

  /// The number of the catalog that an owner pays by. - Complexity: O(segments).
  public func catalog(ofOwner number: Int) -> Int { scenario.segments[layout.segment(of: number)].catalog }

  /// Runs to the horizon.
  ///
  /// - Parameters:
  ///   - stop: asked often, from several threads; true ends the run soon, with a partial outcome.
  ///   - progress: told how far the run has come, from several threads.
  public func run(
    stop: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) -> Outcome {
    let state = RunState(scenario, owners: layout.owners, plan: plan, stop: stop, progress: progress)
    let threads = threads
    let work = self
    let peaks = peakTables(options)
    if threads == 1 {
      work.worker(state, peaks)
    } else {
      let group = DispatchGroup()
      for index in 0..<threads {
        // Threads of our own, because a pool may hold fewer than were asked for.
        let thread = WorkerThread(name: "windtunnel-\(index)") { work.worker(state, peaks) }
        thread.start(in: group)
      }
      group.wait()
    }
    return state.outcome(owners: layout.owners)
  }

  private var plan: ShardPlan {
    ShardPlan(
      segments: scenario.segments, layout: layout, shardOwners: max(1, options.shardOwners),
      partitions: scenario.metering.pipeline?.partitions ?? 0)
  }

  /// How many threads work: no more than there are shards, because each has tables of its own. - Complexity: O(segments).
  public var threads: Int { max(1, min(options.threads, 64, plan.shards)) }

  /// Takes shards from the counter until there are none left.
  private func worker(_ state: RunState, _ peaks: PeakTables) {
    switch options.agenda {
    case .heap: work(through: shard(options, peaks) as Shard<HeapAgenda>, state)
    case .sorted: work(through: shard(options, peaks) as Shard<SortedAgenda>, state)
    }
  }

  private func shard<Pending: Agenda & ~Copyable>(_ options: RunOptions, _ peaks: PeakTables) -> Shard<Pending> {
    Shard<Pending>(scenario: scenario, options: options, layout: layout, peaks: peaks)
  }

  /// For all threads together; of no time at all where peaks are not counted.
  private func peakTables(_ options: RunOptions) -> PeakTables {
    Scorecard.peakTables(
      start: scenario.start, end: options.countsPeaks ? scenario.end : scenario.start, kinds: CommandKind.allCases.count)
  }

  private func work<Pending: Agenda & ~Copyable>(through fresh: consuming Shard<Pending>, _ state: RunState) {
    var shard = fresh
    var isPartial = false
    while let (numbers, catalog) = state.nextShard() {
      let before = shard.scorecard.eventsRun
      shard.take(catalog: catalog)
      let finished = shard.run(
        numbers,
        stop: { now, events in
          state.noteTime(numbers, at: now, events: Int(events - before))
          return state.stop()
        })
      if !finished {
        isPartial = true
        break
      }
      if let found = shard.found, found.violation.command == nil, let alone = firstAlone(numbers, found, catalog, Pending.self) {
        shard.found = alone
      }
      if let found = shard.found { state.noteViolation(owner: found.owner) }
      state.noteProgress(numbers, events: Int(shard.scorecard.eventsRun - before))
    }
    state.deliver(shard.finish(isPartial: isPartial || state.stop()))
  }

  /// Runs one owner with all its commands recorded, and nobody else: owners meet nobody, so it lives as it does among others. With
  /// a pipeline its whole partition runs, and the violation may be another owner's.
  ///
  /// - Parameter others: whose commands are recorded too, where they are of the same partition.
  /// - Precondition: the population has an owner of this number.
  /// - Complexity: O(events of the owner, or of its partition).
  public func run(
    owner number: Int, recording others: [Int] = [], stop: @escaping @Sendable () -> Bool = { false }
  ) -> Outcome {
    precondition((0..<layout.owners).contains(number), "There is no owner of this number.")
    var numbers = OwnerNumbers(number..<number + 1)
    if let partitions = scenario.metering.pipeline?.partitions {
      numbers = OwnerNumbers(partition: number % partitions, of: partitions, owners: layout.owners)
    }
    var options = options
    options.recordOwners = ([number] + others).map { $0...$0 }
    options.countsPeaks = false
    var shard: Shard<HeapAgenda> = shard(options, peakTables(options))
    shard.take(catalog: catalog(ofOwner: number))
    let finished = shard.run(numbers, stop: { _, _ in stop() })
    return shard.finish(isPartial: !finished).outcome(owners: layout.owners)
  }

  /// When a shard is swept, and whom its totals accuse, depends on its size; its owners, one by one, give one answer for all
  /// sizes. Nil where the size is not free, and where nobody alone breaks anything.
  private func firstAlone<Pending: Agenda & ~Copyable>(
    _ numbers: OwnerNumbers, _ found: FoundViolation, _ catalog: Int, _ agenda: Pending.Type
  ) -> FoundViolation? {
    if scenario.metering.pipeline != nil || numbers.count < 2 || found.owner < numbers.first { return nil }
    var options = options
    options.recordOwners = []
    options.countsPeaks = false
    for row in 0..<numbers.count {
      var shard: Shard<Pending> = shard(options, peakTables(options))
      shard.take(catalog: catalog)
      _ = shard.run(OwnerNumbers(numbers[row]..<numbers[row] + 1), stop: { _, _ in false })
      if let alone = shard.found { return alone }
    }
    return nil
  }
}

extension Shard where Pending: ~Copyable {
  /// Opens the book of another catalog, after the money of the last one is put away. Neighbours mostly share a catalog.
  mutating func take(catalog number: Int) {
    if number == catalog { return }
    putAway()
    catalog = number
    factor = scenario.factor(ofCatalog: number)
    book = Book(catalog: scenario.catalog(at: number))
    book.keepsFinishedLots = true
  }

  private mutating func putAway() {
    if scenario.otherCatalogs.isEmpty { return }
    scorecard.putAway(catalog: catalog, factor: factor)
  }

  /// What this worker's shards came to.
  consuming func finish(isPartial: Bool) -> WorkerResult {
    var checks: [Int64] = []
    for invariant in Invariant.allCases { checks.append(invariant == .oracleAgrees ? oracles.checks : auditor.count(invariant)) }
    scorecard.peaks.flush()
    putAway()
    scorecard.settle(
      catalogsOfSegments: scenario.segments.map(\.catalog), factors: scenario.catalogs.indices.map(scenario.factor(ofCatalog:)))
    scorecard.sumCatalogs()
    return WorkerResult(
      scorecard: scorecard, checks: checks, violation: found, isPartial: isPartial, recorded: recorder.commands,
      ownerFlows: ownerFlows)
  }
}
