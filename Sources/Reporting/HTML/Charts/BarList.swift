/// Counts compared as lying bars, each with its name and its number.
struct BarList {
  struct Bar {
    let name: String
    let value: Double
    let text: String
    var colour = 1
  }

  let bars: [Bar]

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    let row = isWide ? 32.0 : 44.0
    var drawing = Drawing(width: width, height: Double(bars.count) * row + 12)
    let names = isWide ? (bars.map { Drawing.width(of: $0.name) }.max() ?? 0) + 16 : 8
    let values = (bars.map { Drawing.width(of: $0.text) }.max() ?? 0) + 12
    let most = max(bars.map(\.value).max() ?? 0, 1e-9)
    for (index, bar) in bars.enumerated() {
      let top = Double(index) * row + (isWide ? 8 : 22)
      let height = isWide ? row - 12 : 16
      let length = max(bar.value > 0 ? 1.5 : 0, max(0, bar.value) / most * (width - names - values - 8))
      for style in ["fill s", "pattern p"] { drawing.rectangle(names, top, length, height, "\(style)\(bar.colour)") }
      drawing.line(names, top - 4, names, top + height + 4, "zero")
      drawing.text(bar.name, isWide ? names - 12 : 8, isWide ? top + height / 2 + 4 : top - 5, isWide ? .end : .start)
      drawing.text(bar.text, names + length + 8, top + height / 2 + 4, .start, "label value")
      drawing.hit(0, top - 4, width, height + 8, "\(bar.name): \(bar.text)")
    }
    return drawing
  }
}
