import Accounting
import Testing

@testable import Reporting

@Suite("summary.md")
struct MarkdownReportTests {
  @Test("The first line is the verdict in a sentence")
  func verdictFirst() {
    let text = MarkdownReport.render(HandMadeRun().report())
    let first = "**PASS** (exit code 0): 2 invariants held in 1,030 checks, and the money ties to the last minor unit."
    #expect(text.split(separator: "\n").first.map(String.init) == first)
  }

  @Test("Every table is whole: as many cells in each row as in its heading")
  func tables() {
    let report = HandMadeRun().report(
      violation: HandMadeRun.violation, thresholds: [.init(expression: "a|b < 1", measured: "2 | 3", outcome: .fail)])
    var cells = 0
    var rows = 0
    for line in MarkdownReport.render(report).split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.hasPrefix("|") {
        cells = 0
        continue
      }
      let count = line.replacing("\\|", with: "").split(separator: "|", omittingEmptySubsequences: false).count - 2
      if cells == 0 { cells = count }
      #expect(count == cells, "\(line)")
      rows += 1
    }
    #expect(rows > 100)
  }

  @Test("Every figure of money is shown and explained with its unit")
  func explained() {
    let text = MarkdownReport.render(HandMadeRun().report())
    let money = HandMadeRun().report().money
    #expect(money.shownFigures.count == 18)
    for figure in money.shownFigures {
      #expect(text.contains("| \(figure.title) | USD | \(figure.meaning) |"))
      let total = money.total[figure]
      #expect(text.contains("| \(figure.title) | \(MoneyUnit(code: "USD", decimals: 2).text(total)) |"))
    }
    for figure in RollForwardFigure.allCases { #expect(text.contains("| owed: \(figure.rawValue) | USD | \(figure.meaning) |")) }
  }

  @Test("What a run has none of stays out of the tables, and is in the JSON and the CSV all the same")
  func zeros() {
    let escrow = HandMadeRun().report()
    for word in ["plan revenue", "| deferred", "| account credit", "creditsIssued", "not earned yet", "account of a quantity"] {
      #expect(!MarkdownReport.render(escrow).contains(word), "\(word)")
    }
    let plans = SubscribedRun().report()
    for word in ["| credits sold", "| payouts to workers", "| heldPaid |", "is owed to owners", "| owed: "] {
      #expect(!MarkdownReport.render(plans).contains(word), "\(word)")
    }
    for report in [escrow, plans] {
      for figure in MonthlyFigure.allCases {
        #expect(JSONReport.render(report).contains("\"\(figure.rawValue)\": "))
        #expect(MonthlyCSV.render(report).contains("\(figure.title) (USD)"))
      }
    }
  }

  @Test("Plans, packs and account credit roll forward in tables of their own, and quantities have their own accounts")
  func plans() {
    let text = MarkdownReport.render(SubscribedRun().report())
    #expect(text.contains("| deferred for plans | USD |\n|---|---:|\n| opening | 0.00 |\n| billed | 130.00 |\n"))
    #expect(text.contains("| earned | -90.00 |\n| disputed | -5.00 |\n| closing | 7.00 |\n| ties | yes |"))
    #expect(text.contains("| account credit: expired | USD | Ran out unused. |"))
    #expect(text.contains("| credits | liability | credits | 7.500 | 7.500 |"))
    #expect(text.contains("| minutesServed | income | minutes | 45.250 | 45.250 |"))
  }

  @Test("A tie that fails is shown with both sides")
  func failedTie() {
    var run = HandMadeRun()
    run.card.balances.add(1, row: Int(Account.heldPaid.rawValue))
    let text = MarkdownReport.render(run.report())
    #expect(
      text.hasPrefix("**FAIL** (exit code 2): The money does not tie, heldPaid: transfers = balance: 6.50 is not 6.51 USD."))
    #expect(text.contains("| heldPaid: transfers = balance | USD | 6.50 | 6.51 |"))
    #expect(text.contains("| ties | **no** | yes | **no** |"))
  }

  @Test("Names of others are not read as Markdown or HTML")
  func escaping() {
    var run = HandMadeRun.identity()
    run.scenario.name = "<img src=x> *bold* [link](x)\n# heading | cell"
    run.scenario.file = "a`b|c.yaml"
    let text = MarkdownReport.render(HandMadeRun().report(run))
    #expect(text.contains(##"**\<img src=x\> \*bold\* \[link\](x) \# heading \| cell**"##))
    #expect(text.contains(#"| file | `a'b\|c.yaml` |"#))
  }
}
