/// What owners owe, what is lost of it, and what metering late costs.
enum OverdraftSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Overdraft and metering",
      "Usage that is metered late can go beyond the balance. What owners owe is earned, "
        + "but not paid; some of it never is."
    )
    let metering = figures.root["metering"]
    let hasDebt = figures.root["money"]["largestDebt"].count > 0 || figures.happened(.badDebt)
    if metering.isNull, !hasDebt { return .absent("overdraft", title, lead) }
    return PageSection(id: "overdraft", title: title, lead: lead) { page in
      if hasDebt {
        exposure(figures).write(into: &page)
        ages(figures).map { $0.write(into: &page) }
      }
      if !metering.isNull { writeMetering(metering, figures, into: &page) }
    }
  }

  /// What owners owed at each month's end, where the report tells it, and what was written off.
  private static func exposure(_ figures: RunFigures) -> Figure {
    let amounts = figures.amounts
    let changes = figures.root["finance"]["income"]["monthly"].items.map { $0["bridge"]["owedByOwners"].count }
    var owed: [Int64] = []
    for change in changes { owed.append(RunFigures.sum([owed.last ?? 0, change])) }
    let hasOwed = owed.count == figures.monthly.count
    let lost = figures.values(.badDebt)
    var parts: [(name: String, colour: Int, meaning: String, values: [Int64])] = []
    if hasOwed { parts.append(("owed at the month's end", 5, "Debts that were open when the month ended.", owed)) }
    parts.append(("written off in the month", 2, MonthlyFigure.badDebt.meaning, lost))
    let words = figures.months.enumerated().map { index, month in
      "\(PageNumber.month(month)): " + parts.map { "\($0.name) \(amounts.text($0.values[index]))" }.joined(separator: " · ")
        + " \(amounts.code)"
    }
    let chart = TimeChart(
      style: .columns, slots: figures.months,
      stack: parts.map { Series($0.name, colour: $0.colour, $0.values.map(amounts.major)) }, words: words)
    let table = DataTable(
      name: "overdraft",
      columns: [DataTable.Column(title: "month")]
        + parts.map { DataTable.Column(title: $0.name, unit: amounts.code, meaning: $0.meaning) },
      rows: figures.months.enumerated().map { index, month in
        [.text(month)] + parts.map { .amount($0.values[index], amounts) }
      })
    return Figure(
      id: "exposure", title: hasOwed ? "Owed by owners, and written off" : "Debts written off, by month",
      finding: finding(figures, hasOwed ? owed : []), unit: amounts.code, table: table, legend: chart.legend,
      draw: { chart.draw(width: $0) })
  }

  private static func finding(_ figures: RunFigures, _ owed: [Int64]) -> String {
    let amounts = figures.amounts
    let lost = figures.total(.badDebt)
    var text = "No owner ever owes more than \(amounts.words(figures.root["money"]["largestDebt"].count))"
    if let peak = figures.peak(owed) {
      text += "; all together owe most at the end of \(peak.month), \(amounts.words(peak.value))"
    }
    text += lost == 0 ? "; nothing is written off" : "; \(amounts.words(lost)) are written off"
    if lost != 0, let share = PageNumber.percent(Double(lost), of: Double(figures.total(.revenue))) {
      text += ", \(share) of the revenue"
    }
    return text + "."
  }

  private static func ages(_ figures: RunFigures) -> Figure? {
    let (amounts, debts) = (figures.amounts, figures.root["finance"]["badDebt"])
    let ages = debts["ages"].items
    let sums = ages.map { RunFigures.sum([$0["open"].count, $0["writtenOff"].count]) }
    guard let most = sums.max(), most > 0, let place = sums.firstIndex(of: most) else { return nil }
    let chart = BarList(
      bars: zip(ages, sums).map { age, sum in
        BarList.Bar(name: "\(age["days"].string ?? "") days", value: amounts.major(sum), text: amounts.text(sum), colour: 2)
      })
    let table = DataTable(
      name: "debt-ages",
      columns: [
        DataTable.Column(title: "age", unit: "days"), DataTable.Column(title: "open at the end", unit: amounts.code),
        DataTable.Column(title: "debts"), DataTable.Column(title: "written off before", unit: amounts.code),
        DataTable.Column(title: "debts"),
      ],
      rows: ages.map { age in
        [
          .text(age["days"].string ?? ""), .amount(age["open"].count, amounts), .count(age["openDebts"].count),
          .amount(age["writtenOff"].count, amounts), .count(age["writtenOffDebts"].count),
        ]
      })
    let share = PageNumber.percent(Double(most), of: Double(RunFigures.sum(sums))) ?? ""
    return Figure(
      id: "debt-ages", title: "Bad debt by age: for how long the owner had owed something",
      finding: "\(share) of the bad debt had been owed for \(ages[place]["days"].string ?? "") days.", unit: amounts.code,
      table: table,
      draw: { chart.draw(width: $0) })
  }

  private static func writeMetering(_ metering: JSONValue, _ figures: RunFigures, into page: inout Markup) {
    let uses = metering["uses"].count
    var facts: [(String, String)] = []
    if uses > 0 {
      facts += [
        ("Uses metered", NumberText.grouped(uses)),
        ("Had to wait", PageNumber.percent(Double(metering["waited"].count), of: Double(uses)) ?? ""),
        ("Mean wait", NumberText.microseconds(metering["meanWaitMicroseconds"].count)),
        ("Longest wait", NumberText.microseconds(metering["longestWaitMicroseconds"].count)),
        ("Largest backlog", NumberText.counted(metering["largestBacklog"].count, "use")),
      ]
    }
    facts += [
      ("Balances used up", NumberText.grouped(metering["cutoffs"].count)),
      ("Mean delay until access ended", NumberText.duration(seconds: metering["meanCutoffDelayMilliseconds"].count / 1_000)),
      ("Longest delay", NumberText.duration(seconds: metering["longestCutoffDelayMilliseconds"].count / 1_000)),
      ("Used beyond the balance", "\(figures.amounts.text(metering["overspent"].count)) \(figures.amounts.code)"),
    ]
    page.element("h3", "Metering and cutoff")
    page.element(
      "p", ["class": "finding"],
      "Access ends \(NumberText.duration(seconds: metering["meanCutoffDelayMilliseconds"].count / 1_000)) "
        + "late on average, which costs \(figures.amounts.words(metering["overspent"].count)) of usage beyond the balance.")
    page.element("dl", ["class": "facts"]) { list in
      for (name, value) in facts {
        list.element("dt", name)
        list.element("dd", value)
      }
    }
  }
}
