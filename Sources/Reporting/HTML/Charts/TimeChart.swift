/// Stacked columns or areas over slots of time, with lines over them: the picture of a sum, of its parts and of how they move.
struct TimeChart {
  enum Style { case columns, areas }

  let style: Style
  /// Months such as "2026-03", or any names.
  let slots: [String]
  /// Stacked from the first up; negative values downwards.
  let stack: [Series]
  /// Drawn over the stack, not added to it.
  var lines: [Series] = []
  /// What each slot tells when it is pointed at.
  let words: [String]
  /// Times at which something was wrong, in slots from the left.
  var bands: [Band] = []

  /// A stretch of time that is marked.
  struct Band {
    let from: Double
    let to: Double
    let name: String
  }

  var legend: [Series.Key] { (stack + lines).map(\.key) }

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    var drawing = Drawing(width: width, height: isWide ? 320 : 260)
    let bottom = drawing.height - 44
    let sums = (0..<slots.count).flatMap { slot in
      let values = stack.map { $0.values[slot] }
      return [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
    }
    let axis = Axis(of: sums + lines.flatMap(\.values), bottom: bottom, top: 16)
    let widest = axis.ticks.map { Drawing.width(of: PageNumber.short($0)) }.max() ?? 0
    let labels = legend.map { Drawing.width(of: $0.name) + 24 }.max() ?? 0
    let places = Slots(count: slots.count, left: widest + 14, right: width - (isWide ? min(220, labels + 12) : 6))
    drawBands(on: &drawing, places, axis)
    axis.drawLevels(on: &drawing, left: places.left, right: places.right)
    switch style {
    case .columns: drawColumns(on: &drawing, places, axis)
    case .areas: drawAreas(on: &drawing, places, axis)
    }
    for series in lines { drawing.line(points(of: series, places, axis), "line s\(series.key.colour)") }
    places.drawNames(slots, on: &drawing, at: bottom + 18)
    if isWide { drawLabels(on: &drawing, places, axis) }
    for (slot, text) in words.enumerated() { drawing.hit(places.start(slot), axis.top, places.width, bottom - axis.top, text) }
    return drawing
  }

  private func drawColumns(on drawing: inout Drawing, _ places: Slots, _ axis: Axis) {
    let gap = min(10, places.width * 0.22)
    for slot in slots.indices {
      for (series, (low, high)) in zip(stack, stacked(slot)) where low != high {
        let (top, bottom) = (axis.position(high), axis.position(low))
        for style in ["fill s", "pattern p"] {
          drawing.rectangle(places.start(slot) + gap / 2, top, places.width - gap, bottom - top, "\(style)\(series.key.colour)")
        }
      }
    }
  }

  /// Values are those at the end of each slot, so areas go from end to end, from nothing at the start.
  private func drawAreas(on drawing: inout Drawing, _ places: Slots, _ axis: Axis) {
    let spans = slots.indices.map(stacked)
    for (index, series) in stack.enumerated() where series.values.contains(where: { $0 != 0 }) {
      let x = [places.left] + slots.indices.map { places.start($0) + places.width }
      let zero = axis.position(0)
      let upper = [zero] + spans.map { axis.position($0[index].1) }
      let lower = [zero] + spans.map { axis.position($0[index].0) }
      let outline = Array(zip(x, upper)) + zip(x, lower).reversed()
      for style in ["fill s", "pattern p"] { drawing.area(outline, "\(style)\(series.key.colour)") }
    }
  }

  /// From where to where each series of the stack reaches.
  private func stacked(_ slot: Int) -> [(Double, Double)] {
    var (up, down) = (0.0, 0.0)
    return stack.map { series in
      let value = series.values[slot]
      if value < 0 {
        down += value
        return (down, down - value)
      }
      up += value
      return (up - value, up)
    }
  }

  private func points(of series: Series, _ places: Slots, _ axis: Axis) -> [(Double, Double)] {
    let points = series.values.enumerated().map { slot, value in
      (style == .areas ? places.start(slot) + places.width : places.middle(slot), axis.position(value))
    }
    return points
  }

  /// Names at the right end, at the height of what they name, pushed apart where they would cover each other.
  private func drawLabels(on drawing: inout Drawing, _ places: Slots, _ axis: Axis) {
    guard let last = slots.indices.last else { return }
    var wanted: [(key: Series.Key, height: Double)] = []
    for (series, (low, high)) in zip(stack, stacked(last)) { wanted.append((series.key, axis.position((low + high) / 2))) }
    for series in lines { wanted.append((series.key, axis.position(series.values.last ?? 0))) }
    wanted.sort { $0.height < $1.height }
    let heights = Labels.spread(wanted.map(\.height), apart: 18, from: axis.top, to: axis.bottom)
    for ((key, _), height) in zip(wanted, heights) {
      Labels.draw(key, on: &drawing, x: places.right + 10, height: height)
    }
  }

  private func drawBands(on drawing: inout Drawing, _ places: Slots, _ axis: Axis) {
    for band in bands {
      let from = places.left + band.from * places.width
      let to = max(from + 2, places.left + band.to * places.width)
      drawing.rectangle(from, axis.top - 8, to - from, axis.bottom - axis.top + 8, "band")
    }
  }
}

/// Names beside what they name.
enum Labels {
  /// The heights nearest to those wanted, in their order, that are `apart` from each other within the bounds.
  static func spread(_ wanted: [Double], apart: Double, from top: Double, to bottom: Double) -> [Double] {
    var heights = wanted
    for index in heights.indices {
      heights[index] = max(heights[index], index == 0 ? top : heights[index - 1] + apart)
    }
    var lowest = bottom
    for index in heights.indices.reversed() {
      heights[index] = min(heights[index], lowest)
      lowest = heights[index] - apart
    }
    return heights
  }

  static func draw(_ key: Series.Key, on drawing: inout Drawing, x: Double, height: Double) {
    if key.isLine {
      drawing.line(x, height, x + 12, height, "line s\(key.colour)")
    } else {
      for style in ["fill s", "pattern p"] { drawing.rectangle(x, height - 6, 12, 12, "\(style)\(key.colour)") }
    }
    drawing.text(key.name, x + 18, height + 4)
  }
}
