/// One value a day over years: a line with the area under it, the months named, stretches of time marked.
struct DayChart {
  let values: [Double]
  /// The month of each value, such as "2026-03".
  let names: [String]
  let words: [String]
  let bands: [TimeChart.Band]

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    var drawing = Drawing(width: width, height: isWide ? 260 : 220)
    let bottom = drawing.height - 44
    let axis = Axis(of: values, bottom: bottom, top: 20)
    let widest = axis.ticks.map { Drawing.width(of: PageNumber.short($0)) }.max() ?? 0
    let slots = Slots(count: values.count, left: widest + 14, right: width - 8)
    for band in bands {
      let from = slots.left + band.from * slots.width
      drawing.rectangle(from, 14, max(2.5, (band.to - band.from) * slots.width), bottom - 14, "band")
    }
    axis.drawLevels(on: &drawing, left: slots.left, right: slots.right)
    let points = values.indices.map { (slots.middle($0), axis.position(values[$0])) }
    drawing.area([(slots.middle(0), bottom)] + points + [(slots.middle(values.count - 1), bottom)], "fan")
    drawing.line(points, "line thin s1")
    drawMonths(on: &drawing, slots, at: bottom)
    drawNames(on: &drawing, slots, isWide: isWide)
    for (index, text) in words.enumerated() { drawing.hit(slots.start(index), axis.top, slots.width, bottom - axis.top, text) }
    return drawing
  }

  /// Where a month begins, named as often as there is room.
  private func drawMonths(on drawing: inout Drawing, _ slots: Slots, at bottom: Double) {
    let starts = names.indices.filter { $0 == 0 || names[$0] != names[$0 - 1] }
    let months = Slots(count: starts.count, left: slots.left, right: slots.right)
    let every = [1, 2, 3, 4, 6, 12, 24, 48].first { Double($0) * months.width >= 34 } ?? 96
    let offset = starts.first.flatMap { PageNumber.parts(names[$0]) }.map { (13 - $0.month) % every } ?? 0
    for (number, start) in starts.enumerated() where (number - offset) % every == 0 {
      let x = min(slots.start(start), slots.right - 28)
      drawing.line(slots.start(start), bottom, slots.start(start), bottom + 5, "zero")
      guard let (year, month) = PageNumber.parts(names[start]) else { continue }
      drawing.text(String(PageNumber.names[month - 1].prefix(3)), x, bottom + 18)
      if month == 1 || number == offset { drawing.text(year, x, bottom + 34, .start, "label year") }
    }
  }

  /// What is marked, above it, where names do not cover each other.
  private func drawNames(on drawing: inout Drawing, _ slots: Slots, isWide: Bool) {
    guard isWide else { return }
    var end = -1.0
    for band in bands.sorted(by: { $0.from < $1.from }) {
      let width = Drawing.width(of: band.name)
      let x = min(slots.left + band.from * slots.width, slots.right - width)
      if x < end { continue }
      drawing.text(band.name, x, 11)
      end = x + width + 8
    }
  }
}
