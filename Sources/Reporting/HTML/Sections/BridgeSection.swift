/// How what is owed to owners came to be what it is: each balance from its opening to its closing.
enum BridgeSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Money bridge",
      "How what is owed to owners came to be what it is: every credit that came in is owed until it "
        + "is used, expires or is given back."
    )
    let bridges = bridges(figures)
    if bridges.isEmpty { return .absent("bridge", title, lead) }
    return PageSection(id: "bridge", title: title, lead: lead) { page in
      for bridge in bridges {
        figure(bridge, figures).write(into: &page)
        page.element("p", ["class": "identity-line"]) {
          $0.element("b", bridge.ties ? "✓ ties to the last minor unit: " : "✗ does not tie: ")
          $0.write("\(bridge.identity) \(figures.amounts.code)")
        }
      }
    }
  }

  private struct Bridge {
    let id: String
    let name: String
    let steps: [(name: String, amount: Int64, meaning: String)]
    let opening: Int64
    let closing: Int64
    let ties: Bool
    let identity: String
  }

  private static func bridges(_ figures: RunFigures) -> [Bridge] {
    let all = figures.root["money"]["rollForward"]
    let movements: [(String, String, Bool)] = RollForwardFigure.allCases.filter { $0 != .opening && $0 != .closing }
      .map { ($0.rawValue, $0.meaning, [.purchases, .bonus, .grants].contains($0)) }
    let credits = [("total", "credits"), ("paid", "paid credits"), ("promotional", "promotional credits")]
      .compactMap { bridge($0, named: $1, movements, all) }
    let balances = MovingBalance.allCases.compactMap { balance in
      bridge(balance.rawValue, named: balance.title, balance.movements.map { ($0.key, $0.meaning, $0.adds) }, all)
    }
    // All credits are the paid ones where there are no others.
    return (credits.count == 2 ? Array(credits.prefix(1)) : credits) + balances
  }

  private static func bridge(
    _ key: String, named name: String, _ movements: [(String, String, Bool)], _ all: JSONValue
  ) -> Bridge? {
    let balance = all[key]
    let steps = movements.map { key, meaning, adds in
      (name: title(key), amount: adds ? balance[key].count : 0 &- balance[key].count, meaning: meaning)
    }
    let (opening, closing) = (balance["opening"].count, balance["closing"].count)
    if opening == 0, closing == 0, steps.allSatisfy({ $0.amount == 0 }) { return nil }
    return Bridge(
      id: "bridge-\(key.lowercased())", name: name, steps: steps, opening: opening, closing: closing,
      ties: balance["ties"].isTrue, identity: balance["identity"].string ?? "")
  }

  /// In words: "creditApplied" is "credit applied".
  private static func title(_ key: String) -> String {
    key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }

  private static func figure(_ bridge: Bridge, _ figures: RunFigures) -> Figure {
    let amounts = figures.amounts
    let moved = bridge.steps.filter { $0.amount != 0 }
    let steps =
      [Waterfall.Step(name: "opening", value: amounts.major(bridge.opening), isBalance: true, text: amounts.text(bridge.opening))]
      + moved.map {
        Waterfall.Step(
          name: $0.name, value: amounts.major($0.amount), isBalance: false,
          text: ($0.amount > 0 ? "+" : "") + amounts.text($0.amount))
      }
      + [
        Waterfall.Step(name: "closing", value: amounts.major(bridge.closing), isBalance: true, text: amounts.text(bridge.closing))
      ]
    let rows =
      [[DataTable.Cell.text("opening"), .amount(bridge.opening, amounts), .text("The balance when the run began.")]]
      + bridge.steps.map { [.text($0.name), .amount($0.amount, amounts), .text($0.meaning)] }
      + [[.text("closing"), .amount(bridge.closing, amounts), .text("The balance when the run ended, as the ledger holds it.")]]
    let table = DataTable(
      name: bridge.id,
      columns: [
        DataTable.Column(title: "movement"), DataTable.Column(title: "change", unit: amounts.code),
        DataTable.Column(title: "what it is"),
      ], rows: rows)
    let chart = Waterfall(steps: steps)
    return Figure(
      id: bridge.id, title: "From opening to closing balance: \(bridge.name)", finding: finding(bridge, amounts),
      unit: amounts.code,
      table: table, draw: { chart.draw(width: $0) })
  }

  private static func finding(_ bridge: Bridge, _ amounts: PageAmounts) -> String {
    let came = RunFigures.sum(bridge.steps.map { max(0, $0.amount) })
    guard let largest = bridge.steps.filter({ $0.amount < 0 }).min(by: { $0.amount < $1.amount }), came > 0,
      let share = PageNumber.percent(-Double(largest.amount), of: Double(came)),
      let left = PageNumber.percent(Double(bridge.closing), of: Double(came))
    else { return "\(amounts.words(bridge.closing)) of \(bridge.name) are owed at the end." }
    return
      "Of \(amounts.words(came)) that came in as \(bridge.name), \(share) were \(largest.name); \(left) are still owed at the end."
  }
}
