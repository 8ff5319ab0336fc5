import Testing

@testable import Measurement

@Suite("Histograms in logarithmic buckets")
struct LogHistogramTests {
  @Test("Quantiles are within 1/128 of those of the sorted values, and exact below 128 and at the top", arguments: 1...6)
  func quantiles(seed: UInt64) {
    var random = SplitMix(state: seed)
    var histogram = LogHistogram()
    // Of every size, many of them small.
    let values = (0..<1_999).map { _ in Int64(random.next() >> UInt64.random(in: 1...63, using: &random)) }
    for value in values { histogram.add(value) }
    let sorted = values.sorted()
    for permille: Int64 in [0, 1, 50, 250, 500, 750, 950, 999, 1_000] {
      let rank = max(1, (1_999 * permille + 999) / 1_000)
      let (found, exact) = (histogram.quantile(permille, of: 1_000) ?? -1, sorted[Int(rank) - 1])
      let off = found.subtractingReportingOverflow(exact).partialValue.magnitude
      #expect(exact < 128 ? off == 0 : off <= exact.magnitude / 128, "seed \(seed), \(permille) ‰: \(found) for \(exact)")
    }
    #expect(histogram.largest == sorted.last && histogram.quantile(1, of: 1) == sorted.last)
  }

  @Test("Buckets follow each other without a gap, and hold their middle")
  func buckets() {
    for value in Int64(0)..<5_000 {
      let step = LogHistogram.bucket(of: value + 1) - LogHistogram.bucket(of: value)
      #expect(step == 0 || step == 1, "at \(value)")
    }
    for bucket in 0...LogHistogram.bucket(of: .max) {
      #expect(LogHistogram.bucket(of: LogHistogram.middle(of: bucket)) == bucket)
    }
  }

  @Test("A table's rows are the histograms of their values, however threads share them out; nothing has no quantiles")
  func table() {
    var left = LogTable(rows: 3)
    var right = LogTable(rows: 3)
    var expected = [LogHistogram](repeating: LogHistogram(), count: 3)
    var random = SplitMix(state: 12)
    for number in 0..<600 {
      let value =
        number < 4
        ? [0, -5, .max, .max - 1][number] : Int64.random(in: 0...(1 << Int64.random(in: 0...62, using: &random)), using: &random)
      let row = number % 2
      if number % 3 == 0 { left.add(value, row: row) } else { right.add(value, row: row) }
      expected[row].add(value)
    }
    left.merge(right)
    for row in 0..<3 {
      let found = left[row]
      #expect(found == expected[row], "row \(row)")
    }
    #expect(expected[2].quantile(1, of: 2) == nil && expected[0].largest == .max)
  }
}

@Suite("The owners who cost most")
struct CostliestOwnersTests {
  @Test("Are the first of the sorted losses, however they are dealt out", arguments: 1...5)
  func anyParts(seed: UInt64) {
    var random = SplitMix(state: seed)
    var losses = (0..<200).map { owner in
      CostliestOwners.Loss(
        owner: owner, segment: 0, writtenOff: Int64.random(in: 0...12, using: &random),
        disputed: Int64.random(in: 0...3, using: &random))
    }
    let sorted = losses.filter { $0.sum > 0 }.sorted { ($1.sum, $0.owner) < ($0.sum, $1.owner) }.prefix(CostliestOwners.most)
    losses.shuffle(using: &random)
    var parts = [CostliestOwners](repeating: CostliestOwners(), count: 7)
    for loss in losses { parts[Int.random(in: 0..<7, using: &random)].add(loss) }
    var all = CostliestOwners()
    for part in parts.shuffled(using: &random) { all.merge(part) }
    #expect(all.losses == Array(sorted))
  }

  @Test("Who costs nothing is not among them")
  func nothing() {
    var list = CostliestOwners()
    list.add(.init(owner: 1, segment: 0, writtenOff: 0))
    list.add(.init(owner: 2, segment: 0, writtenOff: 0, disputed: 0, owed: 1))
    #expect(list.losses.map(\.owner) == [2])
  }
}

@Suite("Cutoff delay against overdraft")
struct CutoffScatterTests {
  @Test("Every cutoff is in the one cell whose bounds hold it, and parts add up")
  func cells() {
    let cutoffs: [(Int64, Int64)] = [(0, 0), (1, 0), (1_000, 255), (1_000, 256), (1_023, 256), (1_024, 3), (.max, .max)]
    var (one, other) = (CutoffScatter(), CutoffScatter())
    for (index, cutoff) in cutoffs.enumerated() {
      if index % 2 == 0 {
        one.add(delay_ms: cutoff.0, overspent: cutoff.1)
      } else {
        other.add(delay_ms: cutoff.0, overspent: cutoff.1)
      }
    }
    one.merge(other)
    one.merge(CutoffScatter())
    for (delay, overspent) in cutoffs {
      let cells = one.cells.filter {
        delay >= $0.delayFrom_ms && (delay < $0.delayTo_ms || $0.delayTo_ms == .max) && overspent >= $0.overspentFrom
          && (overspent < $0.overspentTo || $0.overspentTo == .max)
      }
      #expect(cells.count == 1, "\(delay) ms, \(overspent)")
    }
    #expect(one.cells.map(\.count) == [1, 1, 1, 2, 1, 1])
    #expect(one.cells.map(\.overspent) == [0, 0, 255, 512, 3, .max])
  }
}

/// Small and good enough to choose what to deal out.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
