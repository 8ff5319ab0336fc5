/// When a shard pauses between two events: to ask whether it should stop, and to sweep through all that was never touched.
///
/// One number is counted down for both.
struct Pauses: BitwiseCopyable {
  private static var eventsBetweenPolls: Int { 4_096 }

  private let eventsBetweenSweeps: Int
  private var untilPoll = Pauses.eventsBetweenPolls
  private var untilSweep: Int
  /// The smaller of both at the last pause, and what is left of it.
  private var length: Int
  private var left: Int

  init(eventsBetweenSweeps: Int) {
    self.eventsBetweenSweeps = eventsBetweenSweeps
    untilSweep = eventsBetweenSweeps
    length = min(untilPoll, untilSweep)
    left = length
  }

  /// Counts an event that is over, unless a pause follows it.
  ///
  /// - Returns: whether the next event may follow at once.
  @inline(__always)
  mutating func mayGoOn() -> Bool {
    if left <= 1 { return false }
    left &-= 1
    return true
  }

  /// Counts an event that is over.
  ///
  /// - Returns: whether a pause follows it: then ask for what.
  @inline(__always)
  mutating func isDue() -> Bool {
    left &-= 1
    if left > 0 { return false }
    untilPoll -= length
    untilSweep -= length
    return true
  }

  /// Whether it is time to ask; then it is so again in a while.
  mutating func takePoll() -> Bool {
    let isDue = untilPoll == 0
    if isDue { untilPoll = Pauses.eventsBetweenPolls }
    begin()
    return isDue
  }

  /// Whether it is time to sweep.
  mutating func takeSweep() -> Bool {
    let isDue = untilSweep == 0
    if isDue { untilSweep = eventsBetweenSweeps }
    begin()
    return isDue
  }

  private mutating func begin() {
    length = min(untilPoll, untilSweep)
    left = length
  }
}
