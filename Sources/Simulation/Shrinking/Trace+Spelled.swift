import Accounting
import Billing
import Pricing

/// Traces in which everything is said: numbers instead of names, and every answer of the card processor a line.
extension Trace {
  /// The commands of recorded owners. Timers are left out, because they fire by themselves when the trace is replayed; a last
  /// line for every owner lets time pass until `end`. What was sent with a time before the owner's last is put at that last
  /// time, because a trace never runs back.
  public init(_ recorded: [RecordedCommand], until end: Instant, header: Header) {
    let numbers = Set(recorded.map(\.owner)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(numbers, 0...))
    var lastAt = Array(repeating: Instant.distantPast, count: numbers.count)
    var forward: [(entry: Entry, step: UInt32)] = recorded.sorted { ($0.owner, $0.step) < ($1.owner, $1.step) }.map {
      let owner = places[$0.owner] ?? 0
      lastAt[owner] = max(lastAt[owner], $0.at)
      return (Entry(at: lastAt[owner], owner: owner, command: $0.command), $0.step)
    }
    forward.sort { ($0.entry.at, $0.entry.owner, $0.step) < ($1.entry.at, $1.entry.owner, $1.step) }
    var entries = forward.map(\.entry)
    for owner in numbers.indices { entries.append(Entry(at: max(end, entries.last?.at ?? end), owner: owner, command: nil)) }
    self.init(entries, owners: numbers.count, header: header)
  }

  /// The same trace with everything said, as far as it goes without breaking an invariant, and the step that does.
  ///
  /// - Complexity: O(steps).
  public func spelledOut(catalog: Catalog) -> Trace {
    var entries: [Entry] = []
    _ = firstViolation(catalog: catalog) { _, step in
      entries.append(Entry(at: max(step.at, entries.last?.at ?? step.at), owner: step.owner, command: step.command))
      return true
    }
    if let last = steps.last {
      // Timers may fire until the end, and a sweep there sees every owner.
      let end = max(last.at, entries.last?.at ?? last.at)
      for owner in owners.indices { entries.append(Entry(at: end, owner: owner, command: nil)) }
    }
    return Trace(entries, owners: owners.count, header: header)
  }

  private typealias Entry = (at: Instant, owner: Int, command: Command?)

  private init(_ entries: [Entry], owners count: Int, header: Header) {
    var header = header
    header.chargesAreRecorded = true
    self.init(
      header: header, owners: (0..<count).map { "o\($0 + 1)" },
      steps: entries.filter { entry in
        if case .elapse = entry.command { false } else { true }
      }.map { Step(at: $0.at, owner: $0.owner, command: $0.command, line: 0) },
      answersAreRecorded: Array(repeating: true, count: count))
    renumber()
  }

  /// Gives the steps the numbers of their lines, below the header.
  mutating func renumber() {
    for index in steps.indices { steps[index].line = index + 2 }
  }

  /// The trace with only some of its steps, and only the owners who still do something.
  func keeping(_ kept: (Int) -> Bool) -> Trace {
    var result = self
    result.steps = steps.indices.filter(kept).map { steps[$0] }
    let present = Set(result.steps.compactMap(\.owner)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(present, 0...))
    for index in result.steps.indices { result.steps[index].owner = result.steps[index].owner.flatMap { places[$0] } }
    result.owners = present.indices.map { "o\($0 + 1)" }
    result.answersAreRecorded = present.map { _ in true }
    result.renumber()
    return result
  }
}
