import Accounting
import Auditing
import Billing
import Population
import Pricing

/// Writes down the commands of chosen owners, for a trace, and of a few owners in every thousand, to replay them as a check.
struct Recorder: ~Copyable {
  private let chosen: [ClosedRange<Int>]
  private let checksReplay: Bool
  /// Every step is wanted by somebody beside the recorder.
  private let isNeverIdle: Bool
  private var numbers = OwnerNumbers(0..<0)
  /// Chosen owners' commands of all shards so far.
  private(set) var commands: [RecordedCommand] = []
  /// Commands of this shard's samples, by row.
  private var samples: [Int: [RecordedCommand]] = [:]
  /// Nobody in this shard is written down: the hot path asks only this.
  private(set) var isIdle = true

  /// Every so many owners one is replayed at the end of its shard.
  static let sampleEvery = 1_024

  init(options: RunOptions) {
    chosen = options.recordOwners
    checksReplay = options.audit >= .final
    isNeverIdle = options.measuresOwners
  }

  mutating func open(_ numbers: OwnerNumbers) {
    self.numbers = numbers
    if !samples.isEmpty { samples.removeAll(keepingCapacity: true) }
    if checksReplay {
      for row in 0..<numbers.count where numbers[row] % Recorder.sampleEvery == 0 { samples[row] = [] }
    }
    let span = numbers.span
    isIdle = !isNeverIdle && samples.isEmpty && !chosen.contains { $0.overlaps(span) }
  }

  var hasSamples: Bool { !samples.isEmpty }

  /// Whether the owner in this row is written to the trace.
  func isChosen(_ row: Int) -> Bool {
    if isIdle { return false }
    return chosen.contains { $0.contains(numbers[row]) }
  }

  mutating func record(_ command: Command, _ status: Status, row: Int, at now: Instant) {
    if isIdle { return }
    write(command, status, row: row, at: now)
  }

  private mutating func write(_ command: Command, _ status: Status, row: Int, at now: Instant) {
    var entry = RecordedCommand(owner: UInt32(numbers[row]), step: 0, at: now, command: command, status: status)
    if isChosen(row) {
      entry.step = UInt32(truncatingIfNeeded: commands.count)
      commands.append(entry)
    }
    if samples[row] != nil { samples[row]?.append(entry) }
  }

  /// Applies each sample's commands to an empty book.
  ///
  /// - Parameter limit: rows from here on did not live to the end.
  /// - Returns: the first sample whose digest, or whose payments, differ.
  func replayFailure(
    catalog: Catalog, book: borrowing Book, auditor: inout Auditor, below limit: Int, at now: Instant
  ) -> Violation? {
    for (row, entries) in samples.sorted(by: { $0.key < $1.key }) where row < limit {
      var replayed = Book(catalog: catalog)
      let owner = replayed.addOwner()
      var succeeded: Set<UInt32> = []
      for entry in entries {
        let status = replayed.apply(entry.command, by: owner, at: entry.at)
        if case .settle(let payment, .succeeded) = entry.command, status != .unknownPayment { succeeded.insert(payment.number) }
      }
      let digest = replayed.owners[0].digest.value
      if let broken = auditor.checkReplay(book, OwnerSlot(row), replayed: digest, at: now)
        ?? auditor.checkOrder(book, OwnerSlot(row), succeeded: succeeded, at: now)
      {
        return broken
      }
    }
    return nil
  }
}
