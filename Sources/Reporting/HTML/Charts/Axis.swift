import Foundation

/// A scale from values to heights with round numbers on it.
struct Axis {
  let ticks: [Double]
  let low: Double
  let high: Double
  /// Where `low` and `high` are drawn.
  let bottom: Double
  let top: Double

  /// Room for all of `values` and zero, with about `count` steps of 1, 2 or 5 times a power of ten.
  init(of values: [Double], bottom: Double, top: Double, count: Int = 4) {
    // Beyond any money of a run: such a file is not ours, but must not end the program.
    let finite = values.filter(\.isFinite).map { max(-1e18, min(1e18, $0)) }
    let least = min(0, finite.min() ?? 0)
    let most = max(0, finite.max() ?? 0)
    let span = most > least ? most - least : 1
    let step = Axis.step(span / Double(count))
    let first = Int((least / step).rounded(.down))
    let last = max(first + 1, Int((most / step).rounded(.up)))
    ticks = (first...last).map { Double($0) * step }
    low = Double(first) * step
    high = Double(last) * step
    self.bottom = bottom
    self.top = top
  }

  func position(_ value: Double) -> Double {
    guard value.isFinite else { return bottom }
    return bottom + (value - low) / (high - low) * (top - bottom)
  }

  /// Lines and numbers from `left` to `right`; zero stands out.
  func drawLevels(on drawing: inout Drawing, left: Double, right: Double) {
    for tick in ticks {
      let height = position(tick)
      drawing.line(left, height, right, height, tick == 0 ? "zero" : "grid")
      drawing.text(PageNumber.short(tick), left - 8, height + 4, .end)
    }
  }

  /// The round number at or above `rough`.
  private static func step(_ rough: Double) -> Double {
    guard rough > 0, rough.isFinite else { return 1 }
    let power = pow(10, log10(rough).rounded(.down))
    for factor in [1.0, 2, 2.5, 5] where factor * power >= rough * 0.999_999 { return factor * power }
    return 10 * power
  }
}

/// Slots side by side, one for each month, hour or whatever is counted.
struct Slots {
  let count: Int
  let left: Double
  let right: Double

  var width: Double { (right - left) / Double(max(1, count)) }

  func start(_ index: Int) -> Double { left + Double(index) * width }
  func middle(_ index: Int) -> Double { start(index) + width / 2 }

  /// Names under the slots, as many as have room; of months the year stands below the first and each January.
  func drawNames(_ names: [String], on drawing: inout Drawing, at height: Double) {
    let months = names.map { PageNumber.parts($0) }
    let shown = names.enumerated().map { index, name in
      months[index].map { String(PageNumber.names[$0.month - 1].prefix(3)) } ?? name
    }
    let widest = shown.map(Drawing.width).max() ?? 0
    let every = [1, 2, 3, 4, 6, 12, 24, 48].first { Double($0) * width >= widest + 6 } ?? 96
    // Years are where people look first.
    let offset = months.first.flatMap { $0 }.map { (13 - $0.month) % every } ?? 0
    var lastYear = -100.0
    for index in shown.indices {
      let isNamed = (index - offset) % every == 0
      if isNamed { drawing.text(shown[index], middle(index), height, .middle) }
      guard let (year, month) = months[index], index == 0 || month == 1 else { continue }
      if middle(index) - lastYear < 36 { continue }
      lastYear = middle(index)
      drawing.text(year, middle(index), height + 16, .middle, "label year")
    }
  }
}
