import Accounting
import Auditing
import Billing
import Foundation
import Reporting
import Scenarios
import Testing

@testable import Simulation
@testable import windtunnel

/// Stories of owners as they are printed, and how they are cut.
@Suite("Stories")
struct StoryTests {
  /// The story of a trace's first owner, as a replay of the trace meets it.
  private func story(ofTrace name: String, catalog: String) throws -> Story {
    let trace = try TraceFile.load(path: Program.root.appendingPathComponent("scenarios/traces/\(name).jsonl").path)
    let prices = try CatalogFile.load(path: Program.root.appendingPathComponent("scenarios/catalogs/\(catalog).yaml").path)
      .catalog
    var teller = StoryTeller(catalog: prices)
    var steps: [Story.Step] = []
    var replay = Replay(trace, catalog: prices)
    _ = try replay.run { book, step in
      if step.owner == 0, let command = step.command {
        let number = UInt64(steps.count + 1)
        steps.append(teller.tell(command, step.status, number: number, at: step.at, of: step.slot, in: book))
      }
      return true
    }
    return Story(
      title: ["Owner \(trace.owners[0]) of \(name).jsonl"], unit: teller.words.unit, owner: trace.owners[0], steps: steps)
  }

  /// With RENEW_STORIES in the environment the golden files are written instead.
  @Test(
    "A story of each system reads as it always did",
    arguments: [
      ("firsthand", "firsthand"), ("homeinsight", "homeinsight"), ("instaview-credits", "instaview-credits"),
      ("instaview-minutes", "instaview-minutes"), ("prepaid-api", "prepaid-api"), ("worked-examples", "instahuman"),
    ])
  func golden(_ trace: String, _ catalog: String) throws {
    let text = StoryText.render(try story(ofTrace: trace, catalog: catalog))
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(StoryText.render(try story(ofTrace: trace, catalog: catalog), style: .ascii).utf8.allSatisfy { $0 < 0x80 })
    let file = Program.root.appendingPathComponent("reports/golden/stories/\(trace).txt")
    if ProcessInfo.processInfo.environment["RENEW_STORIES"] != nil {
      try Data(text.utf8).write(to: file)
    } else {
      #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }
  }

  private func steps(_ count: Int) -> Story {
    let steps = (1...count).map { number in
      Story.Step(
        number: UInt64(number), at: Instant(milliseconds: Int64(number) * Duration_ms.hour), event: "wish", command: "uses",
        status: "ok",
        postings: [], balances: [], changes: [])
    }
    return Story(title: [], unit: MoneyUnit(code: "USD", decimals: 2), owner: "o1", steps: steps)
  }

  @Test("A long story keeps its last forty steps, or the forty nearest to a time, and says what is left out")
  func cuts() {
    var story = steps(100)
    story.cutToLast()
    #expect(story.steps.map(\.number) == Array(61...100) && story.stepsBefore == 60 && story.stepsAfter == 0)
    #expect(StoryText.render(story).contains("60 earlier steps left out; --all shows them"))
    story = steps(100)
    story.cut(around: Instant(milliseconds: 50 * Duration_ms.hour), window_ms: Duration_ms.week)
    #expect(story.steps.map(\.number) == Array(30...69) && story.stepsBefore == 29 && story.stepsAfter == 31)
    #expect(StoryText.render(story).contains("31 later steps left out; --all shows them"))
    story = steps(100)
    story.cut(around: Instant(milliseconds: 50 * Duration_ms.hour), window_ms: 2 * Duration_ms.hour)
    #expect(story.steps.map(\.number) == Array(48...52))
    story = steps(100)
    story.cut(around: Instant(milliseconds: 500 * Duration_ms.day), window_ms: 1)
    #expect(story.steps.isEmpty && story.stepsBefore == 100)
    #expect(StoryText.render(story).contains("Nothing happened."))
    story = steps(3)
    story.cutToLast()
    #expect(story.steps.count == 3 && !StoryText.render(story).contains("left out"))
  }

  @Test("Every invariant's meaning is its comment")
  func meanings() throws {
    let source = try Program.text("Sources/Auditing/Invariant.swift").split(separator: "\n").map { $0.drop { $0 == " " } }
    for invariant in Invariant.allCases {
      let line = try #require(source.firstIndex(of: "case \(invariant)"))
      let comment = source[..<line].reversed().prefix { $0.hasPrefix("///") }.reversed()
      #expect(invariant.meaning == comment.map { String($0.dropFirst(4)) }.joined(separator: " "))
    }
  }
}

/// A broken invariant met by a run, and met again through its capsule.
@Suite("Capsules of runs")
struct CapsuleRunTests {
  private func loaded() throws -> LoadedScenario {
    try ScenarioFile.load(path: Program.root.appendingPathComponent("scenarios/check/small.yaml").path)
  }

  private func capsule(_ loaded: LoadedScenario, _ options: RunOptions, broken: Int) throws -> (Capsule, Runner) {
    var options = options
    options.brokenOwner = broken
    let runner = Runner(loaded.scenario, options: options)
    let found = try #require(runner.run().violation)
    let names = OfferNames(loaded.scenario.catalogs[runner.catalog(ofOwner: found.owner)])
    return (
      Capsule(found, of: loaded, overrides: .none, replication: 0, names: names, repeatCommand: "windtunnel run small"), runner
    )
  }

