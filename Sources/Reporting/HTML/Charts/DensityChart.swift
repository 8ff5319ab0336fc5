import Foundation

/// How often two things came together, in classes that double: a scatter of any number of points in the shades of a heat map.
struct DensityChart {
  struct Cell {
    let column: Int
    let row: Int
    let count: Int64
    let words: String
  }

  /// Where each class begins, from left to right and from below.
  let columns: [String]
  let rows: [String]
  let cells: [Cell]
  let columnsTitle: String
  let rowsTitle: String

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    let height = max(isWide ? 16 : 13, min(24, 260 / Double(max(1, rows.count))))
    let left = (rows.map { Drawing.width(of: $0) }.max() ?? 0) + 10
    var drawing = Drawing(width: width, height: Double(rows.count) * height + (isWide ? 80 : 104))
    let slots = Slots(count: columns.count, left: left, right: min(width - 6, left + Double(columns.count) * 140))
    let bottom = 24 + Double(rows.count) * height
    drawing.text(rowsTitle, 2, 12)
    drawing.line(slots.left, bottom, slots.right, bottom, "zero")
    drawing.line(slots.left, 22, slots.left, bottom, "zero")
    for (row, name) in rows.enumerated() { drawing.text(name, left - 8, bottom - Double(row) * height - height / 2 + 4, .end) }
    let most = log2(Double(cells.map(\.count).max() ?? 1) + 1)
    for cell in cells where columns.indices.contains(cell.column) && rows.indices.contains(cell.row) {
      let top = bottom - Double(cell.row + 1) * height
      // Counts of very different size are told apart by their powers of two.
      let shade = min(Heatmap.shades - 1, Int(log2(Double(cell.count) + 1) / most * Double(Heatmap.shades)))
      drawing.rectangle(slots.start(cell.column) + 0.5, top + 0.5, slots.width - 1, height - 1, "cell h\(shade)")
      let number = PageNumber.short(Double(cell.count))
      if Drawing.width(of: number) + 4 <= slots.width, height >= 14 {
        drawing.text(
          number, slots.middle(cell.column), top + height / 2 + 4, .middle,
          shade >= Heatmap.shades - 2 ? "label on" : "label over")
      }
      drawing.hit(slots.start(cell.column), top, slots.width, height, cell.words)
    }
    drawColumns(on: &drawing, slots, at: bottom)
    drawing.text(columnsTitle, slots.left, bottom + 38)
    drawKey(on: &drawing, right: width - 4, at: isWide ? bottom + 27 : bottom + 52)
    return drawing
  }

  /// Names where the classes begin, as many as have room.
  private func drawColumns(on drawing: inout Drawing, _ slots: Slots, at bottom: Double) {
    var end = -1e9
    for (column, name) in columns.enumerated() {
      let width = Drawing.width(of: name)
      let start = min(slots.start(column), drawing.width - width - 2)
      drawing.line(slots.start(column), bottom, slots.start(column), bottom + 4, "zero")
      if start < end + 6 { continue }
      drawing.text(name, start, bottom + 18)
      end = start + width
    }
  }

  private func drawKey(on drawing: inout Drawing, right: Double, at top: Double) {
    let most = "\(NumberText.grouped(cells.map(\.count).max() ?? 0)) cutoffs"
    let left = right - Drawing.width(of: most) - 6 - Double(Heatmap.shades) * 16
    drawing.text("1", left - 4, top + 11, .end)
    for shade in 0..<Heatmap.shades { drawing.rectangle(left + Double(shade) * 16, top, 15, 13, "cell h\(shade)") }
    drawing.text(most, right, top + 11, .end)
  }
}
