import Foundation
import Testing

@testable import Reporting

@Suite("Renderings of a check")
struct CheckRenderingTests {
  private func mixed() -> CheckReport {
    let feature = HandMadeCheck.feature
    let good = HandMadeCheck.run(thresholds: [HandMadeCheck.threshold(.pass)], features: [feature("trial", 3, true)])
    return HandMadeCheck.report([
      HandMadeCheck.scenario("good", [good]),
      HandMadeCheck.scenario("bad", [HandMadeCheck.run(seed: 8, breaks: true), HandMadeCheck.run(seed: 9)]),
    ])
  }

  @Test("Markdown: the marker, then the verdict, what failed with its command line, what held folded away")
  func markdown() throws {
    let text = CheckMarkdown.render(mixed())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "<!-- windtunnel:check -->")
    #expect(lines[1].hasPrefix("**FAIL** (exit code 2): Invariant control-equals-subledger broke in bad"))
    #expect(text.contains("```sh\nwindtunnel run x.yaml --seed 8 --set swarm=8\n```"))
    #expect(text.contains("- available 5,000 is not its lots 4,990"))
    #expect(text.contains("- faults switched on: duplicates, outages"))
    #expect(text.contains("Faults switched on in 3 runs: duplicates in 3, outages in 3."))
    // The failing scenario stands first, although it was given last.
    let bad = try #require(text.firstRange(of: "| bad | **fail** | 2 |"))
    let good = try #require(text.firstRange(of: "| good | pass | 1 |"))
    #expect(bad.lowerBound < good.lowerBound)
    let fold = try #require(text.firstRange(of: "<details>"))
    let held = try #require(text.firstRange(of: "| `debt max <= 50 USD` | 62 USD | 1 |"))
    #expect(fold.lowerBound < held.lowerBound)
    #expect(text.split(separator: "<details>").count == text.split(separator: "</details>").count)
  }

  @Test("Markdown of hundreds of failures stays below 60,000 bytes, the first failure whole and the rest counted")
  func disaster() throws {
    let report = HandMadeCheck.disaster()
    #expect(report.failures.count == 900)
    let text = CheckMarkdown.render(report)
    #expect(text.utf8.count < 60_000)
    #expect(text.utf8.count > 40_000)
    #expect(text.contains("### Invariant control-equals-subledger broke in scenario-1 with 5 of 5 seeds, the first 1"))
    let shown = text.split(separator: "\n").count { $0.hasPrefix("### ") }
    #expect(text.contains("**\(900 - shown) more failures left out here**"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("| scenario-") } == 12)
    #expect(text.contains("And 288 more scenarios, 288 of them not passing."))
    #expect(!text.contains("<b>"))
    #expect(text.hasSuffix("```sh\nwindtunnel check scenarios/check\n```\n"))
  }

  @Test("An annotation stands at the line of its threshold, others at the first")
  func lines() {
    var threshold = HandMadeCheck.threshold(.fail)
    threshold.line = 12
    let missed = GitHubAnnotations.render(HandMadeCheck.report(HandMadeCheck.run(thresholds: [threshold])))
    #expect(missed.hasPrefix("::error file=scenarios/check/small.yaml,line=12,title=windtunnel check::Threshold 'debt max"))
    let broken = GitHubAnnotations.render(HandMadeCheck.report(HandMadeCheck.run(breaks: true, thresholds: [threshold])))
    #expect(broken.hasPrefix("::error file=scenarios/check/small.yaml,line=1,title="))
  }

  @Test("An invariant that no step broke is told in its sentence")
  func sentence() {
    var run = HandMadeCheck.run()
    run.invariants.append(
      InvariantResult(name: "same-seed-same-digest", checks: 1, violations: 1, sentence: "the digest is a, and b elsewhere"))
    let report = HandMadeCheck.report(run)
    #expect(report.verdict.exitCode == 2)
    #expect(report.failures[0].details == ["the digest is a, and b elsewhere"])
    #expect(CheckJUnit.render(report).contains("the digest is a, and b elsewhere"))
  }

  @Test("JUnit is well-formed, has suites for each scenario, and none without a test")
  func junit() throws {
    for report in [mixed(), HandMadeCheck.disaster(), HandMadeCheck.report([])] {
      let text = CheckJUnit.render(report)
      #expect(!text.contains("tests=\"0\""))
      let parser = XMLCounter()
      #expect(parser.parse(text))
      #expect(parser.tests == parser.cases)
    }
    let text = CheckJUnit.render(mixed())
    for name in ["good.invariants", "good.money", "good.thresholds", "good.sometimes", "bad.invariants"] {
      #expect(text.contains("<testsuite name=\"\(name)\""), "\(name)")
    }
    #expect(text.contains("<failure type=\"bad.invariants\" message=\"1 violation in 200 checks\">"))
    #expect(text.contains("repeat: windtunnel run x.yaml --seed 8 --set swarm=8"))
    // What had nothing to look at is no pass.
    #expect(text.contains("<skipped message=\"nothing to check here\"/>"))
    let never = HandMadeCheck.report(HandMadeCheck.run(features: [HandMadeCheck.feature("trial", 0)]))
    #expect(CheckJUnit.render(never).contains("<error type=\"small.sometimes\" message=\"inconclusive\">"))
  }

  @Test("check.json can be read and has every run")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(CheckJSON.render(mixed()).utf8)) as? [String: Any]
    let root = try #require(object)
    #expect(root["schema"] as? String == "windtunnel-check/1")
    #expect(root["exitCode"] as? Int == 2)
    let scenarios = try #require(root["scenarios"] as? [[String: Any]])
    let runs = try #require(scenarios[1]["runs"] as? [[String: Any]])
    #expect(runs.map { $0["seed"] as? Int } == [8, 9])
    #expect(runs.map { $0["failed"] as? Bool } == [true, false])
    #expect(runs[1]["digest"] as? String == "00000000000000aa" && runs[0]["digest"] is NSNull)
  }

  @Test("An annotation is one line, with the signs that Actions would read escaped, and there are at most ten")
  func annotations() {
    let lines = GitHubAnnotations.render(HandMadeCheck.disaster()).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { $0.hasPrefix("::error file=scenarios/check/scenario-") })
    let line = GitHubAnnotations.line(file: "a,b:c.yaml", line: 3, column: 5, title: "50 %", message: "one\r\ntwo: 5 %, done")
    #expect(line == "::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=50 %25::one%0D%0Atwo: 5 %25, done\n")
    #expect(GitHubAnnotations.render(HandMadeCheck.report(HandMadeCheck.run())).isEmpty)
  }

  @Test("A terminal gets the verdict, a line for each scenario, and the command line of what failed")
  func text() {
    let text = CheckText.render(mixed(), style: .ascii)
    #expect(text.hasPrefix("FAIL  exit code 2\n  Invariant control-equals-subledger broke in bad"))
    #expect(text.contains("  ok good ") && text.contains("  XX bad "))
    #expect(text.contains("       windtunnel run x.yaml --seed 8 --set swarm=8\n"))
    #expect(text.contains("3 runs, 3,000 events, 300 checks in 1.500 s"))
    let lines = CheckText.render(HandMadeCheck.disaster()).split(separator: "\n")
    #expect(lines.count < 120 && lines.contains { $0.contains("and 894 more, see check.json") })
  }

  @Test("The line of progress says what is left, of the work or of the budget")
  func progress() {
    var line = CheckProgress(scenario: "small", seed: 8, runs: 12, events: 2_000_000, done: 0.25, seconds: 10)
    #expect(line.text() == " 25 %  small, seed 8, 12 runs, 200.0 k events/s, 30 s left")
    line.budget = 120
    #expect(line.secondsLeft == 110)
    line.seconds = 130
    #expect(line.secondsLeft == 0)
    line = CheckProgress(scenario: "small", seed: 8, runs: 0, events: 0, done: 0, seconds: 0)
    #expect(line.secondsLeft == nil && line.text() == "  0 %  small, seed 8, 0 runs")
  }
}

/// Counts what a JUnit document says and what it has.
private final class XMLCounter {
  private(set) var tests = 0
  private(set) var cases = 0

  /// Whether the tags close in order; entities are not looked at.
  func parse(_ text: String) -> Bool {
    var open: [Substring] = []
    for tag in text.matches(of: #/<(\/?)([a-z]+)([^<>]*?)(\/?)>/#) {
      let (_, closing, name, attributes, alone) = tag.output
      if !closing.isEmpty {
        guard open.popLast() == name else { return false }
        continue
      }
      if name == "testcase" { cases += 1 }
      if name == "testsuite", let count = attributes.firstMatch(of: #/tests="(\d+)"/#) { tests += Int(count.1) ?? 0 }
      if alone.isEmpty { open.append(name) }
    }
    return open.isEmpty
  }
}
