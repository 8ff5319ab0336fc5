import Sampling
import Statistics
import Testing

@Suite("When enough runs have been made")
struct StoppingRuleTests {
  private func decide(_ values: [Double?], _ rule: StoppingRule) -> (SequentialStop.Decision, Int) {
    var stop = SequentialStop(rule)
    for value in values {
      let decision = stop.note([value])
      if decision != .goOn { return (decision, stop.count) }
    }
    return (.goOn, stop.count)
  }

  @Test("Runs that all come to the same are enough at the first look, and five more confirm it")
  func constant() {
    let rule = StoppingRule(precisions: [.relative(0.01)], most: 100)
    let (decision, runs) = decide([Double](repeating: 0, count: 100), rule)
    #expect(decision == .reached(at: 10) && runs == 15)
  }

  @Test("An interval that widens again is no candidate any more")
  func lookAhead() {
    let rule = StoppingRule(precisions: [.absolute(1)], most: 100)
    let values = [Double](repeating: 5, count: 12) + [50] + [Double](repeating: 5, count: 87)
    let (decision, runs) = decide(values, rule)
    #expect(decision == .reached(at: 90) || decision == .capped, "\(decision) after \(runs)")
    #expect(runs > 15)
  }

  @Test("A cap ends it undecided")
  func cap() {
    let rule = StoppingRule(precisions: [.relative(0.0001)], most: 20)
    let (decision, runs) = decide((0..<100).map { Double($0 % 2) }, rule)
    #expect(decision == .capped && runs == 20)
  }

  @Test("Every figure has to be precise, and a run without a value counts for none")
  func all() {
    var stop = SequentialStop(StoppingRule(precisions: [.relative(0.1), .absolute(0.1)], most: 100))
    for _ in 0..<20 { #expect(stop.note([7, nil]) == .goOn) }
    #expect(stop.missed == [1])
  }

  @Test("The number of runs is the one that the formula of a known law predicts")
  func predicted() throws {
    // Standard deviation a tenth of the mean and 1 %: (1.96 · 0.1 · 1.01 / 0.01)² = 392 runs.
    let stream = Stream(seed: 5, owner: 0)
    let values = (0..<2_000 as Range<UInt32>).map { 10 + stream.normal(1, $0) }
    let (decision, runs) = decide(values, StoppingRule(precisions: [.relative(0.01)], most: 2_000))
    guard case .reached(let since) = decision else {
      Issue.record("not reached after \(runs)")
      return
    }
    #expect((330...450).contains(since) && runs == since + since * 5 / 100, "\(since), \(runs)")
  }
}
