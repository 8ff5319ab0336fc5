import Foundation
import Scenarios
import Synchronization
import Testing

@testable import Reporting
@testable import Simulation
@testable import windtunnel

@Suite("Series of runs")
struct SeriesTests {
  @Test("Results come in the order of the jobs, however long each takes")
  func order() {
    let atOnce = Mutex((now: 0, most: 0))
    let work = OrderedWork<Int, Int>(workers: 3) { job in
      atOnce.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      Thread.sleep(forTimeInterval: job % 3 == 0 ? 0.004 : 0.001)
      atOnce.withLock { $0.now -= 1 }
      return job * job
    }
    var taken: [Int] = []
    for job in 0..<40 {
      work.add(job)
      if work.underWay == 6 { taken.append(work.next()) }
    }
    while work.underWay > 0 { taken.append(work.next()) }
    work.end()
    #expect(taken == (0..<40).map { $0 * $0 })
    #expect((2...3).contains(atOnce.withLock { $0.most }))
  }

  @Test("An end drops what nobody has begun")
  func end() {
    let done = Mutex(0)
    let work = OrderedWork<Int, Void>(workers: 1) { _ in
      Thread.sleep(forTimeInterval: 0.002)
      done.withLock { $0 += 1 }
    }
    for job in 0..<100 { work.add(job) }
    work.next()
    work.end()
    #expect(done.withLock { $0 } < 100)
  }

  // MARK: Commands

  private static let small = "scenarios/check/small.yaml"

  private func json(_ arguments: String...) throws -> (code: Int32, json: [String: Any], text: String) {
    let all = ["run", Self.small, "--owners", "12", "--no-report", "--format", "json", "--stable"] + arguments
    let result = try Program.execute(Program.path, all, input: "", during: { _ in })
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    return (result.code, json, result.output)
  }

  private func metric(_ name: String, _ json: [String: Any]) throws -> [String: Any] {
    let series = try #require(json["replications"] as? [String: Any])
    let metrics = try #require(series["metrics"] as? [[String: Any]])
    return try #require(metrics.first { $0["name"] as? String == name })
  }

  @Test("Replications are the same for any number of threads, and the first of them is the run that stands alone")
  func replications() throws {
    let one = try json("--replications", "4", "--threads", "1")
    let three = try json("--replications", "4", "--threads", "3")
    #expect(one.text == three.text)
    let alone = try json()
    #expect(one.json["digest"] as? String == alone.json["digest"] as? String)
    #expect(alone.json["replications"] == nil)
    let net = try metric("net", one.json)
    #expect(net["runs"] as? Int == 4 && net["low"] is Int && net["bands"] is NSNull)
    // The mean is that of the runs, one by one.
    let nets = try (0..<4).map { number -> Int in
      let money = try #require(try json("--replication", "\(number)").json["money"] as? [String: Any])
      return try #require((money["total"] as? [String: Any])?["net"] as? Int)
    }
    #expect(net["mean"] as? Int == Int((Double(nets.reduce(0, +)) / 4).rounded()))
    #expect(net["minimum"] as? Int == nets.min() && net["maximum"] as? Int == nets.max())
  }

  @Test("A precision that is reached passes, and one that the cap prevents is inconclusive")
  func precision() throws {
    let reached = try json("--until-precision", "60%", "--metric", "cash-in")
    #expect(reached.code == 0)
    let goal = try #require((reached.json["replications"] as? [String: Any])?["goal"] as? [String: Any])
    let at = try #require(goal["reachedAt"] as? Int)
    #expect((reached.json["replications"] as? [String: Any])?["runs"] as? Int == at + 5)
    let capped = try json("--until-precision", "0.01%", "--max-replications", "11")
    #expect(capped.code == 5 && capped.json["verdict"] as? String == "inconclusive")
    #expect((capped.json["replications"] as? [String: Any])?["runs"] as? Int == 11)
  }

