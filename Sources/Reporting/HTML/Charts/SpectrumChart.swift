import Foundation

/// How long waits are at each percentile, on scales that show the tail: each step to the right leaves a tenth of what was left,
/// and each step up is about ten times as long.
struct SpectrumChart {
  struct Line {
    let key: Series.Key
    /// Percentiles above 0 up to 100, and seconds.
    let points: [(percentile: Double, seconds: Double)]
    let count: Int64
  }

  let lines: [Line]
  /// What each percentile on the axis tells when it is pointed at.
  let words: [(percentile: Double, text: String)]

  /// The shortest that is drawn: what takes no time at all has no place on the scale.
  private static let shortest = 1e-6

  func draw(width: Double) -> Drawing {
    let isWide = width > 600
    var drawing = Drawing(width: width, height: isWide ? 340 : 280)
    let bottom = drawing.height - 44
    let levels = levels
    let (low, high) = (log10(levels[0]), log10(levels[levels.count - 1]))
    let decades = max(1, lines.map { log10(Double(max(1, $0.count))) }.max() ?? 1)
    let labels = lines.map { Drawing.width(of: $0.key.name) + 24 }.max() ?? 0
    let (left, right) = (64.0, width - (isWide ? min(260, labels + 12) : 10))
    // The last of a thousand waits stands where a thousandth is left.
    func x(_ percentile: Double, of count: Int64 = .max) -> Double {
      let tail = max(1 - percentile / 100, 1 / Double(max(1, count)), pow(10, -decades))
      return left + min(decades, -log10(tail)) / decades * (right - left)
    }
    func y(_ seconds: Double) -> Double {
      let power = log10(max(seconds, SpectrumChart.shortest))
      return bottom - (max(low, min(high, power)) - low) / (high - low) * (bottom - 16)
    }
    for (index, level) in levels.enumerated() {
      drawing.line(left, y(level), right, y(level), index == 0 ? "zero" : "grid")
      drawing.text(PageNumber.wait(microseconds: level * 1e6), left - 8, y(level) + 4, .end)
    }
    drawPercentiles(on: &drawing, decades, { x($0) }, bottom)
    for line in lines {
      drawing.line(line.points.map { (x($0.percentile, of: line.count), y($0.seconds)) }, "line s\(line.key.colour)")
    }
    if isWide { drawLabels(on: &drawing, y, x: right + 10, bottom) }
    for (index, word) in words.enumerated() {
      let from = index == 0 ? left : (x(words[index - 1].percentile) + x(word.percentile)) / 2
      let to = index + 1 == words.count ? right : (x(word.percentile) + x(words[index + 1].percentile)) / 2
      drawing.hit(from, 16, max(0, to - from), bottom - 16, word.text)
    }
    return drawing
  }

  /// What people count waits in, about ten times as long each, from the shortest to the longest that is drawn.
  private var levels: [Double] {
    let all = lines.flatMap { $0.points.map(\.seconds) }.filter { $0 > 0 && $0.isFinite }
    let (least, most) = (all.min() ?? 1, all.max() ?? 1)
    let known =
      (-6...1).map { pow(10, Double($0)) } + [60, 600, 3_600, 36_000, 86_400, 864_000, 8_640_000, 86_400_000, 864_000_000]
    let first = known.lastIndex { $0 <= least } ?? 0
    let last = max(first + 1, known.firstIndex { $0 >= most } ?? known.count - 1)
    return Array(known[min(first, known.count - 2)...min(last, known.count - 1)])
  }

  private func drawPercentiles(on drawing: inout Drawing, _ decades: Double, _ x: (Double) -> Double, _ bottom: Double) {
    var end = -1e9
    for (percentile, name) in [
      (0.0, "0 %"), (50, "50 %"), (90, "90 %"), (99, "99 %"), (99.9, "99.9 %"), (99.99, "99.99 %"),
      (99.999, "99.999 %"), (99.9999, "99.9999 %"),
    ] where -log10(max(1e-12, 1 - percentile / 100)) <= decades + 1e-9 {
      let place = x(percentile)
      drawing.line(place, 16, place, bottom, "grid")
      let width = Drawing.width(of: name)
      // At the right end there is no room for a half of it.
      let start = min(place - width / 2, drawing.width - width - 2)
      if start < end + 4 { continue }
      drawing.text(name, start, bottom + 18)
      end = start + width
    }
    drawing.text("of the waits are at most this long", x(0), bottom + 36)
  }

  private func drawLabels(on drawing: inout Drawing, _ y: (Double) -> Double, x: Double, _ bottom: Double) {
    let wanted = lines.map { ($0.key, y($0.points.last?.seconds ?? 0)) }.sorted { $0.1 < $1.1 }
    let heights = Labels.spread(wanted.map(\.1), apart: 18, from: 20, to: bottom)
    for ((key, _), height) in zip(wanted, heights) { Labels.draw(key, on: &drawing, x: x, height: height) }
  }
}
