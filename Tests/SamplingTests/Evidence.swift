import CGSL
import Sampling
import Testing

/// Running moments of a sample, by powers about the first value.
struct Evidence {
  private(set) var values: [Double] = []

  init() {}

  init(count: Int, _ value: (UInt32) -> Double) {
    values.reserveCapacity(count)
    for index in 0..<UInt32(count) { values.append(value(index)) }
  }

  mutating func add(_ value: Double) { values.append(value) }

  var count: Double { Double(values.count) }
  var mean: Double { values.reduce(0, +) / count }

  func centralMoment(_ power: Int) -> Double {
    let center = mean
    var sum = 0.0
    for value in values {
      var term = 1.0
      for _ in 0..<power { term *= value - center }
      sum += term
    }
    return sum / count
  }

  var variance: Double { centralMoment(2) * count / (count - 1) }
  var meanError: Double { (variance / count).squareRoot() }
  var varianceError: Double {
    let square = centralMoment(2)
    return ((centralMoment(4) - square * square) / count).squareRoot()
  }

  /// The mean lies within four standard errors.
  func expectMean(_ expected: Double, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    let z = (mean - expected) / meanError
    #expect(abs(z) < 4, comment ?? "mean \(mean), expected \(expected), z \(z)", sourceLocation: sourceLocation)
  }

  /// The variance lies within four standard errors.
  func expectVariance(_ expected: Double, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    let z = (variance - expected) / varianceError
    #expect(abs(z) < 4, comment ?? "variance \(variance), expected \(expected), z \(z)", sourceLocation: sourceLocation)
  }

  /// The share of values that satisfy a condition lies within four standard errors of a probability.
  func expectShare(
    _ expected: Double, of condition: (Double) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let share = Double(values.count(where: condition)) / count
    let z = (share - expected) / (expected * (1 - expected) / count).squareRoot()
    #expect(abs(z) < 4, "share \(share), expected \(expected), z \(z)", sourceLocation: sourceLocation)
  }

  /// Kolmogorov and Smirnov's test of a continuous law at a significance of 1 in 10,000.
  func expectLaw(_ cumulative: (Double) -> Double, sourceLocation: SourceLocation = #_sourceLocation) {
    var distance = 0.0
    for (index, value) in values.sorted().enumerated() {
      let expected = cumulative(value)
      distance = max(distance, abs(expected - Double(index) / count), abs(expected - Double(index + 1) / count))
    }
    // 2 exp(-2 x²) = 1e-4 at x = 2.225.
    #expect(distance * count.squareRoot() < 2.225, "distance \(distance)", sourceLocation: sourceLocation)
  }

  /// Pearson's test of a count at a significance of 1 in 10,000, with cells of at least ten expected.
  func expectCounts(_ cumulative: (Double) -> Double, sourceLocation: SourceLocation = #_sourceLocation) {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return }
    var statistic = 0.0
    var cells = 0.0
    var reached = 0.0
    var position = 0
    var start = 0
    for value in Int(least)...Int(greatest) {
      while position < sorted.count && sorted[position] <= Double(value) { position += 1 }
      let now = cumulative(Double(value))
      guard (now - reached) * count >= 10, (1 - now) * count >= 10 else { continue }
      let expected = (now - reached) * count
      statistic += (Double(position - start) - expected) * (Double(position - start) - expected) / expected
      cells += 1
      reached = now
      start = position
    }
    let expected = (1 - reached) * count
    statistic += (Double(sorted.count - start) - expected) * (Double(sorted.count - start) - expected) / expected
    guard cells > 0 else { return }
    let significance = gsl_cdf_chisq_Q(statistic, cells)
    #expect(significance > 1e-4, "chi-square \(statistic) over \(cells) degrees", sourceLocation: sourceLocation)
  }
}
