/// Bars from a low to a high value around a line, the widest first.
struct TornadoChart {
  struct Bar {
    let name: String
    let low: Double
    let high: Double
    /// Drawn in grey: what it shows could be chance.
    let isChance: Bool
    let text: String
  }

  let bars: [Bar]
  let base: Double

  func draw(width: Double) -> Drawing {
    let row = 48.0
    var drawing = Drawing(width: width, height: Double(bars.count) * row + 34)
    let ends = bars.flatMap { [$0.low, $0.high] } + [base]
    let scale = PlainScale(of: ends, from: 12, to: width - 12)
    let bottom = drawing.height - 24
    for tick in scale.ticks {
      drawing.line(scale.position(tick), 4, scale.position(tick), bottom, "grid")
      drawing.text(PageNumber.short(tick), scale.position(tick), bottom + 16, .middle)
    }
    for (index, bar) in bars.enumerated() {
      let top = Double(index) * row + 8
      drawing.text(bar.name, 8, top + 8)
      let (from, to) = (scale.position(bar.low), scale.position(bar.high))
      drawing.rectangle(from, top + 14, max(1.5, to - from), 18, bar.isChance ? "fill s8" : "fill s1")
      drawing.hit(0, top - 4, width, row - 4, "\(bar.name): \(bar.text)")
    }
    drawing.line(scale.position(base), 4, scale.position(base), bottom, "whisker")
    return drawing
  }
}

/// A line over the values of a parameter, with bands around it.
struct CurveChart {
  struct Step {
    let label: String
    let position: Double
    let mean: Double
    let interval: (low: Double, high: Double)?
    let spread: (low: Double, high: Double)?
    let text: String
  }

  let steps: [Step]
  /// Whether the steps lie where their numbers are; else they lie side by side.
  let isNumeric: Bool

  func draw(width: Double) -> Drawing {
    var drawing = Drawing(width: width, height: width > 600 ? 280 : 240)
    let bottom = drawing.height - 32
    let values = steps.flatMap { step in
      [step.mean] + (step.interval.map { [$0.low, $0.high] } ?? []) + (step.spread.map { [$0.low, $0.high] } ?? [])
    }
    let scale = PlainScale(of: values, from: bottom, to: 14)
    let left = (scale.ticks.map { Drawing.width(of: PageNumber.short($0)) }.max() ?? 0) + 20
    for tick in scale.ticks {
      drawing.line(left, scale.position(tick), width - 12, scale.position(tick), "grid")
      drawing.text(PageNumber.short(tick), left - 8, scale.position(tick) + 4, .end)
    }
    let places = places(left: left + 12, right: width - 36)
    band(\.spread, "curve-spread", on: &drawing, places, scale)
    band(\.interval, "curve-band", on: &drawing, places, scale)
    drawing.line(zip(places, steps).map { ($0, scale.position($1.mean)) }, "line s1")
    var end = -100.0
    // A list may go down.
    for (place, step) in zip(places, steps).sorted(by: { $0.0 < $1.0 }) {
      drawing.dot(place, scale.position(step.mean), radius: 4, "dot s1")
      let half = Drawing.width(of: step.label) / 2
      if place - half < end + 8 { continue }
      drawing.text(step.label, place, bottom + 20, .middle)
      end = place + half
    }
    let slot = (width - left) / Double(max(1, steps.count))
    for (place, step) in zip(places, steps) { drawing.hit(place - slot / 2, 8, slot, bottom - 8, step.text) }
    return drawing
  }

  private func places(left: Double, right: Double) -> [Double] {
    let positions = isNumeric ? steps.map(\.position) : steps.indices.map(Double.init)
    guard let low = positions.min(), let high = positions.max(), high > low else { return steps.map { _ in (left + right) / 2 } }
    return positions.map { left + ($0 - low) / (high - low) * (right - left) }
  }

  private func band(
    _ part: KeyPath<Step, (low: Double, high: Double)?>, _ style: String, on drawing: inout Drawing, _ places: [Double],
    _ scale: PlainScale
  ) {
    let known = zip(places, steps).compactMap { place, step in step[keyPath: part].map { (place, $0) } }
    let upper = known.map { ($0.0, scale.position($0.1.high)) }
    let lower = known.map { ($0.0, scale.position($0.1.low)) }
    drawing.area(upper + lower.reversed(), style)
  }
}

/// A value in each cell of a table, the larger the darker.
struct HeatChart {
  struct Cell {
    let value: Double?
    let text: String
    let isCrossed: Bool

    var words: String { isCrossed ? "\(text), not good" : text }
  }

