/// How far owners' balances lie apart at each month's end.
enum OwnerBalanceFigure {
  /// nil where nobody ever could spend anything.
  static func make(_ figures: RunFigures) -> Figure? {
    let months = figures.root["ownerBalances"].items
    if !months.contains(where: { $0["largest"].count > 0 }) { return nil }
    let amounts = figures.amounts
    func span(_ month: JSONValue, _ low: String, _ high: String) -> (Double, Double)? {
      guard let low = month[low].integer, let high = month[high].integer else { return nil }
      return (amounts.major(low), amounts.major(high))
    }
    let slots = months.map { month in
      let name = month["month"].string ?? ""
      let parts = [
        ("half at most", "p50"), ("a quarter at most", "p25"), ("a quarter at least", "p75"), ("one in twenty at least", "p95"),
      ]
      .map { "\($0.0) \(amounts.text(month[$0.1].count))" }
      return FanChart.Slot(
        name: name, middle: amounts.major(month["p50"].count), outer: span(month, "p5", "p95"), inner: span(month, "p25", "p75"),
        words: "End of \(PageNumber.month(name)), \(NumberText.counted(month["owners"].count, "owner")): "
          + "\(parts.joined(separator: " · ")) \(amounts.code)")
    }
    let chart = FanChart(slots: slots, outerNames: (low: "P5", high: "P95"), middleName: "median")
    return Figure(
      id: "owner-balances", title: "What an owner can spend at the end of each month: the median, and between P5 and P95",
      finding: finding(months.last ?? .null, amounts), unit: amounts.code, table: table(months, amounts),
      note: "Of owners who had joined and not left; each month for itself. The darker band holds the half in the middle.",
      draw: { chart.draw(width: $0) })
  }

  private static func table(_ months: [JSONValue], _ amounts: PageAmounts) -> DataTable {
    let keys = ["p5", "p25", "p50", "p75", "p95", "largest"]
    return DataTable(
      name: "owner-balances",
      columns: [DataTable.Column(title: "month"), DataTable.Column(title: "owners", meaning: "Had joined, and not left.")]
        + keys.map {
          DataTable.Column(
            title: $0 == "largest" ? $0 : $0.uppercased(), unit: amounts.code,
            meaning: $0 == "largest"
              ? "The most that one of them could spend, exactly."
              : "What \($0.dropFirst()) % of them could spend at most, to within 0.8 %.")
        },
      rows: months.map { month in
        [.text(month["month"].string ?? ""), .count(month["owners"].count)]
          + keys.map { key in month[key].integer.map { .amount($0, amounts) } ?? .number(nil) }
      })
  }

  private static func finding(_ last: JSONValue, _ amounts: PageAmounts) -> String {
    guard last["owners"].count > 0 else { return "Nobody is left at the end." }
    let (low, middle, high) = (last["p5"].count, last["p50"].count, last["p95"].count)
    if high == 0 { return "At the end at least 95 % of the owners have nothing to spend." }
    let half =
      middle == 0 ? "half of the owners have nothing to spend" : "half of the owners can spend at most \(amounts.words(middle))"
    return "At the end \(half); nine in ten have between \(amounts.words(low)) and \(amounts.words(high))."
  }
}
