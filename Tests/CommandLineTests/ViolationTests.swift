import Accounting
import Auditing
import Foundation
import Measurement
import Pricing
import Reporting
import Scenarios
import Testing

@testable import Billing
@testable import Simulation
@testable import windtunnel

/// A broken invariant on its way from the book to the report.
@Suite("Violations")
struct ViolationTests {
  /// A settled purchase whose credits are lost before the auditor looks; its owner is number 17 of the run.
  private func found() throws -> FoundViolation {
    var book = Book(catalog: Worlds.catalog)
    let owner = book.addOwner()
    var auditor = Auditor(level: .step)
    auditor.addOwner()
    let now = CivilDate(year: 2026, month: 3, day: 9).midnight
    let commands: [Command] = [
      .attachMethod(.works), .purchase(amount: 100, key: .none), .purchase(amount: 5_000, key: .none),
      .settle(PaymentID(2), .succeeded),
    ]
    for command in commands {
      let status = book.apply(command, by: owner, at: now)
      if command.kind == .settle { book.owners[0].remaining[0] -= 1 }
      if !auditor.check(book, command, by: owner, at: now, status) {
        let violation = auditor.violation(in: book, of: owner, at: now, command, status)
        return FoundViolation(violation: try #require(violation), owner: 17)
      }
    }
    throw CancellationError()
  }

  private func report() throws -> RunReport {
    let file = Program.root.appendingPathComponent("scenarios/check/small.yaml").path
    let overrides = Overrides(set: [(key: "catalog.fee.on_top", value: "25 %")], seed: 9, horizon: nil, owners: 40)
    let loaded = try ScenarioFile.load(path: file, overrides: overrides)
    let scenario = loaded.scenario
    let card = Scorecard(
      start: scenario.start, end: scenario.end, kinds: CommandKind.allCases.count, statuses: Status.allCases.count, peaks: false)
    let outcome = Outcome(
      scorecard: card, checks: Invariant.allCases.map { _ in 1 }, violation: try found(), isPartial: false, recorded: [],
      owners: 40)
    let command = try RunCommand.parse([
      file, "--owners", "40", "--seed", "9", "--set", "catalog.fee.on_top=25 %", "--audit", "step",
    ])
    return RunReport(
      outcome, of: loaded, options: command.options, repeatCommand: command.repeatCommand(loaded), isRecorded: false,
      WallClock(seconds: 1, peakMemoryBytes: 1))
  }

  @Test("The report fails with exit code 2 and names invariant, sides, owner, time, event and command")
  func told() throws {
    let report = try report()
    #expect(report.verdict.outcome == .fail)
    #expect(report.verdict.exitCode == 2)
    let first = try #require(report.invariants.first { !$0.holds }?.first)
    #expect(first.invariant == "control-equals-subledger")
    #expect(first.left == .init("available paid in the ledger", 5_000))
    #expect(first.right == .init("its lots", 4_999))
    #expect(first.owner == "o17")
    #expect(first.at == CivilDate(year: 2026, month: 3, day: 9).midnight)
    #expect(first.event == 4)
    #expect(first.command == "settle p2 succeeded: ok")
    let flags = "--seed 9 --owners 40 --set 'catalog.fee.on_top=25 %' --record story.jsonl --record-owners 17"
    #expect(first.repeatCommand.hasSuffix("small.yaml \(flags)"))
  }

  @Test("Every rendering shows it")
  func rendered() throws {
    let report = try report()
    let json = JSONReport.render(report)
    #expect(json.contains("\"exitCode\": 2") && json.contains("\"command\": \"settle p2 succeeded: ok\""))
    for text in [TextReport.render(report), MarkdownReport.render(report), JUnitReport.render(report)] {
      for part in [
        "control-equals-subledger", "5,000", "4,999", "o17", "2026-03-09", "settle p2 succeeded", "--record-owners 17",
      ] {
        #expect(text.contains(part), "\(part)")
      }
    }
  }

  @Test("Commands are written whole")
  func commands() {
    let at = CivilDate(year: 2026, month: 3, day: 9).midnight
    let texts: [(Command, String)] = [
      (.attachMethod(.works), "attach-method card 4242424242424242"), (.detachMethod, "detach-method"),
      (.configureReload(enabled: true, threshold: 10, amount: 20), "configure-reload on threshold 10 amount 20"),
      (.purchase(amount: 5, key: .none), "purchase 5"), (.settle(PaymentID(2), .needs3DS), "settle p2 needs-3ds"),
      (
        .grant(amount: 5, origin: .freeTier, expiresAt: at, priority: 1),
        "grant 5 free-tier priority 1 expires 2026-03-09T00:00:00Z"
      ),
      (.openJob(JobID(1), slots: 10, price: 300, deadline: .never), "open-job j1 slots 10 price 300"),
      (.settleSlots(JobID(1), slots: 7), "settle-slots j1 slots 7"),
      (.rejectSlots(JobID(1), slots: 7), "reject-slots j1 slots 7"),
      (.closeJob(JobID(1)), "close-job j1"), (.cancelJob(JobID(1)), "cancel-job j1"), (.use(amount: 5), "use 5"),
      (.elapse(.jobDeadline(JobID(1))), "job-timeout j1"), (.elapse(.lotExpiry(LotID(3))), "lot-expiry lot 3"),
      (.elapse(.reload), "reload-timer"), (.elapse(.checkout(PaymentID(2))), "checkout-expiry p2"),
    ]
    for (command, text) in texts { #expect(command.text == text) }
  }

  private enum Worlds {
    static let catalog = Catalog(name: "test", terms: Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30))))
  }
}
