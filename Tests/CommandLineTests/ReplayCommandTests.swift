import Foundation
import Testing

@Suite("Replay on the command line", .serialized)
struct ReplayCommandTests {
  static let examples = "scenarios/traces/worked-examples.jsonl"

  /// Every trace that is shipped, with the catalog that it is replayed by.
  static let traces = [
    ("worked-examples", "instahuman"), ("firsthand", "firsthand"), ("prepaid-api", "prepaid-api"), ("homeinsight", "homeinsight"),
    ("instaview-minutes", "instaview-minutes"), ("instaview-credits", "instaview-credits"),
  ]

  @Test(
    "The story of each system replays byte for byte, with its lots and its transactions", arguments: traces,
    [([], "plain"), (["--lots"], "lots"), (["--quiet", "--transactions"], "transactions")] as [([String], String)])
  func golden(trace: (name: String, catalog: String), view: (flags: [String], name: String)) throws {
    let arguments = ["replay", "scenarios/traces/\(trace.name).jsonl", "--catalog", trace.catalog] + view.flags
    let result = try Program.execute(Program.path, arguments, input: "", during: { _ in })
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    #expect(result.output == (try Program.text("reports/golden/\(trace.name).\(view.name).jsonl")))
  }

  @Test("A trace from standard input, quietly, gives the last line alone")
  func standardInput() throws {
    let all = try Program.run("replay", Self.examples, "--catalog", "instahuman").output
    let last = try Program.run("replay", "-", "--catalog", "instahuman", "--quiet", input: try Program.text(Self.examples))
    #expect(last.output == all.split(separator: "\n").suffix(1).joined() + "\n")
  }

  @Test(
    "Malformed traces end with 65 and show the place",
    arguments: [
      (#"{"at":1,"owner":"o1","do":"purchse","amount":1}"#, "<stdin>:1:27: error: do: 'purchse'"),
      (#"{"at":1,"owner":"o1","do":"purchase","amount":1.5}"#, "<stdin>:1:47: error: amount: 1.5"),
      ("{\"at\":1,\"owner\":\"o1\",\"do\":\"detach-method\"}\nnonsense", "<stdin>:2:1: error: 'n'"),
      (
        #"{"at":1,"owner":"o1","do":"subscribe","plan":"pro"}"#,
        "<stdin>:1:46: error: plan: 'pro', and the catalog 'instahuman' has no plans"
      ), ("", "without commands"),
    ])
  func malformed(trace: String, message: String) throws {
    let result = try Program.run("replay", "-", "--catalog", "instahuman", input: trace)
    #expect(result.code == 65)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("A name that the catalog does not have is shown with its place, what there is, and what was meant")
  func unknownNames() throws {
    let trace = """
      {"at":1,"owner":"o1","do":"subscribe","plan":"por"}
      {"at":1,"owner":"é1","do":"buy-pack","end_user":"anna","pack":"mediun"}
      {"at":1,"owner":"o2","do":"change-plan","plan":"por"}
      """
    let result = try Program.run("replay", "-", "--catalog", "homeinsight", input: trace)
    #expect(result.code == 65)
    #expect(
      result.errors == """
        <stdin>:1:46: error: plan: 'por', which the catalog 'homeinsight' does not have; allowed: free, pro, enterprise [unknown-name]
          hint: did you mean 'pro'?
        <stdin>:2:63: error: pack: 'mediun', which the catalog 'homeinsight' does not have; allowed: single, medium, pro [unknown-name]
          hint: did you mean 'medium'?

        """)
  }

  @Test("Owners of one of several catalogs are recorded and replayed to the same digest")
  func mixed() throws {
    try Program.inTemporaryFolder { folder in
      let trace = folder.appendingPathComponent("story.jsonl").path
      let run = try Program.run(
        "run", "scenarios/marketplace-mix.yaml", "--owners", "69", "--horizon", "90 days", "--no-report", "--format", "json",
        "--record", trace, "--record-owners", "33..35")
      #expect(run.code == 0, "\(run.errors)")
      let recorded = try #require(run.output.firstMatch(of: #/"recordedDigest": "([0-9a-f]{16})"/#)).1
      #expect(
        try String(contentsOfFile: trace, encoding: .utf8).hasPrefix(
          #"{"trace":1,"catalog":"scenarios/marketplace-mix.yaml","prices":"firsthand","#))
      let replay = try Program.run("replay", trace, "--quiet")
      #expect(replay.code == 0, "\(replay.errors)")
      #expect(replay.output.contains(#""digest":"\#(recorded)""#))
    }
  }

  @Test("Owners of several catalogs cannot be recorded together, and a mix alone is no catalog")
  func severalCatalogs() throws {
    let run = try Program.run(
      "run", "scenarios/marketplace-mix.yaml", "--owners", "69", "--horizon", "1 day", "--no-report", "--record",
      "/tmp/never.jsonl",
      "--record-owners", "0..68")
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix("error: --record-owners names owners of several catalogs (instahuman, firsthand, prepaid-api"))
    #expect(
      run.errors.contains("hint: record owners of segments with one catalog; the segments are startups 0..11, agencies 12..14"))
    let replay = try Program.run("replay", Self.examples, "--catalog", "scenarios/marketplace-mix.yaml", "--quiet")
    #expect(replay.code == 64)
    #expect(replay.errors.contains("has several catalogs (instahuman, firsthand, prepaid-api"))
  }

  @Test("A trace that moves more money than can be added up is refused")
  func tooMuchMoney() throws {
    let attach = #"{"at":1,"owner":"o1","do":"attach-method","card":"4242424242424242"}"#
    let buy = #"{"at":1,"owner":"o1","do":"purchase","amount":100000000000000}"#
    let trace = ([attach] + [String](repeating: buy, count: 60_000)).joined(separator: "\n")
    let result = try Program.run("replay", "-", "--catalog", "instahuman", "--quiet", input: trace)
    #expect(result.code == 65)
    #expect(result.errors.contains("money"), "\(result.errors.suffix(500))")
  }

  @Test("Without a catalog the program says how to name one")
  func noCatalog() throws {
    let result = try Program.run("replay", Self.examples)
    #expect(result.code == 64 && result.errors.contains("--catalog"))
    #expect(try Program.run("replay", Self.examples, "--catalog", "nowhere.yaml").code == 66)
  }

  @Test("A recorded run replays to the digest of its report, price changes and webhook faults included")
  func recorded() throws {
    try Program.inTemporaryFolder { folder in
      let trace = folder.appendingPathComponent("t.jsonl").path
      let run = try Program.run(
        "run", "scenarios/check/small.yaml", "--no-report", "--format", "json", "--record", trace, "--record-owners", "0,o3,5..19"
      )
      let digest = try #require(run.output.firstMatch(of: #/"recordedDigest": "([0-9a-f]{16})"/#)).1
      let replay = try Program.run("replay", trace, "--quiet")
      #expect(replay.code == 0, "\(replay.errors)")
      #expect(replay.output.contains("\"digest\":\"\(digest)\""))
      #expect(replay.output.contains("\"owners\":17,"))
    }
  }
}
