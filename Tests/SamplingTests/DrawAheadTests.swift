import Testing

@testable import Sampling

@Suite("Draws ahead")
struct DrawAheadTests {
  private let gaps = DirectLaw(family: .exponential, first: 2.5, second: 0)

  @Test("What is drawn eight at a time is what is drawn one by one, bit for bit", arguments: [0, 1, 7, 0xFFFF_FFFF] as [UInt32])
  func same(owner: UInt32) {
    let stream = Stream(seed: 42, replication: 3, owner: owner)
    var ahead = DrawAhead()
    for occurrence: UInt32 in 0..<1_000 {
      let drawn = ahead.sample(gaps, stream, 6, occurrence)
      #expect(drawn.bitPattern == gaps.sample(stream, 6, occurrence).bitPattern, "owner \(owner), occurrence \(occurrence)")
    }
  }

  @Test("The order in which occurrences are asked for, and leaving some out, changes nothing")
  func anyOrder() {
    let stream = Stream(seed: 1, owner: 5)
    var ahead = DrawAhead()
    for occurrence in [900, 3, 3, 4, 20, 11, 0, 901, 908, 907] as [UInt32] {
      #expect(ahead.sample(gaps, stream, 6, occurrence) == gaps.sample(stream, 6, occurrence), "occurrence \(occurrence)")
    }
  }

  @Test("The last occurrences of all are drawn one by one, because the next ones do not exist")
  func lastOccurrences() {
    let stream = Stream(seed: 1, owner: 5)
    var ahead = DrawAhead()
    for occurrence in (UInt32.max - 20)...UInt32.max {
      #expect(ahead.sample(gaps, stream, 6, occurrence) == gaps.sample(stream, 6, occurrence), "occurrence \(occurrence)")
    }
  }

  @Test("Laws that are not drawn ahead are the same too")
  func otherLaws() {
    let stream = Stream(seed: 9, owner: 2)
    let gamma = DirectLaw(family: .gamma, first: 0.7, second: 3)
    var ahead = DrawAhead()
    for occurrence: UInt32 in 0..<50 {
      #expect(ahead.sample(gamma, stream, 6, occurrence) == gamma.sample(stream, 6, occurrence), "occurrence \(occurrence)")
    }
  }
}
