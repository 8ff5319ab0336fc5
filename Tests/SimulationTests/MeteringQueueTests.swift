import Accounting
import Testing

@testable import Simulation

@Suite("One partition of the pipeline")
struct MeteringQueueTests {
  private static let second: Int64 = 1_000_000_000

  private func seconds(_ count: Int64) -> Instant { Worlds.start.advanced(by: count * Duration_ms.second) }

  /// Sends uses that take `service` seconds each, and tells how long each waits, in seconds.
  private func waits(
    _ arrivals: [Int64], service: Int64, stalls: [(from: Int64, to: Int64)] = []
  ) -> (waits: [Int64], backlogs: [Int64]) {
    var queue = MeteringQueue(stalls: stalls.map { (seconds($0.from), seconds($0.to)) }, start: Worlds.start)
    var waits: [Int64] = []
    var backlogs: [Int64] = []
    for at in arrivals {
      let visit = queue.arrive(at: at * Self.second, service_ns: service * Self.second)
      waits.append(visit.wait_ns / Self.second)
      backlogs.append(visit.backlog)
    }
    return (waits, backlogs)
  }

  @Test("Uses are metered one after another, first come first served")
  func firstComeFirstServed() {
    let (waits, backlogs) = waits([0, 0, 5, 100, 101], service: 10)
    #expect(waits == [0, 10, 15, 0, 9])
    #expect(backlogs == [1, 2, 3, 1, 2])
  }

  @Test("A use that comes at the very moment at which the server is free does not wait")
  func justInTime() {
    let (waits, backlogs) = waits([0, 10, 20], service: 10)
    #expect(waits == [0, 0, 0])
    #expect(backlogs == [1, 1, 1])
  }

  @Test("A stall stops the server; what it was at goes on afterwards, and the backlog drains")
  func stall() {
    // The first use has 5 s of its service before the stall and 5 s after it, until 125.
    let stalled = waits([15, 22, 50, 130], service: 10, stalls: [(20, 120)])
    #expect(stalled.waits == [0, 103, 85, 15])
    #expect(stalled.backlogs == [1, 2, 3, 3])
  }

  @Test("Stalls that overlap or touch are one; one that is over is forgotten; one within a service puts its end off")
  func severalStalls() {
    let windows: [(from: Int64, to: Int64)] = [(40, 60), (50, 70), (70, 80), (85, 90)]
    let (waits, _) = waits([45, 45, 200], service: 10, stalls: windows)
    // Begins at 80, is interrupted from 85 to 90, ends at 95.
    #expect(waits == [35, 50, 0])
  }

  @Test("It has caught up when the last use is metered, in milliseconds rounded up")
  func catchingUp() {
    var queue = MeteringQueue(stalls: [], start: Worlds.start)
    #expect(queue.catchesUpIn_ms(at: 0) == 0)
    _ = queue.arrive(at: 0, service_ns: 1_500_001)
    #expect(queue.catchesUpIn_ms(at: 0) == 2)
    #expect(queue.catchesUpIn_ms(at: 1_000_000) == 1)
    #expect(queue.catchesUpIn_ms(at: 2_000_000) == 0)
    queue.open()
    #expect(queue.freeAt_ns == 0)
  }

  @Test("A backlog of any length is kept in order")
  func longBacklog() {
    let (waits, backlogs) = waits([Int64](repeating: 0, count: 1_000) + [5_000, 20_000], service: 10)
    let first: [Int64] = Array(0..<1_000)
    #expect(Array(waits.prefix(1_000)) == first.map { $0 * 10 })
    #expect(Array(backlogs.prefix(1_000)) == first.map { $0 + 1 })
    #expect(Array(waits.suffix(2)) == [5_000, 0])
    #expect(Array(backlogs.suffix(2)) == [501, 1])
  }
}
