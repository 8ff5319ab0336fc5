import Accounting
import Testing

@testable import Measurement
@testable import Reporting

@Suite("The report of a run over several catalogs")
struct CatalogReportTests {
  private func report() -> RunReport { HandMadeRun.mixed().report(HandMadeRun.mixedIdentity()) }

  @Test("Each catalog has its owners and its money, and they add up to the whole")
  func parts() {
    let report = report()
    #expect(report.catalogs.map(\.owners) == [2, 1])
    #expect(report.catalogs.map(\.money.total.cashIn) == [2_500_000, 30_000_001])
    #expect(report.catalogs.map(\.owed) == [2_500_000, 20_000_001])
    #expect(report.money.total.cashIn == 32_500_001)
    #expect(report.verdict.outcome == .pass)
    #expect(report.money.ties.contains { $0.name == "plans, net: statement = income - expenses" && $0.left == 10_000_000 })
  }

  @Test("A cent that one catalog lost and another found is a tie that failed")
  func offset() {
    var run = HandMadeRun.mixed()
    run.card.catalogs[0].balances[Int(Account.cash.rawValue)] += 1
    run.card.catalogs[1].balances[Int(Account.cash.rawValue)] -= 1
    let report = run.report(HandMadeRun.mixedIdentity())
    #expect(report.verdict.exitCode == 2)
    #expect(report.money.failedTies.contains { $0.name == "escrow, cash: transfers = balance" })
  }

  @Test("The terminal, the summary and the JSON have a line for each")
  func renderers() {
    let text = TextReport.render(report(), style: .ascii)
    #expect(
      text.contains(
        """
          catalog                 owners         cash in         revenue             net owed at the end
          escrow                       2        2.500000        0.000000        0.000000        2.500000
          plans                        1       30.000001       10.000000       10.000000       20.000001

        """), "\(text)")
    let markdown = MarkdownReport.render(report())
    #expect(markdown.contains("| plans | 1 | 30.000001 | 10.000000 | 10.000000 | 20.000001 | `2b2b"))
    let json = JSONReport.render(report())
    #expect(json.contains("\"name\": \"escrow\",\n      \"sha256\": \"1a1a"))
    #expect(json.contains("\"owed\": 20000001"))
  }

  @Test("The report of a run with one catalog says nothing of catalogs")
  func single() {
    var identity = HandMadeRun.identity()
    identity.catalogs = [HandMadeRun.catalogs[0]]
    let report = HandMadeRun().report(identity)
    #expect(report.catalogs.isEmpty)
    for text in [TextReport.render(report), MarkdownReport.render(report), JSONReport.render(report)] {
      #expect(!text.contains("atalog"))
    }
  }

  @Test("A kind of transfer moves the asset of the accounts that it explains", arguments: TransferCode.allCases)
  func assets(code: TransferCode) {
    let flows = {
      var card = HandMadeRun.empty()
      card.flows.add(Transfer(debit: .cash, credit: .availablePaid, amount: 1, code: code), at: HandMadeRun.start)
      return FlowSums(card.flows, month: 0)
    }()
    let touched = Account.allCases.filter { flows.balance(of: $0) != 0 }
    #expect(touched.count == 2 || code == .processorFee || code == .hold || !touched.isEmpty)
    #expect(touched.allSatisfy { $0.asset == code.asset })
  }
}
