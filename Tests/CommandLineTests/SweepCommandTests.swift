import Foundation
import Testing

@Suite("windtunnel sweep", .serialized)
struct SweepCommandTests {
  static let small = "scenarios/check/small.yaml"
  static let fee = ["--vary", "catalog.fee.on_top=20 %..40 %/10 %"]

  private func sweep(_ arguments: [String], during: (Process) throws -> Void = { _ in }) throws -> Program.Result {
    try Program.execute(Program.path, ["sweep", Self.small, "--owners", "12"] + arguments, input: "", during: during)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("A sweep writes its folder and prints what was asked for; again, nothing is run and the same comes out")
  func folder() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("a/sweep").path
      let arguments = Self.fee + ["--replications", "2", "--out", out, "--format", "json", "--stable"]
      let first = try sweep(arguments)
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.errors == "report: \(out)/\n")
      let root = try json(first.output)
      #expect(root["verdict"] as? String == "pass" && (root["points"] as? [Any])?.count == 3)
      for name in ["sweep.json", "sweep.md", "sweep.html", "points.csv", "runs.jsonl"] {
        #expect(FileManager.default.fileExists(atPath: "\(out)/\(name)"), "\(name)")
      }
      let runs = try String(contentsOfFile: "\(out)/runs.jsonl", encoding: .utf8)
      #expect(runs.split(separator: "\n").count == 7)
      #expect(try sweep(arguments).output == first.output)
      #expect(try String(contentsOfFile: "\(out)/runs.jsonl", encoding: .utf8) == runs)
      // A wider grid runs only what is new.
      let wide = try sweep(["--vary", "catalog.fee.on_top=20 %..50 %/10 %", "--replications", "2", "--out", out])
      #expect(wide.output.contains("2 runs in") && wide.output.contains("6 runs kept from before"), "\(wide.output)")
      let fresh = try sweep(arguments + ["--fresh"])
      #expect(fresh.output == first.output)
      #expect(try String(contentsOfFile: "\(out)/runs.jsonl", encoding: .utf8) == runs)
    }
  }

  @Test("Results do not depend on threads, and a point is the run that --set would give")
  func same() throws {
    let arguments = Self.fee + ["--replications", "3", "--no-report", "--format", "json", "--stable", "--replication", "4"]
    let one = try sweep(arguments + ["--threads", "1"])
    #expect(try sweep(arguments + ["--threads", "3"]).output == one.output)
    let points = try #require(try json(one.output)["points"] as? [[String: Any]])
    let net = try (0..<3).map { replication in
      let run = try Program.run(
        "run", Self.small, "--owners", "12", "--set", "catalog.fee.on_top=40 %", "--replication", String(4 + replication),
        "--no-report", "--format", "json")
      let money = try #require(try json(run.output)["money"] as? [String: Any])
      return try #require((money["total"] as? [String: Any])?["net"] as? Double)
    }
    let mean = try #require((points[2]["metrics"] as? [String: Any])?["net"] as? [Double])
    #expect(abs(mean[0] - net.reduce(0, +) / 3) < 1e-6)
  }

  @Test("Uncertain values are drawn for each replication, the same at all points, and a point is the run that they would give")
  func uncertain() throws {
    let guess = ["--uncertain", "population.agencies.jobs.per_week=2..8"]
    let common = Self.fee + ["--replications", "3", "--no-report", "--format", "json", "--stable"]
    let drawn = try json(try sweep(common + guess + ["--threads", "1"]).output)
    #expect(
      try json(try sweep(common + guess + ["--threads", "3", "--shard-owners", "5"]).output) as NSDictionary == drawn
        as NSDictionary)
    let said = try #require((drawn["uncertain"] as? [[String: Any]])?.first)
    #expect(said["key"] as? String == "population.agencies.jobs.per_week")
    let values = try #require(said["values"] as? [String])
    #expect(Set(values).count == 3)
    let net = try values.enumerated().map { replication, value in
      let run = try Program.run(
        "run", Self.small, "--owners", "12", "--set", "catalog.fee.on_top=40 %", "--set", "\(said["key"] ?? "")=\(value)",
        "--replication", String(replication), "--no-report", "--format", "json")
      let money = try #require(try json(run.output)["money"] as? [String: Any])
      return try #require((money["total"] as? [String: Any])?["net"] as? Double)
    }
    let points = try #require(drawn["points"] as? [[String: Any]])
    let mean = try #require((points[2]["metrics"] as? [String: Any])?["net"] as? [Double])
    #expect(abs(mean[0] - net.reduce(0, +) / 3) < 1e-6)
    // As written it is another sweep.
    let written = try json(
      try sweep(common + ["--no-draws", "--set", "uncertain=[{key: population.agencies.jobs.per_week, uniform: [2, 8]}]"]).output)
    #expect((written["uncertain"] as? [Any])?.isEmpty == true)
    let plain = try json(try sweep(common).output)
    #expect(try #require(written["points"] as? NSArray) == #require(plain["points"] as? NSArray))
  }

  @Test("What is drawn is kept: further replications run only what is new, another guess runs all")
  func uncertainKept() throws {
    try Program.inTemporaryFolder { folder in
      let out = ["--out", folder.appendingPathComponent("sweep").path]
      let guess = ["--uncertain", "population.agencies.jobs.per_week=2..8"]
      #expect(try sweep(Self.fee + guess + out + ["--replications", "2"]).code == 0)
      let more = try sweep(Self.fee + guess + out + ["--replications", "3"])
      #expect(more.output.contains("3 runs in") && more.output.contains("6 runs kept from before"), "\(more.output)")
      let other = try sweep(
        Self.fee + ["--uncertain", "population.agencies.jobs.per_week=2..9"] + out + ["--replications", "2"])
      #expect(other.output.contains("6 runs in") && !other.output.contains("kept"))
    }
  }

  @Test("A key is varied or uncertain, not both, and one draw is no draw")
  func variedAndUncertain() throws {
    let vary = ["--replications", "2", "--no-report"]
    let same = try sweep(Self.fee + vary + ["--uncertain", "catalog.fee.on_top=25 %..35 %"])
    #expect(same.code == 64 && same.errors.contains("'catalog.fee.on_top' is varied, and it is uncertain (uniform 25 % to 35 %)"))
    #expect(same.errors.contains("--no-draws"))
    let within = try sweep(
      ["--vary", "catalog.fee={on_top: 25 %},{on_top: 30 %}"] + vary + ["--uncertain", "catalog.fee.on_top=25 %..35 %"])
    #expect(within.code == 64 && within.errors.contains("'catalog.fee' is varied, and 'catalog.fee.on_top' is uncertain"))
    let once = try sweep(
      [
        "--vary", "gateway.duplicates=0 %,5 %", "--no-report", "--set",
        "uncertain=[{key: catalog.fee.on_top, uniform: [25 %, 35 %]}]",
      ])
    #expect(once.code == 0 && once.errors.contains("1 uncertain value is taken as written"))
    #expect(try sweep(Self.fee + ["--uncertain", "gateway.duplicates=1 %..5 %"]).code == 64)
    #expect(try sweep(Self.fee + vary + ["--uncertain", "gateway.duplicates=1 %..5 %", "--no-draws"]).code == 64)
  }

  @Test("An interrupted sweep says so, and the same command goes on to the same bytes", arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("sweep").path
      let whole = folder.appendingPathComponent("whole").path
      let arguments =
        ["--vary", "catalog.fee.on_top=20 %..30 %/1 %", "--vary", "gateway.duplicates=0 %,10 %", "--replications", "3"]
        + ["--owners", "100", "--objective", "net max", "--objective", "revenue min", "--stable", "--out"]
      func lines() -> Int { (FileManager.default.contents(atPath: "\(out)/runs.jsonl") ?? Data()).count { $0 == 10 } }
      let stopped = try sweep(arguments + [out]) { process in
        while lines() < 4, process.isRunning { usleep(5_000) }
        kill(process.processIdentifier, signal)
      }
      #expect(stopped.code == 128 + signal, "\(stopped.errors)")
      #expect(stopped.output.contains("PARTIAL") && stopped.output.contains("goes on from there"))
      #expect(try String(contentsOfFile: "\(out)/sweep.json", encoding: .utf8).contains("\"verdict\": \"partial\""))
      let kept = lines()
      #expect(kept >= 4 && kept < 67)
      // As if the program had been ended in the middle of a line.
      let file = try #require(FileHandle(forWritingAtPath: "\(out)/runs.jsonl"))
      try file.seekToEnd()
      try file.write(contentsOf: Data("{\"key\":\"torn".utf8))
      try file.close()
      #expect(try sweep(arguments + [out]).code == 0)
      #expect(lines() == 67)
      #expect(try sweep(arguments + [whole]).code == 0)
      for name in ["sweep.json", "sweep.md", "sweep.html", "points.csv", "runs.jsonl"] {
        let same = FileManager.default.contentsEqual(atPath: "\(out)/\(name)", andPath: "\(whole)/\(name)")
        #expect(same, "\(name)")
      }
    }
  }

  @Test("Runs of a scenario that has changed since are not used, and that is said")
  func changed() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("sweep").path
      _ = try sweep(Self.fee + ["--out", out])
      let other = try sweep(Self.fee + ["--out", out, "--set", "gateway.duplicates=3 %"])
      #expect(other.errors.contains("3 finished runs in \(out)/runs.jsonl are of another one and not used"), "\(other.errors)")
      #expect(other.output.contains("3 runs in") && !other.output.contains("kept"))
    }
  }

  @Test("Points that miss a threshold stay, are marked, and the exit code tells of them")
  func missed() throws {
    let all = try sweep(Self.fee + ["--no-report", "--format", "json"])
    let points = try #require(try json(all.output)["points"] as? [[String: Any]])
    let net = points.compactMap { ($0["metrics"] as? [String: Any])?["net"] as? Int }
    let between = (net[0] + net[1]) / 200
    let result = try sweep(Self.fee + ["--no-report", "--threshold", "net total > \(between) USD"])
    #expect(result.code == 3)
    #expect(result.output.contains("FAIL (exit code 3)") && result.output.contains("Point 1 (catalog.fee.on_top = 20 %)"))
    #expect(result.output.contains("MISSED") && result.output.contains("good, best"))
    let inconclusive = try sweep(Self.fee + ["--no-report", "--quiet", "--threshold", "dispute.refused rate < 5 %"])
    #expect(inconclusive.code == 5 && inconclusive.output.isEmpty && inconclusive.errors.isEmpty)
  }

  @Test(
    "Every design runs",
    arguments: [
      ["--design", "one-at-a-time"], ["--design", "latin", "--points", "6"], ["--design", "sobol", "--points", "4"],
      ["--design", "morris", "--trajectories", "2"], ["--design", "saltelli", "--samples", "2"],
    ])
  func designs(_ design: [String]) throws {
    let vary = ["--vary", "catalog.fee.on_top=20 %..40 %", "--vary", "gateway.duplicates=0 %,10 %", "--vary", "seed=1,2,3"]
    let result = try sweep(vary + design + ["--no-report"])
    #expect(result.code == 0 && result.output.contains("\(design[1]), "), "\(result.errors)")
    for format in ["json", "markdown"] { #expect(try sweep(vary + design + ["--no-report", "--format", format]).code == 0) }
  }

  @Test(
    "Wrong usage ends with 64, the place and what to write instead",
    arguments: [
      ([], "--vary KEY=VALUES"), (["--vary", "fee"], "--vary fee:1:1: error"),
      (["--vary", "catalog.fee.on_top=20 %..40 %/7 %"], ":1:31: error: steps of 7 % do not meet the end 40 %"),
      (["--vary", "catalog.fee.on_top=20 %..40 %"], "give a step"),
      (["--vary", "seed=1..100/1", "--vary", "owners=1..200/1"], "20000 points, and the limit is 10000"),
      (["--vary", "seed=1,2", "--points", "5"], "--points needs --design"),
      (["--vary", "seed=1,2", "--objective", "profit max"], "profit max"),
      (["--vary", "seed=1,2", "--metric", "profit"], "profit"),
      (["--vary", "seed=1,2", "--vary", "seed=3,4"], "names 'seed' twice"),
      (["--vary", "seed=1,2", "--no-report", "--out", "x"], "exclude each other"),
    ] as [([String], String)])
  func usage(arguments: [String], words: String) throws {
    let result = try sweep(arguments)
    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("A key or a value that the scenario does not take ends with 65 before anything runs, with its hint")
  func badValues() throws {
    let key = try sweep(["--vary", "catalog.fee.on_tip=20 %,30 %", "--no-report"])
    #expect(key.code == 65 && key.errors.contains("did you mean 'on_top'?"), "\(key.errors)")
    let value = try sweep(["--vary", "catalog.fee.on_top=20 %,120 %", "--no-report"])
    #expect(value.code == 65 && value.errors.contains("point 2 of the sweep") && value.errors.contains("from 0 % to 100 %"))
  }

  @Test("A folder of others, and one in which another sweep writes, are left alone: 73")
  func places() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("mine").path
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      try "dear diary".write(toFile: "\(out)/diary.txt", atomically: true, encoding: .utf8)
      let taken = try sweep(Self.fee + ["--out", out])
      #expect(taken.code == 73 && taken.errors.contains("--out"))
      let shared = folder.appendingPathComponent("shared").path
      _ = try sweep(Self.fee + ["--out", shared])
      let lock = open("\(shared)/runs.jsonl", O_RDONLY)
      #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
      let second = try sweep(Self.fee + ["--out", shared])
      #expect(second.code == 73 && second.errors.contains("another sweep is writing there"), "\(second.errors)")
      close(lock)
      try "{\"schema\": \"windtunnel-sweep-runs/2\"}\n".write(toFile: "\(shared)/runs.jsonl", atomically: true, encoding: .utf8)
      let newer = try sweep(Self.fee + ["--out", shared])
      #expect(newer.code == 73 && newer.errors.contains("a newer version has written it"))
    }
  }
}
