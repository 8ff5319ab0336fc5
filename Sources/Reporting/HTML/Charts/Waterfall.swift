/// How one balance became another: each movement begins where the one before it ended.
struct Waterfall {
  struct Step {
    let name: String
    /// In major units; of a balance what it is, of a movement by how much it changes it.
    let value: Double
    let isBalance: Bool
    /// The value as it is written beside it.
    let text: String
  }

  let steps: [Step]

  /// Lying bars, because names are longer than columns are wide.
  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    let row = isWide ? 34.0 : 44.0
    var drawing = Drawing(width: width, height: Double(steps.count) * row + 16)
    let names = isWide ? (steps.map { Drawing.width(of: $0.name) }.max() ?? 0) + 16 : 8
    let values = (steps.map { Drawing.width(of: $0.text) }.max() ?? 0) + 12
    let spans = self.spans
    let axis = Axis(of: spans.flatMap { [$0.0, $0.1] }, bottom: names, top: width - values - 8)
    drawing.line(axis.position(0), 4, axis.position(0), drawing.height - 8, "zero")
    for (index, (step, span)) in zip(steps, spans).enumerated() {
      let top = Double(index) * row + (isWide ? 8 : 22)
      let height = isWide ? row - 12 : 16
      let (from, to) = (axis.position(min(span.0, span.1)), axis.position(max(span.0, span.1)))
      let colour = step.isBalance ? 1 : step.value < 0 ? 2 : 3
      for style in ["fill s", "pattern p"] { drawing.rectangle(from, top, max(1.5, to - from), height, "\(style)\(colour)") }
      if index + 1 < steps.count {
        let end = axis.position(span.1)
        drawing.line(end, top, end, top + row + height, "link")
      }
      drawing.text(step.name, isWide ? names - 12 : 8, isWide ? top + height / 2 + 4 : top - 5, isWide ? .end : .start)
      drawing.text(step.text, to + 8, top + height / 2 + 4, .start, step.isBalance ? "label value strong" : "label value")
      drawing.hit(0, top - 4, width, height + 8, "\(step.name): \(step.text)")
    }
    return drawing
  }

  /// From where to where each bar reaches; its second is where the next begins.
  private var spans: [(Double, Double)] {
    var level = 0.0
    return steps.map { step in
      let before = step.isBalance ? 0 : level
      level = step.isBalance ? step.value : level + step.value
      return (before, level)
    }
  }
}
