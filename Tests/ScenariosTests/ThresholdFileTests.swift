import Billing
import Reporting
import Testing

@testable import Scenarios

/// `thresholds:` in scenarios and on the command line.
@Suite struct ThresholdFileTests {
  private static let demands = """

    thresholds:
      - reload.declined rate < 5 %
      - {that: "debt max <= 50 USD", name: little debt}
    """

  @Test func demandsAreReadInTheirOrderThenThoseOfTheFlags() throws {
    let loaded = try Sample.load(
      Sample.scenario + Self.demands, overrides: Overrides(thresholds: ["owners.gone count < 100"]))
    #expect(loaded.thresholds.map(\.name) == ["reload.declined rate < 5 %", "little debt", "owners.gone count < 100"])
    #expect(loaded.thresholds[1].expression == "debt max <= 50 USD")
    #expect(try Sample.load().thresholds.isEmpty)
  }

  @Test func aMistakeInAFlagIsShownInTheFlag() throws {
    let rendered = try #require(throws: ScenarioError.self) {
      try Sample.load(overrides: Overrides(thresholds: ["debt max <= 50 EUR"]))
    }.rendered
    #expect(rendered.hasPrefix("--threshold 'debt max <= 50 EUR':1:16: error: '50 EUR'; allowed: amounts such as '50 USD'"))
  }

  @Test func anOverrideMayAddDemands() throws {
    let loaded = try Sample.load(overrides: Overrides(set: [("thresholds", "['net total >= 0 USD']")]))
    #expect(loaded.thresholds.map(\.expression) == ["net total >= 0 USD"])
  }

  /// A metric of two meanings would be measured by the first.
  @Test func noTwoMetricsOfBillingShareAName() {
    let metrics = ThresholdVocabulary(
      names: .billing, unit: MoneyUnit(code: "USD", decimals: 2), wholes: ThresholdVocabulary.billingWholes
    ).metrics
    #expect(Set(metrics).count == metrics.count)
    #expect(!ThresholdVocabulary.billingWholes.keys.contains(""), "a situation without a name")
  }

  @Test(arguments: CommandKind.allCases)
  func everyKindOfCommandIsAMetric(kind: CommandKind) throws {
    let expressions = ["\(kind.name) count < 5", "\(kind.name).refused rate < 5 %", "\(kind.name){status=ok} rate > 5 %"]
    #expect(try Sample.load(overrides: Overrides(thresholds: expressions)).thresholds.count == 3)
  }

  @Test func everySituationIsAMetric() throws {
    let expressions = Observation.named.map { "\(ThresholdVocabulary.slug($0.name)) count < 5" }
    #expect(try Sample.load(overrides: Overrides(thresholds: expressions)).thresholds.count == expressions.count)
  }

  @Test func everyRateIsInTheReference() throws {
    let text = String(decoding: try Repository.bytes("docs/scenario-format.md"), as: UTF8.self)
    for (name, _) in ThresholdVocabulary.billingWholes {
      #expect(text.contains("`\(ThresholdVocabulary.slug(name))`"), "\(name) is not documented")
    }
  }
}
