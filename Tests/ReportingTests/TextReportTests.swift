import Accounting
import Foundation
import Measurement
import Testing

@testable import Reporting

@Suite("The report on a terminal")
struct TextReportTests {
  @Test("A small report is drawn as agreed")
  func golden() {
    let report = HandMadeRun().report(violation: HandMadeRun.violation)
    #expect(TextReport.render(report, style: .ascii) == TextReportTests.golden)
  }

  @Test("A sound report is drawn in the order verdict, why, money, speed, how to repeat")
  func order() {
    let text = TextReport.render(HandMadeRun().report())
    let sections = ["VERDICT  PASS (exit code 0)", "WHY", "MONEY    in USD", "SPEED", "REPEAT"]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let found = sections.compactMap { section in lines.firstIndex { $0.hasPrefix(section) } }
    #expect(found.count == sections.count)
    #expect(found == found.sorted())
    #expect(text.contains("  ✓  2 of 2 invariants held, 1,030 checks\n"))
    #expect(text.hasSuffix("\nREPEAT\n  windtunnel run scenarios/marketplace.yaml --seed 42\n"))
  }

  @Test("Plans and packs take the place of credits that were never sold")
  func plans() {
    let text = TextReport.render(SubscribedRun().report(), style: .ascii)
    #expect(text.contains(TextReportTests.plansAndPacks), "\(text)")
  }

