import Sampling
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Nanoseconds per variate, printed only when WINDTUNNEL_BENCH=1; meant for a release build on a quiet machine.
@Suite("Benchmark")
struct BenchmarkTests {
  @Test("Cost of a variate", .enabled(if: getenv("WINDTUNNEL_BENCH") != nil))
  func cost() throws {
    let stream = Stream(seed: 1, owner: 1)
    measure("Stream.bits") { Double(stream.bits(1, $0) & 1) }
    measure("Stream.uniform") { stream.uniform(1, $0) }
    measure("Stream.bernoulli") { stream.bernoulli(0.3, 1, $0) ? 1 : 0 }
    measure("Stream.normal") { stream.normal(1, $0) }
    measure("Stream.exponential") { stream.exponential(mean: 2, 1, $0) }
    measure("Stream.poisson(mean: 5)") { Double(stream.poisson(mean: 5, 1, $0)) }
    measure("Stream.binomial(n: 20, p: 0.3)") { Double(stream.binomial(n: 20, p: 0.3, 1, $0)) }
    let thousand = (1...1_000).map { 1 / Double($0) }
    let guide = try GuideTable(weights: thousand)
    let alias = try AliasTable(weights: thousand)
    measure("GuideTable of 1000") { Double(guide.index(at: stream.uniform(1, $0))) }
    measure("AliasTable of 1000") { Double(alias.index(at: stream.uniform(1, $0))) }
    let ten = (1...10).map { 1 / Double($0) }
    let smallGuide = try GuideTable(weights: ten)
    let smallAlias = try AliasTable(weights: ten)
    measure("GuideTable of 10") { Double(smallGuide.index(at: stream.uniform(1, $0))) }
    measure("AliasTable of 10") { Double(smallAlias.index(at: stream.uniform(1, $0))) }
    for specimen in try specimens() {
      let law = specimen.law
      measure("\(law)") { law.sample(stream, 1, $0) }
    }
  }

  private func measure(_ name: String, _ draw: (UInt32) -> Double) {
    let count: UInt32 = 1_000_000
    var best = Double.infinity
    var sum = 0.0
    for _ in 0..<5 {
      let elapsed = ContinuousClock().measure {
        for index in 0..<count { sum += draw(index) }
      }
      best = min(best, Double(elapsed.components.attoseconds) / 1e9 + Double(elapsed.components.seconds) * 1e9)
    }
    let figure = (best / Double(count) * 10).rounded() / 10
    print("\(figure) ns  \(name)\(sum.isNaN ? " NaN" : "")")
  }
}
