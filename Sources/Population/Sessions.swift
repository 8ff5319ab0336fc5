import Accounting
import Billing
import Sampling

/// Use that comes in sessions, with pauses between them in which there is none. Source: a Markov-modulated Poisson process where
/// both laws and the gaps are exponential.
public struct Sessions: Sendable {
  /// Length of a session, and of a pause, in milliseconds.
  public var on_ms: Distribution
  public var off_ms: Distribution

  public init(on_ms: Distribution, off_ms: Distribution) {
    self.on_ms = on_ms
    self.off_ms = off_ms
  }

  /// How many times as dense uses are within a session as over all time.
  var density: Double { (on_ms.mean + off_ms.mean) / on_ms.mean }

  /// Share of the time that is session.
  var share: Double { on_ms.mean / (on_ms.mean + off_ms.mean) }
}

extension Behaviour {
  /// When `gap` busy hours of sessions have passed since `now`; nil beyond the run. - Complexity: O(sessions in between).
  mutating func instantInSessions(_ row: Int, after now: Instant, busyHours gap: Double) -> Instant? {
    let index = segment(row)
    if personas[row].sessions == 0 { beginSessions(row, at: now) }
    var left = gap
    var at = now
    while at < end {
      at = max(at, personas[row].sessionFrom)
      if at < personas[row].sessionTo {
        let busy = timelines[index * 5 + Activity.uses.rawValue].busyHours(from: at, to: personas[row].sessionTo)
        if left < busy { return instant(of: .uses, index, after: at, busyHours: left) }
        left -= busy
        at = personas[row].sessionTo
      }
      personas[row].sessionFrom = at.advanced(by: pause(row))
      personas[row].sessionTo = personas[row].sessionFrom.advanced(by: session(row))
      personas[row].sessions += 1
    }
    return nil
  }

  /// Joins in a session or in a pause, as often as time is one or the other.
  private mutating func beginSessions(_ row: Int, at now: Instant) {
    let isOn = stream(row).bernoulli(plans[segment(row)].sessionShare, Purpose.sessionStart, 0)
    personas[row].sessionFrom = isOn ? now : now.advanced(by: pause(row))
    personas[row].sessionTo = personas[row].sessionFrom.advanced(by: session(row))
    personas[row].sessions = 1
  }

  private func session(_ row: Int) -> Int64 {
    max(1, milliseconds(sample(plans[segment(row)].sessionOn_ms, row, Purpose.sessionOn, personas[row].sessions)))
  }

  private func pause(_ row: Int) -> Int64 {
    max(1, milliseconds(sample(plans[segment(row)].sessionOff_ms, row, Purpose.sessionOff, personas[row].sessions)))
  }

  /// Most uses that come at once.
  static var largestBatch: Double { 1_000 }

  /// What comes together with the first use of a batch, at the same instant.
  mutating func planBatch(_ row: Int, ordinal: UInt32, at now: Instant) {
    let drawn = sample(plans[segment(row)].batch, row, Purpose.batch, ordinal).rounded()
    let size = Int64(min(max(drawn, 1), Self.largestBatch))
    for part in 1..<max(size, 1) { plan(now, Wish(.use, subject: ordinal, detail: part)) }
  }
}
