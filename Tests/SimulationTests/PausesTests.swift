import Testing

@testable import Simulation

@Suite("Pauses")
struct PausesTests {
  @Test(
    "Fall after every 4,096th event for the poll and after every so many for the sweep, whoever counts",
    arguments: 1...12 as ClosedRange<UInt64>)
  func exact(_ seed: UInt64) {
    var state = seed
    func number(below count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let betweenSweeps = [1, 2, 7, 4_095, 4_096, 4_097, 10_000][number(below: 7)]
    var pauses = Pauses(eventsBetweenSweeps: betweenSweeps)
    var events = 0
    var (polls, sweeps) = ([Int](), [Int]())
    while events < 30_000 {
      // Some events follow at once, as uses do; the last of such a run is counted by the loop around them.
      while number(below: 4) > 0, pauses.mayGoOn() { events += 1 }
      events += 1
      if !pauses.isDue() { continue }
      if pauses.takePoll() { polls.append(events) }
      if pauses.takeSweep() { sweeps.append(events) }
    }
    #expect(polls == Array(stride(from: 4_096, through: events, by: 4_096)), "sweeps every \(betweenSweeps)")
    #expect(sweeps == Array(stride(from: betweenSweeps, through: events, by: betweenSweeps)))
  }
}
