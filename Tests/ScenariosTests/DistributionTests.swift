import Sampling
import Testing

@testable import Scenarios

@Suite struct DistributionTests {
  private func read(_ yaml: String, _ measure: Measure) -> (law: Distribution?, codes: [Diagnostic.Code]) {
    let context = Context(limits: .standard)
    context.currency = .usd
    guard let tree = Composer.tree(of: Array(yaml.utf8), file: "law", context: context) else {
      return (nil, context.diagnostics.map(\.code))
    }
    let law = Codec<Distribution>.distribution(measure).read(Cursor(tree: tree, path: "", context: context))
    return (law, context.diagnostics.map(\.code))
  }

  @Test(
    arguments: [
      ("2.5", .number, 2.5), ("3.00 USD", .money, 300), ("6 hours", .duration, 21_600_000), ("85 %", .share, 0.85),
      ("{constant: {value: 4}}", .number, 4), ("{uniform: {min: 1, max: 3}}", .number, 2),
      ("{uniform: {mean: 5, cv: 0.2}}", .number, 5),
      ("{exponential: {mean: 30 s}}", .duration, 30_000), ("{gamma: {mean: 2.0, cv: 1.2}}", .number, 2),
      ("{gamma: {shape: 2, scale: 1 hour}}", .duration, 7_200_000),
      ("{weibull: {shape: 1.3, mean: 400 days}}", .duration, 34_560_000_000),
      ("{weibull: {mean: 10 days, cv: 1.5}}", .duration, 864_000_000), ("{lognormal: {mean: 3 USD, cv: 0.5}}", .money, 300),
      ("{pareto: {shape: 3, mean: 9 USD}}", .money, 900), ("{pareto: {shape: 3, minimum: 2}}", .number, 3),
      ("{pareto: {mean: 4, cv: 0.5}}", .number, 4), ("{beta: {mean: 85 %, cv: 0.15}}", .share, 0.85),
      ("{beta: {alpha: 3, beta: 1}}", .share, 0.75), ("{gaussian: {mean: 50, sd: 2}}", .number, 50),
      ("{gaussian: {mean: 50, cv: 0.1}}", .number, 50), ("{poisson: {mean: 7}}", .number, 7),
      ("{binomial: {trials: 10, probability: 30 %}}", .number, 3), ("{binomial: {trials: 10, mean: 4}}", .number, 4),
      ("{negative_binomial: {mean: 12, cv: 0.8}}", .number, 12),
      ("{negative_binomial: {successes: 2, probability: 50 %}}", .number, 2),
      ("{geometric: {mean: 4}}", .number, 4), ("{geometric: {probability: 25 %}}", .number, 4),
      ("{choice: {100 USD: 3, 200 USD: 1}}", .money, 12_500), ("{empirical: [1, 2, 3]}", .number, 2),
      ("{empirical: {0 %: 0 s, 50 %: 10 s, 100 %: 20 s}}", .duration, 10_000),
      ("{mixture: [{weight: 3, of: 1}, {weight: 1, of: {poisson: {mean: 5}}}]}", .number, 2),
    ] as [(String, Measure, Double)])
  func everyKindIsWrittenByItsParametersOrByMeanAndVariation(yaml: String, measure: Measure, mean: Double) throws {
    let (law, codes) = read(yaml, measure)
    #expect(codes.isEmpty)
    let found = try #require(law?.mean)
    #expect(abs(found - mean) <= 1e-6 * mean, "\(yaml) has the mean \(found)")
  }

  @Test func everyKindOfTheTableIsTriedAbove() {
    // The list above is by hand; this keeps it complete when a kind is added.
    #expect(DistributionReader.kinds.count == 16)
    #expect(Set(DistributionReader.kinds).count == 16)
  }

  @Test(
    arguments: [
      ("{gama: {mean: 1, cv: 1}}", .number, .unknownKey), ("{gamma: {mean: 1}}", .number, .missingKey),
      ("{gamma: {mean: 1, cv: 1, shape: 2}}", .number, .missingKey), ("{gamma: {mean: 1, cv: -1}}", .number, .outOfRange),
      ("{gamma: {mean: 1, cv: 99}}", .number, .badDistribution), ("{gamma: {mean: nan, cv: 1}}", .number, .notFinite),
      ("{gamma: {mean: 1, cv: 1}, poisson: {mean: 1}}", .number, .contradiction), ("{min: 3}", .number, .missingKey),
      ("{gaussian: {mean: 1, sd: 2}}", .number, .badDistribution),
      ("{uniform: {min: 0 %, max: 100 %}, max: 120 %}", .share, .shareOutOfRange),
      ("{pareto: {shape: 1, minimum: 2}}", .number, .badDistribution), ("{poisson: {mean: 1e9}}", .number, .notANumber),
      ("{poisson: {mean: 1_000_000_000}}", .number, .badDistribution), ("{choice: {}}", .number, .wrongShape),
      ("{choice: {1: 0}}", .number, .badDistribution), ("{choice: {one: 1}}", .number, .notANumber),
      ("{lognormal: {median: 3.00, sigma: 0.5}}", .money, .amountWithoutCurrency),
      ("{empirical: [5]}", .number, .badDistribution),
      ("{mixture: []}", .number, .badDistribution), ("[1, 2]", .number, .wrongShape),
      ("{poisson: {mean: 5}, min: 9, max: 2}", .number, .badDistribution),
    ] as [(String, Measure, Diagnostic.Code)])
  func wrongDistributionsAreRefused(yaml: String, measure: Measure, code: Diagnostic.Code) {
    let (law, codes) = read(yaml, measure)
    #expect(law == nil)
    #expect(codes.contains(code), "\(yaml) gives \(codes)")
  }

  @Test func limitsTruncate() throws {
    let law = try #require(read("{gaussian: {mean: 10, sd: 5}, min: 8, max: 12}", .number).law)
    #expect(law.cumulative(7.99) == 0)
    #expect(law.cumulative(12) == 1)
  }
}
