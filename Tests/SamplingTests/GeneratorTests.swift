import CSampling
import Sampling
import Testing

@Suite("Generator")
struct GeneratorTests {
  struct KnownAnswer: Sendable {
    let key: UInt64
    let counter: [UInt32]
    let output: [UInt32]
  }

  @Test(
    "Philox4x32-10 gives the published answers",
    arguments: [
      KnownAnswer(key: 0, counter: [0, 0, 0, 0], output: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      KnownAnswer(
        key: .max, counter: [.max, .max, .max, .max], output: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
      KnownAnswer(
        key: 0x299f_31d0_a409_3822, counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        output: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
    ])
  func knownAnswer(_ known: KnownAnswer) {
    let counter = csampling_block(
      first: known.counter[0], second: known.counter[1], third: known.counter[2], fourth: known.counter[3])
    let block = csampling_philox(known.key, counter)
    #expect([block.first, block.second, block.third, block.fourth] == known.output)
  }

  @Test("A uniform number is never 0 or 1, and its complement is exact")
  func openInterval() {
    let least = csampling_unit(0)
    let greatest = csampling_unit(.max)
    #expect(least > 0 && greatest < 1)
    #expect(1 - greatest == 0x1p-53 && 1 - (1 - least) == least)
    #expect(greatest.nextUp == 1)
  }

  @Test("Different coordinates have different bits")
  func distinctCoordinates() {
    var seen: Set<UInt64> = []
    var tuples = 0
    let edges: [UInt32] = [0, 1, 255, 256, 65_536, 1 << 23, (1 << 24) - 1]
    for seed in [0, 1, 1 << 32, UInt64.max] {
      for replication in edges {
        for owner in edges + [.max] {
          for purpose in [0, 1, 127, 255] as [UInt8] {
            for occurrence in edges + [.max] {
              seen.insert(Stream(seed: seed, replication: replication, owner: owner).bits(purpose, occurrence))
              tuples += 1
            }
          }
        }
      }
    }
    #expect(seen.count == tuples)
  }

  @Test("Each coordinate has its own bits of the counter")
  func counterLayout() {
    let stream = Stream(seed: 0x1234_5678_9abc_def0, replication: 0x00ab_cdef, owner: 0x1111_2222)
    let counter = csampling_block(first: 0x1111_2222, second: 0x42ab_cdef, third: 0x3333_4444, fourth: 0)
    let block = csampling_philox(0x1234_5678_9abc_def0, counter)
    #expect(stream.bits(0x42, 0x3333_4444) == UInt64(block.second) << 32 | UInt64(block.first))
  }

  @Test("The same draw twice is the same number, in any order and among any others")
  func repeatable() throws {
    let gamma = try Distribution.gamma(shape: 0.5, scale: 2)
    let alone = (0..<100).map { gamma.sample(Stream(seed: 7, owner: 3), 9, $0) }
    var amongOthers: [Double] = []
    for occurrence in (0..<100).reversed() as ReversedCollection<Range<UInt32>> {
      for owner in 0..<5 as Range<UInt32> { _ = gamma.sample(Stream(seed: 7, owner: owner), 9, occurrence) }
      amongOthers.append(gamma.sample(Stream(seed: 7, owner: 3), 9, occurrence))
    }
    #expect(amongOthers.reversed() == alone)
    #expect(Set(alone).count == 100)
  }

  @Test("A sampler that rejects candidates does not move the next occurrence")
  func rejectionStaysInside() throws {
    // A variate of one law at one occurrence, whatever was drawn at the occurrences before it.
    let stream = Stream(seed: 11, owner: 5)
    let uniform = (0..<1_000).map { stream.uniform(1, $0) }
    let narrow = try Distribution.gamma(shape: 3, scale: 1).truncated(min: 2, max: 2.3)
    let drawn = (0..<1_000).map { occurrence in
      occurrence.isMultiple(of: 2) ? narrow.sample(stream, 1, occurrence) : stream.uniform(1, occurrence)
    }
    for index in stride(from: 1, to: 1_000, by: 2) { #expect(drawn[index] == uniform[index]) }
  }

  @Test("Uniform numbers are uniform and do not depend on their neighbours")
  func neighbours() {
    // Along each coordinate: the mean of u, and of the product of neighbours, which is 1/4 with variance 7/144.
    let count: UInt32 = 200_000
    let paths: [(UInt32) -> Double] = [
      { Stream(seed: 1, owner: 0).uniform(0, $0) },
      { Stream(seed: 1, owner: $0).uniform(0, 0) },
      { Stream(seed: 1, replication: $0, owner: 0).uniform(0, 0) },
      { Stream(seed: UInt64($0), owner: 0).uniform(0, 0) },
    ]
    for path in paths {
      var sum = 0.0
      var products = 0.0
      var previous = path(0)
      for index in 1...count {
        let next = path(index)
        sum += next
        products += next * previous
        previous = next
      }
      #expect(abs(sum / Double(count) - 0.5) < 4 * (1.0 / 12 / Double(count)).squareRoot())
      // Neighbouring products share a factor: the variance of their mean is 13/144 over the count.
      #expect(abs(products / Double(count) - 0.25) < 4 * (13.0 / 144 / Double(count)).squareRoot())
    }
  }

  @Test("A decision stays when its probability rises")
  func monotoneDecisions() {
    let stream = Stream(seed: 3, owner: 1)
    for occurrence in 0..<1_000 as Range<UInt32> {
      let likely = stream.bernoulli(0.4, 2, occurrence)
      #expect(!likely || stream.bernoulli(0.5, 2, occurrence))
      #expect(!stream.bernoulli(0, 2, occurrence) && stream.bernoulli(1, 2, occurrence))
      #expect(!stream.bernoulli(.nan, 2, occurrence))
    }
  }
}
