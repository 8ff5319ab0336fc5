/// Shares in rows and columns as shades, each with its number where there is room for one.
struct Heatmap {
  struct Row {
    let name: String
    /// From 0 to 1; nil where there is nothing to show.
    let cells: [Double?]
    /// What each cell tells when it is pointed at.
    let words: [String]
  }

  let rows: [Row]
  /// What the columns count, such as "months since joining".
  let columnsTitle: String

  /// Shades from none to all. Text is dark on the light ones and light on the dark ones, so there is none in between.
  static let shades = 7

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    let columns = rows.map(\.cells.count).max() ?? 0
    let left = (rows.map { Drawing.width(of: $0.name) }.max() ?? 0) + 10
    let height = isWide ? 22.0 : 16.0
    var drawing = Drawing(width: width, height: Double(rows.count) * height + (isWide ? 48 : 68))
    let slots = Slots(count: columns, left: left, right: width - 4)
    let hasNumbers = slots.width >= 27
    // Of very many cells the table alone tells the values, so that the page stays small.
    let hasHits = rows.reduce(0) { $0 + $1.cells.count } <= 1_000
    for (index, row) in rows.enumerated() {
      let top = Double(index) * height + 4
      drawing.text(row.name, left - 8, top + height / 2 + 4, .end)
      for (column, value) in row.cells.enumerated() {
        guard let value else { continue }
        let shade = Heatmap.shade(value)
        drawing.rectangle(slots.start(column) + 0.5, top + 0.5, slots.width - 1, height - 1, "cell h\(shade)")
        if hasNumbers {
          let number = PageNumber.decimal(value * 100, digits: 0)
          drawing.text(
            number, slots.middle(column), top + height / 2 + 4, .middle, shade >= Heatmap.shades - 2 ? "label on" : "label over")
        }
        if hasHits { drawing.hit(slots.start(column), top, slots.width, height, row.words[column]) }
      }
    }
    let bottom = Double(rows.count) * height + 20
    slots.drawNames((0..<columns).map(String.init), on: &drawing, at: bottom)
    drawing.text(columnsTitle, slots.left, bottom + 18)
    drawKey(on: &drawing, right: width - 4, at: isWide ? bottom + 8 : bottom + 28)
    return drawing
  }

  /// The shades and what they stand for.
  private func drawKey(on drawing: inout Drawing, right: Double, at top: Double) {
    let left = right - Drawing.width(of: "100 %") - 6 - Double(Heatmap.shades) * 16
    drawing.text("0 %", left - 4, top + 11, .end)
    for shade in 0..<Heatmap.shades { drawing.rectangle(left + Double(shade) * 16, top, 15, 13, "cell h\(shade)") }
    drawing.text("100 %", right, top + 11, .end)
  }

  private static func shade(_ value: Double) -> Int {
    max(0, min(shades - 1, Int(max(0, min(1, value)) * Double(shades))))
  }
}
