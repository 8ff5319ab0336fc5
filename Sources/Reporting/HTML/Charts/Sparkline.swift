/// A line of values without a scale: how something moved, at a glance.
enum Sparkline {
  static func draw(_ values: [Double]) -> Drawing {
    var drawing = Drawing(width: 120, height: 30)
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let span = high > low ? high - low : 1
    let step = values.count > 1 ? 112 / Double(values.count - 1) : 0
    let points = values.enumerated().map { (4 + Double($0) * step, 26 - ($1 - low) / span * 22) }
    drawing.line(0, 26 + low / span * 22, 120, 26 + low / span * 22, "grid")
    drawing.line(points, "spark")
    if let last = points.last { drawing.dot(last.0, last.1, radius: 2.5, "spot") }
    return drawing
  }
}
