import Accounting
import Population
import Testing

@testable import Scenarios

/// Segments with catalogs of their own.
@Suite struct CatalogMixTests {
  private static let fine = "catalog: fine\ncurrency: {code: USD, decimals: 6}\nfee: {on_top: 0 %}\njobs: {timeout: 9 days}"
  private static let files = [
    "fine.yaml": fine, "euro.yaml": "catalog: euro\ncurrency: EUR\nfee: {on_top: 0 %}",
    "namesake.yaml": "catalog: sample\nfee: {on_top: 1 %}",
    "people/users.yaml": "segment: users\ncatalog: ../fine.yaml\nowners: 5\n"
      + "use: {per_day: 1, quantity: 0.000001 USD}\nfunds: {first_purchase: 1 USD}",
  ]

  /// The sample's segment, and another one with `catalog` under the key of that name.
  private func mix(_ catalog: String, payout: String = "3.00 USD") -> String {
    Sample.scenario + """

        - segment: others
          catalog: \(catalog)
          owners: 50
          jobs: {per_week: 1, slots: 1, payout: \(payout), time_to_fill: 1 hour}
          funds: {first_purchase: 100 USD}
      """
  }

  @Test func aSegmentPaysByItsOwnCatalogInItsOwnUnits() throws {
    let loaded = try Sample.load(mix("fine.yaml", payout: "0.000003 USD"), files: Self.files)
    let scenario = loaded.scenario
    #expect(scenario.catalogs.map(\.name) == ["sample", "fine"])
    #expect(scenario.segments.map(\.catalog) == [0, 1])
    #expect(scenario.segments.map { $0.funds.firstPurchase?.mean } == [10_000, 100_000_000])
    #expect(scenario.segments[1].jobs?.payout.mean == 3)
    #expect(scenario.segments[1].jobs?.deadline_ms == 9 * Duration_ms.day, "the timeout of its own catalog")
    #expect(scenario.segments[0].jobs?.deadline_ms == 30 * Duration_ms.day)
    #expect(scenario.currency.decimals == 6)
    #expect(loaded.catalogDigests.count == 2)
    #expect(loaded.catalogDigests[1] == (try CatalogFile.decode(bytes: Array(Self.fine.utf8), name: "fine.yaml")).digest)
  }

  @Test func anAmountIsCheckedByTheSegmentsOwnCatalog() {
    let tooFine = Sample.mistakes(
      mix("fine.yaml").replacing("payout: 3.00 USD\n", with: "payout: 3.001 USD\n"), files: Self.files)
    #expect(tooFine.map(\.code) == [.tooManyDecimals])
    #expect(tooFine.map(\.path) == ["population[0].jobs.payout"])
  }

  @Test func aSegmentThatNamesTheScenariosCatalogSharesIt() throws {
    let scenario = try Sample.load(mix("catalog.yaml")).scenario
    #expect(scenario.otherCatalogs.isEmpty)
    #expect(scenario.segments.map(\.catalog) == [0, 0])
  }

  @Test func aSegmentsFileNamesItsCatalogRelativeToItself() throws {
    let text = Sample.scenario + "\n  - people/users.yaml\n  - {from: people/users.yaml, segment: more, catalog: catalog.yaml}"
    // What a millionth is to the file is nothing to the catalog that stands in its place.
    #expect(Sample.mistakes(text, files: Self.files).map(\.code) == [.tooManyDecimals])
    let sound = text.replacing("catalog: catalog.yaml}", with: "owners: 6}")
    let loaded = try Sample.load(sound, files: Self.files)
    #expect(loaded.scenario.segments.map(\.catalog) == [0, 1, 1])
    #expect(loaded.files.map(\.path) == ["sample.yaml", "catalog.yaml", "people/users.yaml", "fine.yaml"])
  }

  @Test func theScenarioNeedsNoCatalogWhereEverySegmentNamesOne() throws {
    let text = Sample.with("catalog: catalog.yaml\n", "").replacing("owners: 100", with: "catalog: fine.yaml\n    owners: 100")
    let loaded = try Sample.load(text, files: Self.files)
    #expect(loaded.scenario.catalog.name == "fine")
    #expect(loaded.scenario.otherCatalogs.isEmpty)
    #expect(loaded.catalogDigest == loaded.catalogDigests[0])
    let mistakes = Sample.mistakes(mix("fine.yaml").replacing("catalog: catalog.yaml\n", with: ""), files: Self.files)
    #expect(mistakes.map(\.code) == [.missingKey], "the first segment names none")
    #expect(Sample.mistakes(Sample.with("catalog:", "catalg:")).map(\.code) == [.unknownKey], "a misspelt key is one mistake")
  }