  @Test("Uncertain values are drawn by seed and number, and their band stands beside that of chance")
  func uncertain() throws {
    let flags = ["--uncertain", "catalog.fee.on_top=5 %..60 %", "--replications", "2"]
    func run(_ more: [String]) throws -> (text: String, values: [String], series: [String: Any], json: [String: Any]) {
      let all = ["run", Self.small, "--owners", "12", "--no-report", "--format", "json", "--stable"] + flags + more
      let result = try Program.execute(Program.path, all, input: "", during: { _ in })
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
      let series = try #require(json["replications"] as? [String: Any])
      let parameters = try #require((series["uncertain"] as? [String: Any])?["parameters"] as? [[String: Any]])
      return (result.output, try #require(parameters[0]["values"] as? [String]), series, json)
    }
    let six = try run(["--draws", "6", "--threads", "1"])
    #expect(six.text == (try run(["--draws", "6", "--threads", "3"])).text)
    #expect(six.series["runs"] as? Int == 12 && six.values.count == 6 && Set(six.values).count == 6)
    // A draw does not depend on how many there are.
    #expect(Array(six.values.prefix(3)) == (try run(["--draws", "3"])).values)
    let fee = try #require(try metric("fee-revenue", six.json)["bands"] as? [String: Any])
    #expect(try #require(fee["assumptionsDeviation"] as? Int) > 0 && fee["total"] is [String: Any])
    // The fee does not change what the cards are charged by much; but it makes all of the fee's own revenue.
    #expect(try #require(fee["assumptionsShare"] as? Double) > 0.5)
  }

  @Test(
    "What does not go together is refused, with the flag's name",
    arguments: [
      ["--replications", "3", "--until-precision", "1%"], ["--metric", "net"], ["--max-replications", "10"],
      ["--replications", "0"], ["--until-precision", "0%"], ["--until-precision", "1"], ["--replications", "3", "--record", "x"],
      ["--uncertain", "catalog.fee.on_top=5 %..6 %", "--replications", "1"], ["--draws", "1"], ["--draws", "4"],
      ["--metric", "nett"],
      ["--uncertain", "catalog.fee.on_top=5 %..6 %", "--until-precision", "5%"],
    ])
  func usage(_ flags: [String]) throws {
    let all = ["run", Self.small, "--no-report", "--quiet"] + flags
    let result = try Program.execute(Program.path, all, input: "", during: { _ in })
    #expect(result.code == 64, "\(flags): \(result.code) \(result.errors)")
    #expect(result.errors.contains("--"))
  }

  @Test(
    "A range that makes no sense is refused before the run, with its place",
    arguments: [
      ("catalog.fee.on_top=35 %..25 %", "1:20"), ("catalog.fee.on_top=25 %..35 USD", "1:20"),
      ("catalog.fee.on_top=25 %..350 %", "1:1"), ("catalog.fee.on_topp=25 %..35 %", "1:1"), ("seed=1..5", "1:1"),
      ("catalog.fee.on_top=often", "1:20"),
    ])
  func badRanges(_ range: String, _ place: String) throws {
    let result = try Program.run("run", Self.small, "--no-report", "--uncertain", range)
    #expect(result.code == 65, "\(range): \(result.errors)")
    #expect(result.errors.hasPrefix("--uncertain \(range):\(place): error: "), "\(result.errors)")
  }

  @Test("A run that breaks an invariant ends the series, and is the one that is shown")
  func broken() throws {
    let overrides = Overrides(owners: 12)
    let path = Program.root.appendingPathComponent(Self.small).path
    let loaded = try ScenarioFile.load(path: path, overrides: overrides)
    let series = ReplicatedSeries(
      loaded: loaded, overrides: overrides, options: try RunnerOptions.parse(["--threads", "2"]),
      asked: try ReplicationOptions.parse(["--replications", "9"]), adjust: { if $0.replication == 2 { $0.brokenOwner = 3 } })
    let result = try #require(try series.run(isQuiet: true, repeatCommand: "windtunnel run x"))
    let replications = try #require(result.replications)
    #expect(result.shown.replication == 2 && replications.runs == 3)
    #expect(result.shown.repeatCommand == "windtunnel run x --replication 2" && result.shown.outcome.violation != nil)
    let report = result.shown.report.replicated(replications, repeatCommand: "x")
    #expect(report.verdict.exitCode == 2 && report.verdict.reasons[0].hasPrefix("Replication 2: Invariant "))
    #expect(report.invariants.contains { !$0.holds })
  }

  @Test("A report folder of a series holds what its text says")
  func folder() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("report").path
      let result = try Program.run("run", Self.small, "--owners", "12", "--replications", "3", "--out", out)
      #expect(result.code == 0 && result.output.contains("REPLICATIONS 3 runs"))
      let summary = try String(contentsOfFile: out + "/summary.md", encoding: .utf8)
      #expect(summary.contains("3 independent runs, replications 0 to 2: 3 pass."))
      #expect(summary.contains("--replications 3"))
    }
  }
}