  @Test("The same violation, digest included, for any threads, shards and agenda; and for the owner alone")
  func sameEverywhere() throws {
    let loaded = try loaded()
    let (first, runner) = try capsule(loaded, RunOptions(), broken: 41)
    #expect(first.owner == 41 && first.invariant == "available-plus-held" && first.step >= 1)
    for options in [
      RunOptions(threads: 3, shardOwners: 7), RunOptions(threads: 2, shardOwners: 60, agenda: .sorted),
      RunOptions(threads: 1, shardOwners: 1_000),
    ] {
      #expect(try capsule(loaded, options, broken: 41).0 == first)
    }
    let alone = runner.run(owner: 41)
    let story = Story(alone, of: loaded, runner, owner: 41)
    let broken = try #require(story.broken)
    #expect(first.isAbout(broken))
    // The credits that broke it were a step that nobody recorded.
    #expect(story.steps.count + 1 == Int(first.step))
    let text = StoryText.render(story)
    for part in [
      "available-plus-held broken after step", "What must hold: available(o) + held(o)", "≠", hexadecimal(first.digest),
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(StoryJSON.render(story).contains("\"invariant\": \"available-plus-held\""))
  }

  @Test("Without a violation the story ends with the balances")
  func peace() throws {
    let loaded = try loaded()
    let runner = Runner(loaded.scenario)
    let story = Story(runner.run(owner: 5), of: loaded, runner, owner: 5)
    #expect(story.broken == nil && story.steps.count > 3)
    #expect(StoryText.render(story).contains("every invariant holds for o5"))
  }
}

/// `explain` as a user runs it.
@Suite("Explain", .serialized)
struct ExplainTests {
  static let small = "scenarios/check/small.yaml"

  @Test("A scenario's owner is told, as text and as JSON")
  func told() throws {
    let text = try Program.run("explain", Self.small, "--owner", "o17", "--all")
    #expect(text.code == 0 && text.errors.isEmpty)
    #expect(text.output.hasPrefix("Owner o17 of 60 in scenario small, seed 7\n"))
    let json = try Program.run("explain", Self.small, "--owner", "17", "--all", "--format", "json")
    #expect(json.code == 0 && json.output.contains("\"schema\": \"windtunnel-story/1\""))
    let around = try Program.run("explain", Self.small, "--owner", "17", "--around", "2026-02-10", "--window", "1 day")
    #expect(around.code == 0 && around.output.contains("earlier steps left out; --all shows them"))
  }

  @Test("The only owner of a partition is told among the others of its partition")
  func pipeline() throws {
    let result = try Program.run("explain", "scenarios/check/pipeline.yaml", "--owner", "3")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("every invariant holds for o3"))
  }

  @Test("Owners that there are not end with 64 and the range; files that there are not with 66; damaged ones with 65")
  func refused() throws {
    let owner = try Program.run("explain", Self.small, "--owner", "60")
    #expect(owner.code == 64 && owner.errors.contains("owners are 0 to 59"))
    #expect(try Program.run("explain", Self.small).code == 64)
    #expect(try Program.run("explain", Self.small, "--owner", "0..3").code == 64)
    #expect(try Program.run("explain", "nowhere.json").code == 66)
    #expect(try Program.run("explain", "scenarios/check/smal.yaml", "--owner", "1").code == 66)
    #expect(try Program.run("explain", "scenarios/broken/unknown-key.yaml", "--owner", "1").code == 65)
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("capsule.json").path
      try Data("{\"schema\": \"windtunnel-capsule/9\"}".utf8).write(to: URL(fileURLWithPath: path))
      let result = try Program.run("explain", path)
      #expect(result.code == 65 && result.errors.contains("capsule.json:1:12: error: schema: "), "\(result.errors)")
      #expect(try Program.run("explain", path, "--owner", "1").code == 64)
    }
  }

  @Test("A capsule whose violation does not come again says so and ends with 5")
  func gone() throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("capsule.json").path
      let loaded = try ScenarioFile.load(path: Program.root.appendingPathComponent(Self.small).path)
      var capsule = Capsule(
        windtunnel: "0.0.1", file: Self.small, sha256: loaded.digest, seed: 7, owner: 3, step: 4, at: loaded.scenario.start,
        invariant: "burn-order", equation: .init(leftName: "one", left: 1, rightName: "two", right: 2), digest: 1,
        repeatCommand: "windtunnel run \(Self.small) --seed 7")
      try Data(capsule.text.utf8).write(to: URL(fileURLWithPath: path))
      let result = try Program.run("explain", path)
      #expect(result.code == 5, "\(result.errors)")
      #expect(result.errors.contains("did not come again: burn-order after step 4"))
      #expect(result.output.contains("Owner o3 of 60"))
      capsule.owner = 60
      try Data(capsule.text.utf8).write(to: URL(fileURLWithPath: path))
      #expect(try Program.run("explain", path).code == 64)
    }
  }
}
