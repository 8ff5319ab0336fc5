import Dispatch
import Foundation
import Synchronization

/// Jobs that some threads do at once, and whose results are taken in the order in which the jobs were added. One thread adds and takes.
final class OrderedWork<Job: Sendable, Result: Sendable>: Sendable {
  private struct State {
    var waiting: [(number: Int, job: Job)] = []
    var done: [Int: Result] = [:]
    var added = 0
    var taken = 0
    var isOver = false
  }

  private let state = Mutex(State())
  /// Signalled for each job that was added, and for each worker at the end.
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let workers: Int
  private let group = DispatchGroup()

  init(workers: Int, perform: @escaping @Sendable (Job) -> Result) {
    self.workers = workers
    for index in 0..<workers {
      group.enter()
      let thread = Thread { [self] in
        work(perform)
        group.leave()
      }
      thread.name = "windtunnel-series-\(index)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Jobs that were added and whose results were not taken.
  var underWay: Int { state.withLock { $0.added - $0.taken } }

  func add(_ job: Job) {
    state.withLock { state in
      state.waiting.append((state.added, job))
      state.added += 1
    }
    wake.signal()
  }

  /// The result of the oldest job that is under way; waits for it.
  func next() -> Result {
    precondition(underWay > 0, "There is a job to wait for.")
    while true {
      let result = state.withLock { state -> Result? in
        guard let result = state.done.removeValue(forKey: state.taken) else { return nil }
        state.taken += 1
        return result
      }
      if let result { return result }
      finished.wait()
    }
  }

  /// Forgets the jobs that nobody has begun, and waits for the others.
  func end() {
    state.withLock { state in
      state.isOver = true
      state.waiting.removeAll()
    }
    for _ in 0..<workers { wake.signal() }
    group.wait()
  }

  private func work(_ perform: (Job) -> Result) {
    while true {
      wake.wait()
      let item = state.withLock { state in
        state.isOver || state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
      guard let item else {
        if state.withLock({ $0.isOver }) { return }
        continue
      }
      let result = perform(item.job)
      state.withLock { $0.done[item.number] = result }
      finished.signal()
    }
  }
}
