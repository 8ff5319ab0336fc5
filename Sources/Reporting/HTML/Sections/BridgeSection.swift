/// How what is owed to owners came to be what it is: each balance from its opening to its closing.
enum BridgeSection {
  /// A balance and what changes it.
  private struct Bridge {
    let key: String
    /// In "of 10 USD of …".
    let source: String
    let movements: [Movement]
    /// Keys of the roll-forwards that it consists of, with their names; empty where it has no parts.
    var parts: [(key: String, name: String)] = []

    /// What one roll-forward says: the change by each movement.
    func changes(_ balance: JSONValue) -> [Int64] {
      movements.map { $0.adds ? balance[$0.key].count : RunFigures.negative(balance[$0.key].count) }
    }

    struct Movement {
      let key: String
      let meaning: String
      let adds: Bool

      /// In words: "creditApplied" is "credit applied".
      var title: String { key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) } }
    }
  }

  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Money bridge",
      "How what is owed to owners came to be what it is: every credit that came in is owed until it is used, expires or is given back."
    )
    let all = figures.root["money"]["rollForward"]
    let shown = bridges.filter { !isIdle($0, all[$0.key]) }
    if shown.isEmpty { return .absent("bridge", title, lead) }
    return PageSection(id: "bridge", title: title, lead: lead) { page in
      for bridge in shown {
        figure(bridge, all, figures).write(into: &page)
        writeIdentity(bridge, all[bridge.key], figures, into: &page)
      }
    }
  }

  private static let bridges: [Bridge] = {
    let credits = RollForwardFigure.allCases.filter { $0 != .opening && $0 != .closing }.map {
      Bridge.Movement(key: $0.rawValue, meaning: $0.meaning, adds: [.purchases, .bonus, .grants].contains($0))
    }
    let parts = [("paid", "paid credits"), ("promotional", "promotional credits")]
    return [Bridge(key: "total", source: "of credits that came in", movements: credits, parts: parts.map { (key: $0, name: $1) })]
      + MovingBalance.allCases.map { balance in
        let source =
          switch balance {
          case .plans: "paid for plans"
          case .packs: "paid for packs and single reports"
          case .accountCredit: "given as account credit"
          }
        let movements = balance.movements.map { Bridge.Movement(key: $0.key, meaning: $0.meaning, adds: $0.adds) }
        return Bridge(key: balance.rawValue, source: source, movements: movements)
      }
  }()

  private static func isIdle(_ bridge: Bridge, _ balance: JSONValue) -> Bool {
    balance["opening"].count == 0 && balance["closing"].count == 0 && bridge.changes(balance).allSatisfy { $0 == 0 }
  }

  private static func figure(_ bridge: Bridge, _ all: JSONValue, _ figures: RunFigures) -> Figure {
    let (amounts, balance) = (figures.amounts, all[bridge.key])
    func level(_ name: String) -> Waterfall.Step {
      let amount = balance[name].count
      return Waterfall.Step(name: name, value: amounts.major(amount), isBalance: true, text: amounts.text(amount))
    }
    let moved = zip(bridge.movements, bridge.changes(balance)).filter { $0.1 != 0 }.map { movement, amount in
      Waterfall.Step(
        name: movement.title, value: amounts.major(amount), isBalance: false,
        text: (amount > 0 ? "+" : "") + amounts.text(amount))
    }
    let chart = Waterfall(steps: [level("opening")] + moved + [level("closing")])
    return Figure(
      id: "bridge-\(bridge.key.lowercased())", title: "From the opening to the closing balance, \(bridge.source)",
      finding: finding(bridge, balance, amounts), unit: amounts.code, table: table(bridge, all, amounts),
      draw: { chart.draw(width: $0) })
  }

  private static func table(_ bridge: Bridge, _ all: JSONValue, _ amounts: PageAmounts) -> DataTable {
    let keys = [bridge.key] + bridge.parts.map(\.key)
    let changes = keys.map { bridge.changes(all[$0]) }
    func row(_ name: String, _ values: [Int64], _ meaning: String) -> [DataTable.Cell] {
      [.text(name)] + values.map { .amount($0, amounts) } + [.text(meaning)]
    }
    let levels = ["opening", "closing"].map { name in keys.map { all[$0][name].count } }
    let rows =
      [row("opening", levels[0], "The balance when the run began.")]
      + bridge.movements.enumerated().map { index, movement in row(movement.title, changes.map { $0[index] }, movement.meaning) }
      + [row("closing", levels[1], "The balance when the run ended, as the ledger's accounts hold it.")]
    let columns = (bridge.parts.isEmpty ? ["change"] : ["all"] + bridge.parts.map(\.name)).map {
      DataTable.Column(title: $0, unit: amounts.code)
    }
    return DataTable(
      name: "bridge-\(bridge.key.lowercased())",
      columns: [DataTable.Column(title: "movement")] + columns + [DataTable.Column(title: "what it is")], rows: rows)
  }

  private static func finding(_ bridge: Bridge, _ balance: JSONValue, _ amounts: PageAmounts) -> String {
    let changes = zip(bridge.movements, bridge.changes(balance))
    let came = RunFigures.sum(changes.map { max(0, $0.1) })
    guard let largest = changes.filter({ $0.1 < 0 }).min(by: { $0.1 < $1.1 }), came > 0,
      let share = PageNumber.percent(-Double(largest.1), of: Double(came)),
      let left = PageNumber.percent(balance["closing"].double ?? 0, of: Double(came))
    else { return "\(amounts.words(balance["closing"].count)) \(bridge.source) are owed at the end." }
    return "Of \(amounts.words(came)) \(bridge.source), \(share) were \(largest.0.title); \(left) are still owed at the end."
  }

  /// The movements as an equation with every digit; where it does not hold, the report says by how much.
  private static func writeIdentity(
    _ bridge: Bridge, _ balance: JSONValue, _ figures: RunFigures, into page: inout Markup
  ) {
    let (unit, ties) = (figures.amounts.unit, balance["ties"].isTrue)
    var equation = "\(unit.text(balance["opening"].count)) opening"
    for (movement, amount) in zip(bridge.movements, bridge.changes(balance)) where amount != 0 {
      equation += " \(amount < 0 ? "−" : "+") \(unit.text(amount).drop { $0 == "-" }) \(movement.title)"
    }
    equation += " = \(unit.text(balance["closing"].count)) closing"
    page.element("p", ["class": "identity-line"]) {
      $0.element("b", ties ? "✓ ties to the last minor unit: " : "✗ does not tie: ")
      $0.write("\(ties ? equation : balance["identity"].string ?? equation) \(unit.code)")
    }
  }
}
