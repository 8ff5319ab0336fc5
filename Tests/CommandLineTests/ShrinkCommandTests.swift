import Foundation
import Testing

/// What needs no bug: a clean build breaks nothing, and says so.
@Suite("windtunnel shrink")
struct ShrinkCommandTests {
  @Test("Where nothing breaks there is nothing to shrink, and nothing is written")
  func nothing() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("short.jsonl").path
      for arguments in [
        ["scenarios/check/small.yaml", "--owner", "1"],
        ["scenarios/traces/worked-examples.jsonl", "--catalog", "scenarios/catalogs/firsthand.yaml"],
      ] {
        let result = try Program.execute(Program.path, ["shrink"] + arguments + ["--out", out], input: "", during: { _ in })
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("nothing breaks"))
        #expect(!FileManager.default.fileExists(atPath: out))
      }
    }
  }

  @Test("Wrong words and missing files end as everywhere")
  func mistakes() throws {
    #expect(try Program.run("shrink", "nowhere.yaml").code == 66)
    #expect(try Program.run("shrink", "nowhere.jsonl").code == 66)
    #expect(try Program.run("shrink", "nowhere.json").code == 66)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--budget", "soon").code == 64)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--owner", "999999").code == 64)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--owner", "1..3").code == 64)
    #expect(try Program.run("shrink", "-").code == 65)
  }
}
