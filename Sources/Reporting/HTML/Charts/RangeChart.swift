/// Ranges about a middle, of many figures on one scale: how uncertain each is, and why.
struct RangeChart {
  struct Range {
    let low: Double
    let high: Double
    /// From 1 to 8.
    let colour: Int
  }

  struct Row {
    let name: String
    /// Thin ones below each other.
    let ranges: [Range]
    let words: String
  }

  let rows: [Row]
  let unit: String

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    let bars = rows.map(\.ranges.count).max() ?? 1
    let height = Double(bars) * 9 + (isWide ? 13 : 30)
    var drawing = Drawing(width: width, height: Double(rows.count) * height + 40)
    let names = isWide ? (rows.map { Drawing.width(of: $0.name) }.max() ?? 0) + 16 : 24
    let ends = rows.flatMap { $0.ranges.flatMap { [$0.low, $0.high] } }
    let axis = Axis(of: ends, bottom: names, top: width - 28, count: isWide ? 6 : 3)
    let bottom = Double(rows.count) * height + 8
    for tick in axis.ticks {
      drawing.line(axis.position(tick), 4, axis.position(tick), bottom, tick == 0 ? "zero" : "grid")
      drawing.text("\(PageNumber.short(tick)) \(unit)", axis.position(tick), bottom + 18, .middle)
    }
    for (index, row) in rows.enumerated() {
      let top = Double(index) * height + (isWide ? 8 : 22)
      drawing.text(row.name, isWide ? names - 12 : 8, isWide ? top + Double(bars) * 4.5 + 3 : top - 6, isWide ? .end : .start)
      for (place, range) in row.ranges.enumerated() {
        let (from, to) = (axis.position(range.low), axis.position(range.high))
        for style in ["fill s", "pattern p"] {
          drawing.rectangle(from, top + Double(place) * 9, max(1.5, to - from), 7, "\(style)\(range.colour)")
        }
      }
      drawing.hit(0, top - 4, width, height - 4, row.words)
    }
    return drawing
  }
}
