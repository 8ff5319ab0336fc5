import Sampling
import Statistics

/// Intervals by drawing from what was measured again and again (Efron, 1979).
enum Bootstrap {
  static let resamples = 1_000
  static let confidence = 0.95

  /// Percentile intervals of figures that are made of rows.
  ///
  /// - Parameters:
  ///   - rows: how many there are to draw from, with replacement.
  ///   - statistic: the figures of a choice of rows; nil where that choice has none.
  /// - Returns: one for each figure; nil with fewer than two rows or where a tenth of the choices had no figures.
  static func intervals(
    rows: Int, seed: UInt64, figures: Int, _ statistic: ([Int]) -> [Double]?
  ) -> [Interval?] {
    var found = [[Double]](repeating: [], count: figures)
    if rows >= 2 {
      var choice = [Int](repeating: 0, count: rows)
      for resample in 0..<resamples {
        let stream = Stream(seed: seed, owner: UInt32(resample))
        for index in 0..<rows { choice[index] = Shuffle.pick(rows, stream, Purpose.resampling, index) }
        guard let values = statistic(choice) else { continue }
        for (figure, value) in values.enumerated() { found[figure].append(value) }
      }
    }
    return found.map { values in
      if values.count < resamples * 9 / 10 { return nil }
      let sorted = values.sorted()
      func quantile(_ p: Double) -> Double { sorted[min(sorted.count - 1, Int(p * Double(sorted.count)))] }
      let tail = (1 - confidence) / 2
      return Interval(low: quantile(tail), high: quantile(1 - tail), confidence: confidence)
    }
  }
}
