import Accounting

/// The soonest events in a short row, in order; the others in a heap with four children a node.
///
/// A shard of one owner has a handful of events pending, and most new ones come soon: they cost a compare or two and no move. Of a
/// large shard the heap does the work. Everything in the row precedes everything in the heap, and the row is empty only when all
/// is. - Complexity: O(log n) to insert and to remove, no allocation once it has been as large before.
public struct HeapAgenda: Agenda, ~Copyable {
  /// The soonest last.
  private var row: Column<Event>
  private var heap: Column<Event>

  /// The row's room, and how many stay in it when it overflows, or come into it when it has run empty.
  private static var longestRow: Int { 32 }
  private static var half: Int { 16 }

  public init() {
    row = Column(minimumCapacity: HeapAgenda.longestRow)
    heap = Column(minimumCapacity: 64)
  }

  public var count: Int { row.count &+ heap.count }
  /// The row is empty only when all is.
  @inline(__always) public var isEmpty: Bool { row.isEmpty }

  @inline(__always)
  public borrowing func first() -> Event { row[row.count &- 1] }

  public mutating func removeAll() {
    row.removeAll()
    heap.removeAll()
  }

  @inline(__always)
  public mutating func insert(_ event: Event) {
    if !heap.isEmpty, row[0].precedes(event) { return push(event) }
    if row.count == HeapAgenda.longestRow {
      spill()
      // What went into the heap may precede it now.
      if row[0].precedes(event) { return push(event) }
    }
    var place = row.count
    while place > 0, row[place - 1].precedes(event) { place -= 1 }
    row.insert(event, at: place)
  }

  @inline(__always)
  public mutating func removeFirst() {
    _ = row.removeLast()
    if row.isEmpty, !heap.isEmpty { refill() }
  }

  /// The later half of the row goes into the heap.
  @inline(never)
  private mutating func spill() {
    for index in 0..<HeapAgenda.half { push(row[index]) }
    for index in HeapAgenda.half..<row.count { row[index - HeapAgenda.half] = row[index] }
    for _ in 0..<HeapAgenda.half { _ = row.removeLast() }
  }

  /// The soonest of the heap come into the empty row.
  @inline(never)
  private mutating func refill() {
    let moved = min(HeapAgenda.half, heap.count)
    row.fill(heap[0], count: moved)
    for index in 1...moved { row[moved - index] = pop() }
  }

  // MARK: The heap

  @inline(never)
  private mutating func push(_ event: Event) {
    heap.append(event)
    var hole = heap.count - 1
    while hole > 0 {
      let parent = (hole - 1) / 4
      let above = heap[parent]
      if !event.precedes(above) { break }
      heap[hole] = above
      hole = parent
    }
    heap[hole] = event
  }

  private mutating func pop() -> Event {
    let first = heap[0]
    let last = heap.removeLast()
    let count = heap.count
    if count == 0 { return first }
    var hole = 0
    while true {
      let firstChild = hole * 4 + 1
      if firstChild >= count { break }
      var soonest = firstChild
      var best = heap[firstChild]
      for child in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, count)) {
        let candidate = heap[child]
        if candidate.precedes(best) {
          soonest = child
          best = candidate
        }
      }
      if !best.precedes(last) { break }
      heap[hole] = best
      hole = soonest
    }
    heap[hole] = last
    return first
  }
}