  let rows: [String]
  let columns: [String]
  let cells: [[Cell]]

  func draw(width: Double) -> Drawing {
    let height = 34.0
    var drawing = Drawing(width: width, height: Double(rows.count) * height + 34)
    let left = min(width / 3, (rows.map(Drawing.width).max() ?? 0) + 16)
    let slots = Slots(count: columns.count, left: left, right: width - 4)
    let values = cells.flatMap { $0.compactMap(\.value) }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    for (index, name) in columns.enumerated() where Drawing.width(of: name) < slots.width {
      drawing.text(name, slots.middle(index), 18, .middle)
    }
    for (row, line) in cells.enumerated() {
      let top = 28 + Double(row) * height
      drawing.text(rows[row], left - 8, top + height / 2 + 4, .end)
      for (column, cell) in line.enumerated() {
        let share = cell.value.map { high > low ? ($0 - low) / (high - low) : 0.5 }
        if let share {
          drawing.rectangle(
            slots.start(column) + 1, top + 1, slots.width - 2, height - 2, "heat-\(min(9, Int(share * 9.999)))")
        }
        if Drawing.width(of: cell.text) < slots.width - 6 {
          drawing.text(cell.text, slots.middle(column), top + height / 2 + 4, .middle, "label value strong")
        }
        if cell.isCrossed {
          let (x, y) = (slots.start(column) + slots.width - 10, top + 10)
          drawing.line(x - 4, y - 4, x + 4, y + 4, "cross")
          drawing.line(x - 4, y + 4, x + 4, y - 4, "cross")
        }
        drawing.hit(slots.start(column), top, slots.width, height, "\(rows[row]), \(columns[column]): \(cell.words)")
      }
    }
    drawContour(on: &drawing, slots, top: 28, height: height)
    return drawing
  }

  /// Where cells that are good meet cells that are not.
  private func drawContour(on drawing: inout Drawing, _ slots: Slots, top: Double, height: Double) {
    for (row, line) in cells.enumerated() {
      let (above, below) = (top + Double(row) * height, top + Double(row + 1) * height)
      for (column, cell) in line.enumerated() {
        let right = slots.start(column) + slots.width
        if column + 1 < line.count, line[column + 1].isCrossed != cell.isCrossed {
          drawing.line(right, above, right, below, "contour")
        }
        if row + 1 < cells.count, cells[row + 1].indices.contains(column), cells[row + 1][column].isCrossed != cell.isCrossed {
          drawing.line(slots.start(column), below, right, below, "contour")
        }
      }
    }
  }
}

/// Points by two figures, with the front among them.
struct ScatterChart {
  struct Dot {
    let x: Double
    let y: Double
    let isFront: Bool
    let isCrossed: Bool
    let text: String
  }

  let dots: [Dot]
  let across: String
  let up: String

  func draw(width: Double) -> Drawing {
    var drawing = Drawing(width: width, height: width > 600 ? 380 : 320)
    let bottom = drawing.height - 46
    let y = PlainScale(of: dots.map(\.y), from: bottom, to: 34)
    let left = (y.ticks.map { Drawing.width(of: PageNumber.short($0)) }.max() ?? 0) + 20
    let x = PlainScale(of: dots.map(\.x), from: left, to: width - 24)
    for tick in y.ticks {
      drawing.line(left, y.position(tick), width - 12, y.position(tick), "grid")
      drawing.text(PageNumber.short(tick), left - 8, y.position(tick) + 4, .end)
    }
    for tick in x.ticks {
      drawing.line(x.position(tick), 30, x.position(tick), bottom, "grid")
      drawing.text(PageNumber.short(tick), x.position(tick), bottom + 18, .middle)
    }
    drawing.text(up, 8, 18)
    drawing.text(across, width - 12, bottom + 38, .end)
    let front = dots.filter(\.isFront).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    drawing.line(front.map { (x.position($0.x), y.position($0.y)) }, "link")
    for dot in dots.sorted(by: { !$0.isFront && $1.isFront }) {
      let (a, b) = (x.position(dot.x), y.position(dot.y))
      if dot.isCrossed {
        drawing.line(a - 4, b - 4, a + 4, b + 4, "cross")
        drawing.line(a - 4, b + 4, a + 4, b - 4, "cross")
      } else {
        drawing.dot(a, b, radius: dot.isFront ? 6 : 3.5, dot.isFront ? "dot s2" : "dot s8")
      }
      drawing.hit(a - 8, b - 8, 16, 16, dot.text)
    }
    return drawing
  }
}