  @Test("A title leaves room for the largest amount beside it")
  func titles() {
    for figure in MonthlyFigure.allCases { #expect(figure.title.count <= 20, "\(figure.title)") }
  }

  @Test(
    "The worst report fits 45 lines of 100 columns", arguments: [TextStyle.plain, .ascii], [false, true])
  func fits(style: TextStyle, withPlans: Bool) {
    let report = TextReportTests.worst(withPlans: withPlans)
    let lines = TextReport.render(report, style: style).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 <= TextReport.mostLines)
    for line in lines { #expect(line.count <= 100, "\(line)") }
    #expect(lines.contains { $0.hasPrefix("REPEAT") })
    if !style.unicode { #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) }) }
  }

  @Test("A table of many operations takes the room that is left, and says what it left out")
  func manyOperations() {
    let lines = TextReport.render(TextReportTests.busy(kinds: 40)).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 == TextReport.mostLines)
    let summary = lines.first { $0.hasPrefix("  and ") }
    #expect(summary?.hasSuffix("more kinds, see summary.md") == true)
    let shown = lines.filter { $0.hasPrefix("  kind-") }.count
    #expect(summary == "  and \(40 - shown) more kinds, see summary.md")
    #expect(lines.first { $0.hasPrefix("  kind-") }?.hasPrefix("  kind-39 ") == true)
  }

  @Test("Colours come only when told, and take no columns")
  func colours() {
    let report = HandMadeRun().report(violation: HandMadeRun.violation)
    let plain = TextReport.render(report, style: .plain)
    let coloured = TextReport.render(report, style: .coloured)
    #expect(!plain.unicodeScalars.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[31;1mFAIL\u{1B}[0m"))
    #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
  }

  @Test("Names of others cannot steer the terminal or break a line")
  func hostile() {
    var run = HandMadeRun.identity()
    run.scenario.name = "evil\u{1B}[2J\nVERDICT PASS\u{202E}"
    let text = TextReport.render(HandMadeRun().report(run))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("VERDICT") }.count == 1)
  }

  @Test("A long command is broken between its words and can be copied")
  func longCommand() {
    var run = HandMadeRun.identity()
    run.repeatCommand = "windtunnel run " + (0..<20).map { "--set key.number\($0)=\($0)" }.joined(separator: " ")
    let text = TextReport.render(HandMadeRun().report(run))
    let command = text.components(after: "REPEAT\n").replacing(" \\\n  ", with: " ").trimmed
    #expect(command == run.repeatCommand)
  }

  @Test("An amount is never cut short: a narrow terminal gets one figure a line")
  func narrow() {
    let style = TextStyle(colours: false, unicode: true, columns: 60)
    let text = TextReport.render(TextReportTests.worst(), style: style)
    #expect(text.contains("\n  cash in              40,000,000,000,000,105.00\n"))
    let wide = TextReport.render(TextReportTests.worst())
    #expect(wide.contains("  cash in              40,000,000,000,000,105.00    fee revenue"))
  }

  @Test("Negative amounts have a minus sign, in red where there are colours")
  func negative() {
    var run = HandMadeRun()
    run.post(.badDebt, .receivable, 1_000_000, .badDebt, at: HandMadeRun.february)
    let report = run.report()
    #expect(TextReport.render(report).contains(" -9,995.90\n"))
    #expect(TextReport.render(report, style: .coloured).contains("\u{1B}[31;1m-9,995.90\u{1B}[0m"))
  }

  /// Long names, large amounts, everything broken, missed and stopped at once.
  static func worst(withPlans: Bool = false) -> RunReport {
    let long = String(repeating: "häufig und lang ", count: 30)
    var run = HandMadeRun.identity(seed: .max)
    run.scenario.name = String(repeating: "n", count: 300)
    run.scenario.about = long
    run.replication = 1_000_000
    run.repeatCommand = "windtunnel run \(String(repeating: "deep/", count: 10))scenario.yaml " + long.prefix(100)
    var made = HandMadeRun()
    made.card.flows.add(
      Transfer(debit: .cash, credit: .availablePaid, amount: 4_000_000_000_000_000_000, code: .purchase), at: HandMadeRun.start)
    made.card.metering = MeteringSums()
    made.card.metering?.countUse(wait_ns: .max, backlog: .max)
    made.card.metering?.countCutoff(delay_ms: .max / 1_000)
    made.card.metering?.overspent = .max
    var note = HandMadeRun.violation
    note.sentence = long
    note.left.label = long
    note.command = long
    note.repeatCommand = "windtunnel explain " + long.prefix(120)
    let broken = (0..<14).map { InvariantResult(name: "\(long)\($0)", checks: .max / 20, violations: .max / 20, first: note) }
    let missed = (0..<9).map { ThresholdResult(expression: "\(long)\($0)", measured: long, outcome: .fail) }
    if withPlans {
      for code in TransferCode.allCases {
        let transfer = Transfer(debit: .cash, credit: .deferred, amount: 30_000_000_000_000_000, code: code)
        made.card.flows.add(transfer, at: HandMadeRun.start)
      }
    }
    return RunReport(
      run: run, card: made.card,
      names: ReportNames(kinds: [long, long, long], statuses: [long], situations: Array(repeating: long, count: 32)),
      invariants: broken, thresholds: missed, demandsEverySituation: true, wall: WallClock(seconds: 0.001, peakMemoryBytes: .max))
  }

  static func busy(kinds: Int) -> RunReport {
    var card = Scorecard(start: HandMadeRun.start, end: HandMadeRun.end, kinds: kinds, statuses: 1, peaks: false)
    for kind in 0..<kinds { card.commands.add(Int64(kind + 1), row: kind) }
    return RunReport(
      run: HandMadeRun.identity(), card: card,
      names: ReportNames(kinds: (0..<kinds).map { "kind-\($0)" }, statuses: ["ok"], situations: []), invariants: [],
      wall: WallClock(seconds: 1, peakMemoryBytes: 0))
  }

  private static let plansAndPacks = """
    MONEY    in USD, whole run
      cash in                                 181.50    revenue in total                        121.00
      processor fees                            5.50    losses by disputes                        4.00
      disputes                                  9.00    net                                     111.50
      usage revenue                             1.50    liability at the end                      0.00
      plan revenue                             89.00    deferred at the end                      32.50
      pack revenue                             22.00    account credit left                      23.00
      breakage                                  8.50
      ok deferred for plans: 0.00 opening + 130.00 billed + 12.00 credit applied - 40.00 credited -
         90.00 earned - 5.00 disputed = 7.00 closing
      ok deferred for packs: 0.00 opening + 50.00 billed - 22.00 earned - 2.50 expired - 0.00 disputed =
         25.50 closing
      ok account credit: 0.00 opening + 41.00 credited + 0.00 overpaid - 12.00 applied - 6.00 expired -
         0.00 disputed = 23.00 closing
    """

  private static let golden = """
    windtunnel 0.1.0: marketplace (scenarios/marketplace.yaml, sha256 9f9f9f9f9f9f)
    Two months by hand
    seed 42, 3 owners, 2026-01-01 to 2026-03-01, 59 days, digest 0000000000000abc

    VERDICT  FAIL (exit code 2)
      Invariant lot-conservation broke 1 time in 20 checks. First: A lot lost what was pinned.

    WHY
      XX 1 of 2 invariants held, 1,030 checks
         lot-conservation: 1 violation in 20 checks
           granted 1,350 != parts 0
           owner o17, 2026-02-01T11:02:09Z, event 1,204: close-job 3
           windtunnel explain capsule.json --owner 17
      ok 55 of 55 equations of the money tie
      ?  6 of 7 situations met; never: leap day

    MONEY    in USD, whole run
      cash in                                 105.00    fee revenue                               6.30
      processor fees                            3.20    usage revenue                            17.00
      credits sold                            100.00    breakage                                  2.00
      bonus given                              15.00    revenue in total                         25.30
      free credits granted                      5.00    promotion cost                           16.00
      set aside for jobs                       45.50    bad debt                                  2.00
      payouts to workers                       21.00    net                                       4.10
      refunds                                  10.00    held at the end                           6.50
      disputes                                  4.00    liability at the end                     62.70
      ok liability: 0.00 opening + 100.00 purchases + 15.00 bonus + 5.00 grants - 27.30 captured - 10.00
         used - 5.00 expired - 15.00 refunded = 62.70 closing

    SPEED
      1,234 events in 2.000 s, 617/s, 309 per core on 2 threads, peak memory 38.1 MB
      busiest in simulated time, in commands: 300 a second, 300 a minute, 300 an hour
      operation                     count        refused       a second  peak a minute   peak an hour
      purchase                      1,000              0            500            300            300
      open-job                         10              3              5              1              1

    REPEAT
      windtunnel run scenarios/marketplace.yaml --seed 42

    """
}

extension String {
  func components(after marker: String) -> String {
    range(of: marker).map { String(self[$0.upperBound...]) } ?? ""
  }

  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
