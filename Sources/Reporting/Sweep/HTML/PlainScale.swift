import Foundation

/// A scale that goes no further than its values need, for positions that are compared with each other and not with zero.
struct PlainScale {
  let ticks: [Double]
  private let low: Double
  private let high: Double
  private let start: Double
  private let end: Double

  /// Draws the least of `values` at `start` or a little after it, and the largest at `end` or a little before it.
  init(of values: [Double], from start: Double, to end: Double, count: Int = 4) {
    let finite = values.filter(\.isFinite)
    var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    if high <= low {
      let room = max(abs(low) * 0.05, 0.5)
      (low, high) = (low - room, high + room)
    }
    let margin = (high - low) * 0.06
    (self.low, self.high, self.start, self.end) = (low - margin, high + margin, start, end)
    let rough = (high - low) / Double(count)
    let power = pow(10, log10(rough).rounded(.down))
    let step = ([1.0, 2, 2.5, 5].first { $0 * power >= rough * 0.999_999 } ?? 10) * power
    let first = (self.low / step).rounded(.up)
    let last = (self.high / step).rounded(.down)
    ticks = first <= last ? stride(from: first, through: last, by: 1).map { $0 * step } : []
  }

  func position(_ value: Double) -> Double { start + (value - low) / (high - low) * (end - start) }
}