  @Test func currenciesDoNotAddUp() {
    let mistakes = Sample.mistakes(mix("euro.yaml", payout: "3 EUR").replacing("100 USD}", with: "100 EUR}"), files: Self.files)
    #expect(mistakes.map(\.code) == [.wrongCurrency])
    #expect(mistakes.first?.found == "a catalog in EUR")
  }

  @Test func twoCatalogsOfOneNameAreAMistake() {
    #expect(Sample.mistakes(mix("namesake.yaml"), files: Self.files).map(\.code) == [.duplicateName])
  }

  @Test func aCatalogThatNobodyPaysByIsAMistake() {
    let text = Sample.with("owners: 100", "catalog: fine.yaml\n    owners: 100")
    let mistakes = Sample.mistakes(text, files: Self.files)
    #expect(mistakes.map(\.code) == [.contradiction])
    #expect(mistakes.map(\.path) == ["catalog"])
  }

  @Test func aPriceChangeNeedsACatalogOfTheScenariosOwn() throws {
    let change = "\nconditions:\n  - {price_change: {fee: {on_top: 40 %}}, from: 2026-05-01}"
    let scenario = try Sample.load(mix("fine.yaml") + change, files: Self.files).scenario
    #expect(scenario.catalogs.map(\.revisions.count) == [1, 0])
    let text = Sample.with("catalog: catalog.yaml\n", "").replacing("owners: 100", with: "catalog: fine.yaml\n    owners: 100")
    #expect(Sample.mistakes(text + change, files: Self.files).map(\.code) == [.contradiction])
  }

  @Test func aMissingCatalogIsReportedAtItsSegment() {
    let mistakes = Sample.mistakes(mix("finer.yaml"), files: Self.files)
    #expect(mistakes.map(\.code) == [.noSuchFile])
    #expect(mistakes.map(\.path) == ["population[1].catalog"])
  }

  @Test func anotherCatalogIsSetFromTheCommandLine() throws {
    let overrides = Overrides(set: [("population.0.catalog", "fine.yaml")])
    let text = mix("fine.yaml").replacing("catalog: catalog.yaml\n", with: "")
    let scenario = try Sample.load(text, files: Self.files, overrides: overrides).scenario
    #expect(scenario.catalogs.map(\.name) == ["fine"])
  }

  @Test func coarseMoneyIsEstimatedInTheUnitOfTheRun() throws {
    let alone = try Sample.load().estimate.moneyMoved
    let mixed = try Sample.load(mix("fine.yaml").replacing("owners: 50", with: "owners: 0"), files: Self.files).estimate
      .moneyMoved
    #expect(abs(mixed / alone - 10_000) < 1e-6)
    let many = mix("fine.yaml").replacing("100 USD\n", with: "10_000_000_000 USD\n")
    #expect(Sample.mistakes(many, files: Self.files).map(\.code) == [.tooMuchMoney])
    #expect(Sample.mistakes(many.replacing("fine.yaml", with: "catalog.yaml"), files: Self.files).isEmpty)
  }

  @Test func theMixOfMarketplacesHasACatalogForEachSystem() throws {
    let loaded = try ScenarioFile.load(path: "marketplace-mix", source: Repository.source)
    let scenario = loaded.scenario
    #expect(
      scenario.catalogs.map(\.name).elementsEqual([
        "instahuman", "firsthand", "prepaid-api", "homeinsight", "instaview-minutes", "instaview-credits",
      ]))
    #expect(Set(scenario.segments.map(\.catalog)) == Set(scenario.catalogs.indices))
    #expect(scenario.currency.decimals == 6)
    for (catalog, digest) in zip(scenario.catalogs, loaded.catalogDigests) {
      #expect(digest == (try CatalogFile.load(path: catalog.name, source: Repository.source)).digest)
    }
  }
}
