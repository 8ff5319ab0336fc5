/// How far runs, or owners, lie apart in each slot: the middle, where half of them lie, and where nine in ten or all of them do.
struct FanChart {
  struct Slot {
    let name: String
    /// Their mean, or their median.
    let middle: Double
    /// Most of them, and half of them, lie between these; nil where too few can tell.
    let outer: (Double, Double)?
    let inner: (Double, Double)?
    let words: String
  }

  let slots: [Slot]
  /// What the ends of the outer band are called.
  let outerNames: (low: String, high: String)
  /// What the line is called.
  var middleName = "mean of the runs"
  /// A slot from which on something holds, and what.
  var mark: (slot: Int, name: String)?

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    var drawing = Drawing(width: width, height: isWide ? 300 : 250)
    let bottom = drawing.height - 44
    let values = slots.flatMap { [$0.middle] + [$0.outer, $0.inner].compactMap { $0 }.flatMap { [$0.0, $0.1] } }
    let axis = Axis(of: values, bottom: bottom, top: 16)
    let widest = axis.ticks.map { Drawing.width(of: PageNumber.short($0)) }.max() ?? 0
    let places = Slots(count: slots.count, left: widest + 14, right: width - (isWide ? 150 : 6))
    axis.drawLevels(on: &drawing, left: places.left, right: places.right)
    drawBand(slots.map(\.outer), "fan outer", on: &drawing, places, axis)
    drawBand(slots.map(\.inner), "fan inner", on: &drawing, places, axis)
    drawing.line(slots.indices.map { (places.middle($0), axis.position(slots[$0].middle)) }, "line s1")
    places.drawNames(slots.map(\.name), on: &drawing, at: bottom + 18)
    if let mark {
      let (x, length) = (places.middle(mark.slot), Drawing.width(of: mark.name))
      drawing.line(x, axis.top - 8, x, bottom, "link")
      drawing.text(mark.name, x + 4 + length < width ? x + 4 : x - 4, axis.top - 4, x + 4 + length < width ? .start : .end)
    }
    if isWide, let last = slots.last {
      var wanted = [(middleName, axis.position(last.middle))]
      if let outer = last.outer {
        wanted += [(outerNames.high, axis.position(outer.1)), (outerNames.low, axis.position(outer.0))]
      }
      wanted.sort { $0.1 < $1.1 }
      let heights = Labels.spread(wanted.map(\.1), apart: 16, from: axis.top, to: axis.bottom)
      for ((name, _), height) in zip(wanted, heights) { drawing.text(name, places.right + 8, height + 4) }
    }
    for (index, slot) in slots.enumerated() {
      drawing.hit(places.start(index), axis.top, places.width, bottom - axis.top, slot.words)
    }
    return drawing
  }

  /// Where a band is known; its stretches are drawn apart.
  private func drawBand(
    _ band: [(Double, Double)?], _ style: String, on drawing: inout Drawing, _ places: Slots, _ axis: Axis
  ) {
    for stretch in band.indices.split(whereSeparator: { band[$0] == nil }) {
      let upper = stretch.map { (places.middle($0), axis.position(band[$0]!.1)) }
      let lower = stretch.map { (places.middle($0), axis.position(band[$0]!.0)) }
      drawing.area(upper + lower.reversed(), style)
    }
  }
}
