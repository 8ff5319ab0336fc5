import Accounting
import Pricing
import Testing

@testable import Scenarios

@Suite("Scenarios that begin from others")
struct DerivationTests {
  private static let base = """
    scenario: base
    start: 2026-01-01
    horizon: 1 year
    catalog: catalogs/prices.yaml
    population:
      - segments/teams.yaml
    conditions:
      - {surge: x3 jobs, from: 2026-11-27, to: 2026-12-01}
      - {processor_outage: 6 hours, from: 2026-06-10T08:00Z}
    """
  private static let files = [
    "a/base.yaml": base,
    "a/catalogs/prices.yaml": "catalog: prices\nfee: {on_top: 30 %}\nexpiry: 12 months\n",
    "a/segments/teams.yaml": """
    segment: teams
    owners: 100
    jobs: {per_week: 1.5, slots: 10, payout: 3.00 USD, time_to_fill: 6 hours}
    funds: {first_purchase: 100 USD, top_up_when_refused: 80 %}
    """,
  ]

  private static func load(_ text: String, as path: String = "a/what-if/x.yaml", _ more: [String: String] = [:]) throws
    -> LoadedScenario
  {
    let all = files.merging(more) { $1 }.merging([path: text]) { $1 }
    return try ScenarioFile.load(path: path, source: .files(all.mapValues { Array($0.utf8) }))
  }

  private static func message(_ text: String, _ more: [String: String] = [:]) -> String {
    do {
      _ = try load(text, more)
      return "none"
    } catch let error as ScenarioError {
      return error.rendered
    } catch { return "\(error)" }
  }

  @Test("It says what the other says, with its own keys and the values under 'set' over it")
  func changes() throws {
    let text = """
      scenario: lower
      about: The fee at 25 %
      from: ../base.yaml
      set:
        catalog.fee.on_top: 25 %
        population.teams.jobs.per_week: {gamma: {mean: 2, cv: 1}}
        conditions.surge.surge: x5
      """
    let loaded = try Self.load(text)
    #expect(loaded.scenario.name == "lower")
    #expect(loaded.scenario.catalog.terms.fee.share == Share(percent: 25))
    #expect(loaded.scenario.catalog.terms.expiry == ExpiryRule(paid: .months(12)))
    #expect(loaded.scenario.segments.map(\.owners) == [100])
    #expect(loaded.files.map(\.path) == ["a/what-if/x.yaml", "a/base.yaml", "a/catalogs/prices.yaml", "a/segments/teams.yaml"])
    let base = try Self.load(Self.base, as: "a/base.yaml")
    let changes = base.content.changes(to: loaded.content)
    #expect(
      changes.map { "\($0.path): \($0.before ?? "-") -> \($0.after ?? "-") (\($0.cause.rawValue))" } == [
        "catalog.fee.on_top: 30 % -> 25 % (fee)",
        "population.teams.jobs.per_week: 1.5 -> {gamma: {mean: 2, cv: 1}} (volume)",
        "conditions.surge.surge: x3 jobs -> x5 (conditions)",
      ])
    #expect(base.content.changes(to: base.content).isEmpty)
  }

  @Test("Its own files lie relative to it, and a key of its own replaces the other's whole")
  func ownFiles() throws {
    let text = """
      from: ../base.yaml
      catalog: other.yaml
      set: {conditions: [{surge: x2 jobs, from: 2026-02-01, to: 2026-02-08}]}
      """
    let loaded = try Self.load(text, ["a/what-if/other.yaml": "catalog: other\nfee: {inside: 20 %}\n"])
    #expect(loaded.scenario.name == "base")
    #expect(loaded.scenario.catalog.name == "other")
    #expect(loaded.scenario.conditions.count == 1)
  }

  @Test("One may begin from one that begins from another")
  func chain() throws {
    let middle = "from: ../base.yaml\nset: {catalog.expiry: 6 months}\n"
    let loaded = try Self.load("from: middle.yaml\nset: {catalog.fee.on_top: 20 %}\n", ["a/what-if/middle.yaml": middle])
    #expect(loaded.scenario.catalog.terms.expiry == ExpiryRule(paid: .months(6)))
    #expect(loaded.scenario.catalog.terms.fee.share == Share(percent: 20))
    #expect(
      Self.message("from: x.yaml\n").contains("x.yaml:1:7: error: from: scenarios that build on each other more than 8 deep"))
  }

  @Test("Mistakes name the file and the place")
  func mistakes() {
    #expect(
      Self.message("from: ../bse.yaml\n")
        == "a/what-if/x.yaml:1:7: error: from: there is no file 'a/bse.yaml'; allowed: a file, relative to the scenario's folder"
        + " [no-such-file]\n  hint: did you mean 'a/base.yaml'?")
    #expect(Self.message("from: ../base.yaml\nset: {catalog.fee.on_topp: 25 %}\n").contains("hint: did you mean 'on_top'?"))
    #expect(Self.message("from: ../base.yaml\nset: {catalog.fee.on_topp: 25 %}\n").hasPrefix("a/what-if/x.yaml:2:7: error:"))
    #expect(Self.message("from: ../base.yaml\nset: {catalog.fee.on_top: 2.5}\n").hasPrefix("a/what-if/x.yaml:2:27: error:"))
    #expect(Self.message("from: ../base.yaml\nset: 7\n").contains("2:6: error: set: '7' instead of a map"))
    #expect(Self.message("from: [1]\n").contains("1:7: error: from: a list instead of a file"))
    #expect(Self.message("from: ../base.yaml\nset: {population.teems.owners: 7}\n").contains("did you mean 'teams'?"))
    #expect(Self.message("set: {seed: 7}\n").contains("unknown key 'set'"))
  }

  @Test("Applying some of the changes gives what lies between two scenarios; applying all gives the second")
  func applying() throws {
    let base = try Self.load(Self.base, as: "a/base.yaml")
    let other = try Self.load(
      """
      from: ../base.yaml
      set:
        catalog.fee.on_top: 25 %
        catalog.auto_reload: {cool_down: 1 hour}
        catalog.expiry: {paid: 6 months}
        conditions: [{processor_outage: 6 hours, from: 2026-06-10T08:00Z}]
        population.teams.owners: 40
      """)
    let changes = base.content.changes(to: other.content)
    #expect(Set(changes.map(\.cause)) == [.fee, .reload, .expiry, .conditions, .volume])
    let between = try ScenarioFile.read(base.content.applying(changes.filter { $0.cause == .fee }))
    #expect(between.scenario.catalog.terms.fee.share == Share(percent: 25))
    #expect(between.scenario.segments[0].owners == 100)
    let all = try ScenarioFile.read(base.content.applying(changes))
    #expect(base.content.applying(changes).changes(to: other.content).isEmpty)
    #expect(all.scenario.conditions.count == 1)
    let back = other.content.changes(to: base.content)
    #expect(other.content.applying(back).changes(to: base.content).isEmpty)
    #expect(back.contains { $0.path == "catalog.auto_reload" && $0.after == nil })
  }
}
