import Accounting
import Measurement

/// The tables of finance as files for a spreadsheet. Which there are, and what they are called, does not depend on the run.
public enum FinanceCSV: String, CaseIterable, Sendable {
  case income, rollforward, mrr, segments, cohorts

  public var fileName: String { "\(rawValue).csv" }

  /// The table with its heading, every line ending in CRLF; without rows where the run had nothing of the kind.
  public func render(_ finance: FinanceReport) -> String {
    switch self {
    case .income: FinanceCSV.income(finance)
    case .rollforward: FinanceCSV.rollForward(finance)
    case .mrr: FinanceCSV.recurring(finance)
    case .segments: FinanceCSV.segments(finance)
    case .cohorts: FinanceCSV.cohorts(finance)
    }
  }

  /// The name of all segments together in the tables.
  static let allSegments = "all segments"

  /// One row a month: cash, earnings, and the bridge between them.
  private static func income(_ finance: FinanceReport) -> String {
    let unit = finance.unit
    var table = CSVTable(headings: ["month"] + IncomeFigure.allCases.map { "\($0.title) (\(unit.code))" })
    for line in finance.income {
      table.add([line.month.map(NumberText.month) ?? ""] + IncomeFigure.allCases.map { unit.plainText(line[$0]) })
    }
    return table.text
  }

  /// One row a month; what takes from a balance is below zero, so that opening and movements add up to the closing.
  private static func rollForward(_ finance: FinanceReport) -> String {
    let unit = finance.unit
    let headings = finance.histories.flatMap { history in
      (["opening"] + history.movements.map(\.title) + ["closing"]).map { "\(history.title): \($0) (\(unit.code))" }
    }
    var table = CSVTable(headings: ["month"] + headings)
    for (row, line) in finance.income.enumerated() {
      var cells = [line.month.map(NumberText.month) ?? ""]
      for history in finance.histories {
        let month = history.months[row]
        cells.append(unit.plainText(month.opening))
        for (movement, amount) in zip(history.movements, month.amounts) {
          cells.append(unit.plainText(movement.adds ? amount : -amount))
        }
        cells.append(unit.plainText(month.closing))
      }
      table.add(cells)
    }
    return table.text
  }

  private static func recurring(_ finance: FinanceReport) -> String {
    let unit = finance.unit
    let changes = RecurringSums.Change.allCases
    let money = (["opening"] + changes.map(\.key) + ["closing"]).map { "MRR \($0) (\(unit.code) a month)" }
    let counts = (["opening"] + changes.map(\.key) + ["closing"]).map { "subscriptions \($0) (count)" }
    var table = CSVTable(headings: ["month"] + money + counts)
    for line in finance.recurring?.months ?? [] {
      let amounts = [line.opening] + changes.map { line[$0] } + [line.closing]
      let counts = [line.openingSubscriptions] + line.counts + [line.closingSubscriptions]
      table.add([NumberText.month(line.month)] + amounts.map(unit.plainText) + counts.map { String($0) })
    }
    return table.text
  }

  private static func segments(_ finance: FinanceReport) -> String {
    let unit = finance.unit
    let code = unit.code
    var table = CSVTable(headings: [
      "segment", "catalog", "owners joined (count)", "active owner-months (count)", "cash in (\(code))", "revenue (\(code))",
      "promotion cost (\(code))", "processor fees (\(code))", "bad debt (\(code))", "losses by disputes (\(code))",
      "net (\(code))",
      "ARPU: revenue by active owner and month (\(code))", "cash by owner (\(code))", "revenue by owner (\(code))",
      "net by owner: LTV within the run (\(code))", "MRR at the end (\(code) a month)", "payback (months)",
    ])
    for part in finance.economics {
      let total = part.total
      let sums = [
        total.cashIn, total.revenue, total.promotion, total.processorFees, total.badDebt, total.disputeLosses, total.net,
      ]
      let means = [part.revenuePerActiveMonth, part.cashPerOwner, part.revenuePerOwner, part.netPerOwner]
      table.add(
        [
          CSVTable.guarded(part.segment?.name ?? allSegments), CSVTable.guarded(part.segment?.catalog ?? ""), String(part.owners),
          String(part.activeMonths),
        ] + sums.map(unit.plainText) + means.map { $0.map(unit.plainText) ?? "" }
          + [unit.plainText(part.recurring), part.paybackAge.map { String($0) } ?? ""])
    }
    return table.text
  }

  /// One row for each segment, cohort and month of its life.
  private static func cohorts(_ finance: FinanceReport) -> String {
    let unit = finance.unit
    let code = unit.code
    var table = CSVTable(headings: [
      "segment", "joined in", "owners joined (count)", "age (months)", "owners active (count)", "owners gone (count)",
      "cash in (\(code))", "revenue (\(code))", "net (\(code))", "revenue by owner since joining (\(code))",
      "net by owner since joining (\(code))", "credits bought since joining (\(code))", "of these spent (\(code))",
      "of these expired (\(code))", "of these refunded (\(code))", "of these left (\(code))", "spent (%)", "expired (%)",
      "left (%)",
    ])
    for (part, cohorts) in zip(finance.economics, finance.cohorts) {
      let name = CSVTable.guarded(part.segment?.name ?? allSegments)
      for cohort in cohorts.cohorts {
        for age in cohort.ages {
          let amounts = [
            age.total.cashIn, age.total.revenue, age.total.net, age.revenuePerOwner, age.netPerOwner, age.bought, age.spent,
            age.expired, age.refunded, age.left,
          ]
          let shares = [age.spent, age.expired, age.left].map { age.percent($0) ?? "" }
          table.add(
            [name, NumberText.month(cohort.month)] + [cohort.joined, Int64(age.age), age.active, age.gone].map { String($0) }
              + amounts.map(unit.plainText) + shares)
        }
      }
    }
    return table.text
  }
}
