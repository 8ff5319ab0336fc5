import Foundation
import Testing

@testable import Scenarios

/// Values of which only a distribution is known.
@Suite struct UncertainTests {
  private func load(_ entries: String..., seed: UInt64? = nil, flags: [(key: String, value: String)] = []) throws
    -> LoadedScenario
  {
    let list = entries.isEmpty ? "" : "\nuncertain:\n" + entries.map { "  - \($0)\n" }.joined()
    return try Sample.load(Sample.scenario + list, overrides: Overrides(seed: seed, uncertain: flags))
  }

  private func numbers(_ loaded: LoadedScenario, draws: Int = 2_000) -> [Double] {
    (0..<draws).map { draw in WrittenNumber(loaded.drawn(draw)[0].value)?.value ?? .nan }
  }

  @Test func valuesAreWrittenAsTheFileWouldWriteThem() throws {
    let loaded = try load(
      "{key: catalog.fee.on_top, uniform: [25 %, 35 %]}", "{key: population.testers.jobs.payout, uniform: [2.50 USD, 4 USD]}",
      "{key: population.testers.owners, uniform: [50, 150], step: 1}",
      "{key: population.testers.jobs.time_to_fill, triangular: [2 hours, 6 hours, 24 hours], step: 0.5 hours}",
      "{key: catalog.expiry, choice: {never: 1, 12 months: 3}}")
    for draw in 0..<50 {
      let values = loaded.drawn(draw).map(\.value)
      #expect(values[0].wholeMatch(of: #/[0-9]{2}\.[0-9]{2} %/#) != nil, "\(values)")
      #expect(values[1].wholeMatch(of: #/[0-9]\.[0-9]{2} USD/#) != nil, "\(values)")
      #expect(values[2].wholeMatch(of: #/[0-9]{2,3}/#) != nil, "\(values)")
      #expect(values[3].wholeMatch(of: #/[0-9]{1,2}\.[05] hours/#) != nil, "\(values)")
      #expect(["never", "12 months"].contains(values[4]), "\(values)")
    }
  }

  @Test func drawsDependOnTheSeedAndTheirNumberAlone() throws {
    let fee = "{key: catalog.fee.on_top, uniform: [25 %, 35 %]}"
    let alone = try load(fee)
    let more = try load(fee, "{key: population.testers.jobs.slots, uniform: [5, 15], step: 1}")
    #expect(numbers(alone, draws: 50) == numbers(more, draws: 50))
    #expect(numbers(alone, draws: 50) != numbers(try load(fee, seed: 99), draws: 50))
    #expect(Set(numbers(alone, draws: 50)).count > 45)
  }

  @Test func drawsFollowTheirLaws() throws {
    func moments(_ entry: String) throws -> (mean: Double, sd: Double, least: Double, most: Double) {
      let values = numbers(try load(entry))
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (squares / Double(values.count - 1)).squareRoot(), values.min() ?? 0, values.max() ?? 0)
    }
    let uniform = try moments("{key: catalog.fee.on_top, uniform: [20 %, 40 %]}")
    #expect(abs(uniform.mean - 30) < 0.4 && abs(uniform.sd - 20 / 12.0.squareRoot()) < 0.15)
    #expect(uniform.least >= 20 && uniform.most <= 40)
    // Mean (a + b + c)/3; variance (a² + b² + c² - ab - ac - bc)/18.
    let triangular = try moments("{key: catalog.fee.on_top, triangular: [10 %, 20 %, 60 %]}")
    #expect(abs(triangular.mean - 30) < 0.8 && abs(triangular.sd - (2100.0 / 18).squareRoot()) < 0.5)
    let gaussian = try moments("{key: catalog.fee.on_top, gaussian: {mean: 30 %, sd: 2 %}, min: 20 %, max: 40 %}")
    #expect(abs(gaussian.mean - 30) < 0.15 && abs(gaussian.sd - 2) < 0.12)
    let lognormal = try moments("{key: population.testers.jobs.payout, lognormal: {median: 3 USD, sigma: 0.2}}")
    #expect(abs(lognormal.mean - 3 * 1.0202) < 0.05)
  }

  @Test func aDrawIsTheScenarioWithItsValues() throws {
    let loaded = try load("{key: catalog.fee.on_top, uniform: [25 %, 35 %]}")
    var changed = Overrides(set: loaded.drawn(3))
    changed.isDraw = true
    let drawn = try Sample.load(
      Sample.scenario + "\nuncertain:\n  - {key: catalog.fee.on_top, uniform: [25 %, 35 %]}\n", overrides: changed)
    #expect(drawn.scenario.catalog.terms.fee.share.millionths == Int64((numbers(loaded)[3] * 10_000).rounded()))
    #expect(drawn.digest != loaded.digest)
  }

  @Test func flagsTakeRangesAndDistributions() throws {
    let loaded = try load(
      flags: [
        ("catalog.fee.on_top", "25..35 %"), ("population.testers.jobs.slots", "{triangular: [5, 10, 15], step: 1}"),
        ("population.testers.jobs.per_week", "1.5..2.5"),
      ])
    #expect(loaded.uncertain.map(\.says) == ["uniform 25 % to 35 %", "triangular 5, 10, 15", "uniform 1.5 to 2.5"])
    #expect(loaded.digest != (try load()).digest)
  }

  @Test func theSchemaKnowsTheKey() throws {
    let schema = ScenarioSchema.json()
    #expect(schema.contains("\"uncertain\"") && schema.contains("\"uncertain_parameter\""))
  }
}
