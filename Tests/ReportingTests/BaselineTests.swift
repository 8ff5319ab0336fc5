import Testing

@testable import Reporting

@Suite("A report beside a baseline")
struct BaselineTests {
  private static func baseline(_ change: (inout [(String, JSONValue)]) -> Void = { _ in }) throws -> BaselineReport {
    var members = ReportDocument(HandMadeRun().report()).root.members
    change(&members)
    return try BaselineReport(ReportDocument(.object(members)), file: "reports/before", asset: "USD")
  }

  /// With other figures of money in total.
  private static func totals(_ figures: KeyValuePairs<String, Int64>, decimals: Int64 = 2) throws -> BaselineReport {
    try baseline { members in
      guard let place = members.firstIndex(where: { $0.0 == "money" }) else { return }
      var money = members[place].1.members
      var total = members[place].1["total"].members
      for (key, value) in figures { total = total.map { $0.0 == key ? ($0.0, .integer(value)) : $0 } }
      money = money.map { $0.0 == "total" ? ($0.0, .object(total)) : $0.0 == "decimals" ? ($0.0, .integer(decimals)) : $0 }
      members[place].1 = .object(money)
    }
  }

  private func text(_ report: RunReport) throws -> String { try PageOutline(HTMLReport.render(ReportDocument(report))).text }

  @Test("The tiles say how each figure differs, with a sign, a word and a share")
  func tiles() throws {
    // The run's net is 4.10 USD, its liability 62.50 USD, its breakage 2.00 USD.
    let before = try Self.totals(["net": -8_20, "closingLiability": 5_000, "breakage": 800])
    let page = try text(HandMadeRun().report().beside(before))
    #expect(page.contains("▲ +150 %, better than −8.20 USD in the baseline"))
    #expect(page.contains("▲ +25 %, more than 50.00 USD in the baseline"))
    #expect(page.contains("▼ −75 %, worse than 8.00 USD in the baseline"))
    #expect(page.contains("= as in the baseline"))
    #expect(page.contains("Compared with reports/before: scenario marketplace, seed 42, 3 owners; every step is the same."))
    let markup = HTMLReport.render(ReportDocument(HandMadeRun().report().beside(before)))
    for kind in ["better", "worse", "neutral", "same"] { #expect(markup.contains("class=\"change \(kind)\"")) }
  }

  @Test("Without one they say how the last month differs from the one before, and nothing of a baseline")
  func without() throws {
    let page = try text(HandMadeRun().report())
    #expect(!page.contains("baseline") && page.contains(" on Jan"))
    let beside = try text(HandMadeRun().report().beside(try Self.baseline()))
    #expect(!beside.contains(" on Jan"))
  }

  @Test("Amounts in another minor unit are the same money")
  func otherDecimals() throws {
    let before = try Self.totals(["net": 4_100_000, "breakage": 4_000_000], decimals: 6)
    let page = try text(HandMadeRun().report().beside(before))
    #expect(page.contains("▼ −50 %, worse than 4.00 USD in the baseline"))
    #expect(!page.contains("than 4.10 USD in the baseline"))
  }

  @Test("What has other money, or lacks a figure, is no baseline")
  func refused() {
    #expect(throws: BaselineError.otherCurrency(found: "USD", wanted: "EUR")) {
      try BaselineReport(ReportDocument(HandMadeRun().report()), file: "x", asset: "EUR")
    }
    #expect(throws: BaselineError.incomplete("reload.settled")) { try Self.baseline { $0.removeAll { $0.0 == "reload" } } }
    #expect(throws: BaselineError.incomplete("money")) { try Self.baseline { $0.removeAll { $0.0 == "money" } } }
  }

  @Test("The verdict stays as it is")
  func verdict() throws {
    let report = HandMadeRun().report()
    #expect(report.beside(try Self.totals(["net": 1_000_000])).verdict == report.verdict)
  }
}
