import Foundation
import Testing

@Suite("windtunnel compare")
struct CompareTests {
  private static let small = "scenarios/check/small.yaml"

  private func compare(_ arguments: String...) throws -> Program.Result {
    try Program.execute(Program.path, ["compare"] + arguments, input: "", during: { _ in })
  }

  private func json(_ result: Program.Result) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
  }

  private func first(_ json: [String: Any]) throws -> [String: Any] {
    try #require((json["variants"] as? [[String: Any]])?.first)
  }

  private func metric(_ name: String, _ variant: [String: Any]) throws -> [String: Any] {
    try #require((variant["metrics"] as? [[String: Any]])?.first { $0["name"] as? String == name })
  }

  @Test("The same policy twice differs in nothing, by not one minor unit")
  func samePolicy() throws {
    let result = try compare(Self.small, Self.small, "--replications", "3", "--format", "json")
    #expect(result.code == 0)
    let variant = try first(try json(result))
    #expect(variant["verdict"] as? String == "noChange")
    for metric in try #require(variant["metrics"] as? [[String: Any]]) {
      #expect(metric["verdict"] as? String == "noChange", "\(metric)")
      #expect(metric["difference"] as? Double == 0)
    }
    #expect((variant["changes"] as? [Any])?.isEmpty == true)
    let owners = try #require(variant["owners"] as? [String: Any])
    for spread in try #require(owners["changes"] as? [[String: Any]]) {
      #expect(spread["lower"] as? Int == 0 && spread["higher"] as? Int == 0 && spread["total"] as? Int == 0)
    }
    #expect((owners["largest"] as? [Any])?.isEmpty == true)
    let text = try compare(Self.small, Self.small, "--replications", "2").output
    #expect(text.contains("VERDICT  NO CHANGE (exit code 0)"))
    #expect(text.contains("B earns exactly what A earns, in every replication."))
  }

  @Test("Common random numbers reduce the variance of the fee's difference at least five-fold")
  func varianceReduction() throws {
    let result = try compare(
      Self.small, "--everywhere", "conditions=[]", "--set", "catalog.fee.on_top=25 %", "--replications", "20", "--format", "json")
    #expect(result.code == 0)
    let variant = try first(try json(result))
    for name in ["net", "fee-revenue", "cash-in", "payouts"] {
      let saved = try #require(try metric(name, variant)["varianceReduction"] as? Double)
      #expect(saved >= 5, "\(name): \(saved)")
    }
    #expect(variant["verdict"] as? String == "worse")
    let changes = try #require(variant["changes"] as? [[String: Any]])
    #expect(changes.map { $0["path"] as? String } == ["catalog.fee.on_top"])
    #expect(changes.map { $0["a"] as? String } == ["30 %"] && changes.map { $0["b"] as? String } == ["25 %"])
  }

  @Test("The owners' differences, the bridges and the figures are one difference, to the cent")
  func tiesTogether() throws {
    let result = try compare(
      Self.small, "--variant", "both: catalog.fee.on_top=25 %; catalog.expiry=1 month; population.startups.jobs.per_week=3",
      "--replications", "1", "--format", "json")
    let variant = try first(try json(result))
    let net = try metric("net", variant)
    let difference = try #require(net["difference"] as? Int)
    #expect(difference != 0)
    #expect(net["basis"] as? String == "owners")
    for name in ["bridgeByCause", "bridgeByAccount"] {
      let bridge = try #require(variant[name] as? [String: Any])
      let steps = try #require(bridge["steps"] as? [[String: Any]])
      let sum = try steps.reduce(0) { $0 + (try #require($1["amount"] as? Int)) }
      #expect(sum == difference, "\(name)")
      #expect(bridge["from"] as? Int == net["a"] as? Int && bridge["to"] as? Int == net["b"] as? Int)
      if name == "bridgeByCause" { #expect(steps.map { $0["name"] as? String } == ["fee", "expiry", "volume"]) }
    }
    let owners = try #require(variant["owners"] as? [String: Any])
    let spreads = try #require(owners["changes"] as? [[String: Any]])
    #expect(spreads.first { $0["figure"] as? String == "net" }?["total"] as? Int == difference)
    for groups in ["bySegment", "bySize"] {
      let list = try #require(owners[groups] as? [[String: Any]])
      let sum = try list.reduce(0) { $0 + (try #require($1["netB"] as? Int)) - (try #require($1["netA"] as? Int)) }
      #expect(sum == difference, "\(groups)")
    }
    let monthly = try #require((variant["monthly"] as? [[String: Any]])?.last)
    #expect(monthly["cumulative"] as? Int == difference)
  }

  @Test("Whatever the threads and the shards, not one byte differs")
  func anyThreads() throws {
    func text(_ flags: String...) throws -> String {
      try Program.execute(
        Program.path,
        ["compare", Self.small, "--set", "catalog.fee.on_top=25 %", "--replications", "3", "--format", "json"] + flags, input: "",
        during: { _ in }
      ).output
    }
    let one = try text("--threads", "1")
    #expect(one.count > 1_000)
    #expect(one == (try text("--threads", "4", "--shard-owners", "16")))
  }

  @Test("A broken guardrail ends with 4, one that the runs cannot decide with 5")
  func guardrails() throws {
    let change = ["--set", "catalog.fee.on_top=25 %", "--replications", "4"]
    func code(_ guardrail: String, _ flags: String...) throws -> Int32 {
      let arguments = ["compare", Self.small] + change + ["--guardrail", guardrail] + flags
      return try Program.execute(Program.path, arguments, input: "", during: { _ in }).code
    }
    #expect(try code("net >= -60 %") == 0)
    #expect(try code("net >= -1 %") == 4)
    #expect(try code("usage-revenue >= -1 %") == 5)
    #expect(try code("at most 100 % of owners pay > +25 %") == 0)
    let wrong = try compare(Self.small, Self.small, "--guardrail", "nte >= -1 %")
    #expect(wrong.code == 65)
    #expect(wrong.errors.hasPrefix("--guardrail 'nte >= -1 %':1:1: error: 'nte' is no metric"))
    #expect(wrong.errors.contains("hint: did you mean 'net'?"))
    let better = try compare(
      Self.small, "--set", "catalog.processor_fee.share=1 %", "--replications", "3", "--fail-on-improvement", "--quiet")
    #expect(better.code == 4)
    #expect(better.output.isEmpty)
  }

  @Test("A guardrail over owners that only a later replication breaks ends with 4 and says how to see it again")
  func laterReplication() throws {
    let rest = ["--set", "catalog.fee.on_top=35 %", "--guardrail", "no owner pays > +25 %", "--format", "json"]
    func run(_ flags: [String]) throws -> (code: Int32, guardrail: [String: Any], variant: [String: Any]) {
      let result = try Program.execute(Program.path, ["compare", Self.small] + flags + rest, input: "", during: { _ in })
      let variant = try first(try json(result))
      return (result.code, try #require((variant["guardrails"] as? [[String: Any]])?.first), variant)
    }
    #expect(try run(["--replications", "1"]).code == 0)
    let (code, guardrail, variant) = try run(["--replications", "4"])
    #expect(code == 4 && guardrail["outcome"] as? String == "fail")
    let number = try #require(guardrail["replication"] as? Int)
    #expect(number > 0)
    let finding = try #require(guardrail["finding"] as? String)
    #expect(finding.contains("; in replication \(number), "))
    let all = try #require(variant["ownersByReplication"] as? [[String: Any]])
    #expect(all.map { $0["replication"] as? Int } == [0, 1, 2, 3])
    // The command line that is printed shows the same owner.
    let command = try #require(guardrail["repeat"] as? String)
    #expect(command.hasPrefix("windtunnel compare ") && command.hasSuffix("--replication \(number)"))
    let again = try Program.shell("$WINDTUNNEL \(command.dropFirst("windtunnel ".count))")
    #expect(again.code == 4)
    let owner = try #require(finding.components(separatedBy: "replication \(number), ").last)
    #expect(again.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(owner))
  }

  @Test("Several variants are judged together, so that each interval is wider")
  func severalVariants() throws {
    let variants = ["--variant", "low: catalog.fee.on_top=25 %", "--variant", "high: catalog.fee.on_top=35 %"]
    let arguments = ["compare", Self.small] + variants + ["--replications", "4"]
    let all = try json(try Program.execute(Program.path, arguments + ["--format", "json"], input: "", during: { _ in }))
    #expect(all["confidence"] as? Double == 0.975)
    let list = try #require(all["variants"] as? [[String: Any]])
    #expect(list.map { ($0["scenario"] as? [String: Any])?["name"] as? String } == ["low", "high"])
    let alone = try json(
      try compare(Self.small, "--variant", "low: catalog.fee.on_top=25 %", "--replications", "4", "--format", "json"))
    let (wide, narrow) = (try metric("net", list[0]), try metric("net", try first(alone)))
    #expect(wide["difference"] as? Int == narrow["difference"] as? Int)
    #expect(try #require(wide["low"] as? Double) < #require(narrow["low"] as? Double))
    let text = try Program.execute(Program.path, arguments, input: "", during: { _ in }).output
    #expect(text.contains("ALL VARIANTS") && text.contains("B1 low") && text.contains("B2 high"))
  }

  @Test("The folder has the figures, the page and every owner, complete or not at all")
  func folder() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("fee").path
      let flags = ["--set", "catalog.fee.on_top=25 %", "--replications", "2", "--out", out]
      let result = try Program.execute(Program.path, ["compare", Self.small, "--quiet"] + flags, input: "", during: { _ in })
      #expect(result.code == 0 && result.output.isEmpty)
      let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
      #expect(names == ["compare.html", "compare.json", "compare.md", "owners.csv"])
      let rows = try String(contentsOfFile: "\(out)/owners.csv", encoding: .utf8).components(separatedBy: "\r\n")
      #expect(rows.first?.hasPrefix("variant,owner,segment,size,at_end_a,at_end_b,paid_a,paid_b,paid_change,") == true)
      #expect(rows.count == 60 + 2)
      let page = try String(contentsOfFile: "\(out)/compare.html", encoding: .utf8)
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("Worse for the platform (exit code 0)"))
      #expect(page.components(separatedBy: "<script").count == 2 && !page.contains("src="))
      for id in ["b-changes", "b-accounts", "b-months", "b-owners"] { #expect(page.contains("<figure id=\"\(id)\""), "\(id)") }
      // Only patterns of the page itself are referred to.
      #expect(page.components(separatedBy: "url(").dropFirst().allSatisfy { $0.hasPrefix("#") })
      #expect(page.components(separatedBy: "<table>").count == page.components(separatedBy: "</table>").count)
      #expect(page.components(separatedBy: "<section").count > 8)
      // An earlier comparison is replaced, anything else is not.
      #expect(
        try Program.execute(Program.path, ["compare", Self.small, "--quiet"] + flags, input: "", during: { _ in }).code == 0)
      try Data("x".utf8).write(to: folder.appendingPathComponent("mine"))
      #expect(try compare(Self.small, Self.small, "--out", folder.path).code == 73)
    }
  }

  @Test("What cannot be compared is refused with a hint")
  func refused() throws {
    let alone = try compare(Self.small)
    #expect(alone.code == 64)
    #expect(alone.errors.contains("name a second file, or change a value with --set or --variant"))
    let times = try compare(Self.small, "scenarios/instahuman.yaml")
    #expect(times.code == 65)
    #expect(times.errors.contains("hint: give both the same length with --horizon"))
    #expect(try compare(Self.small, "--variant", "catalog.fee").code == 64)
    #expect(try compare(Self.small, "--set", "catalog.fee.on_topp=3 %").code == 65)
    #expect(try compare(Self.small, "scenarios/nowhere.yaml").code == 66)
    let help = try compare("--help")
    #expect(help.code == 0 && help.output.contains("windtunnel compare scenarios/year.yaml --set"))
  }

  @Test("Other owners cannot be paired, but runs still can")
  func otherOwners() throws {
    let result = try compare(
      Self.small, "--set", "population.agencies.owners=4", "--replications", "4", "--format", "json", "--guardrail",
      "no owner pays > +25 %")
    #expect(result.code == 5)
    let variant = try first(try json(result))
    #expect(variant["owners"] is NSNull)
    #expect(variant["verdict"] as? String == "worse")
  }
}
