import Foundation
import Testing

/// Pages drawn again from what a run left.
@Suite("report", .serialized)
struct ReportCommandTests {
  @Test("The page of a run is drawn again from its folder, its file or standard input, to the last byte")
  func again() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("run").path
      #expect(try Program.run("run", "scenarios/check/small.yaml", "--quiet", "--out", out).code == 0)
      let page = try String(contentsOfFile: "\(out)/report.html", encoding: .utf8)
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.utf8.count < 1_000_000)
      #expect(try Program.run("report", out).output == page)
      let json = try String(contentsOfFile: "\(out)/report.json", encoding: .utf8)
      #expect(try Program.run("report", "-", input: json).output == page)
      let target = folder.appendingPathComponent("page.html").path
      let written = try Program.run("report", "\(out)/report.json", "--out", target)
      #expect(written.code == 0 && written.output.isEmpty && written.errors == "page: \(target)\n")
      #expect(try String(contentsOfFile: target, encoding: .utf8) == page)
    }
  }

  @Test("What is no report is told from one, with its place and what to do")
  func refused() throws {
    try Program.inTemporaryFolder { folder in
      func report(_ text: String) throws -> Program.Result {
        let file = folder.appendingPathComponent("other.json")
        try Data(text.utf8).write(to: file)
        return try Program.run("report", file.path)
      }
      let cut = try report("{\"schema\": \"windtunnel-report/1\",\n \"money\": {")
      #expect(cut.code == 65 && cut.errors.contains("other.json:2:12: error: no JSON: "))
      let other = try report("{\"schema\": \"windtunnel-check/1\"}")
      #expect(other.code == 65 && other.errors.contains("other.json:1:1: error: no report of a run: its schema is "))
      let newer = try report("{\"schema\": \"windtunnel-report/9\"}")
      #expect(newer.code == 65 && newer.errors.contains("hint: read it with the version of Windtunnel that wrote it"))
      for result in [cut, other, newer] { #expect(result.output.isEmpty) }
    }
    let missing = try Program.run("report", "no/such/report.json")
    #expect(missing.code == 66 && missing.errors.contains("there is no file no/such/report.json"))
    let place = try Program.run("report", "reports/golden/small", "--out", "no/such/page.html")
    #expect(place.code == 73 && place.errors.contains("--out"))
  }
}
