import Accounting
import Billing

/// The timers of a replay. The earliest of all owners comes first, then the one that was scheduled first.
///
/// Each owner has its own short list, because a command of one owner at an instant is preceded by that owner's timers of the
/// same instant, whereas a payment's answer is not. A heap over the owners finds the earliest; what became stale in it is
/// skipped when it surfaces.
struct ReplayAgenda {
  struct Entry {
    var at: Instant
    var sequence: UInt64
    var owner: Int
    var timer: Timer

    static func < (left: Entry, right: Entry) -> Bool { (left.at, left.sequence) < (right.at, right.sequence) }
  }

  /// Per owner, latest first, so that the next one is removed from the end.
  private var pending: [[Entry]]
  private var heap: [Entry] = []
  /// How many timers there ever were.
  private(set) var scheduled: UInt64 = 0

  /// How many timers are waiting. - Complexity: O(owners).
  var count: Int { pending.reduce(0) { $0 + $1.count } }

  init(owners: Int) {
    pending = Array(repeating: [], count: owners)
  }

  /// - Complexity: O(log of all timers), and O(timers of the owner) to make room.
  mutating func schedule(_ timer: Timer, of owner: Int, at: Instant) {
    if at == .never { return }
    scheduled += 1
    #if Sabotage
      if PlantedBug.timerLost.isOn, case .jobDeadline = timer, scheduled % 4 == 0 { return }
    #endif
    let entry = Entry(at: at, sequence: scheduled, owner: owner, timer: timer)
    var low = 0
    var high = pending[owner].count
    while low < high {
      let middle = (low + high) / 2
      if entry < pending[owner][middle] { low = middle + 1 } else { high = middle }
    }
    pending[owner].insert(entry, at: low)
    if low == pending[owner].count - 1 { push(entry) }
  }

  /// When the next timer of any owner is due.
  mutating func nextDue() -> Instant? {
    while let top = heap.first {
      if pending[top.owner].last?.sequence == top.sequence { return top.at }
      pop()
    }
    return nil
  }

  /// When the next timer of this owner is due.
  func nextDue(of owner: Int) -> Instant? { pending[owner].last?.at }

  /// Removes the next timer of any owner.
  mutating func removeNext() -> Entry? {
    guard nextDue() != nil, let owner = heap.first?.owner else { return nil }
    return removeNext(of: owner)
  }

  /// Removes the next timer of this owner.
  mutating func removeNext(of owner: Int) -> Entry? {
    guard let entry = pending[owner].popLast() else { return nil }
    if let following = pending[owner].last { push(following) }
    return entry
  }

  // MARK: Heap

  private mutating func push(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
