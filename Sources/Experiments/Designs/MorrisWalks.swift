import Sampling

/// Walks through the unit cube that change one coordinate after the other (Morris, 1991), on four levels: 0, 1/3, 2/3 and 1.
public enum MorrisWalks {
  /// How far a coordinate moves, once in each walk: two levels of four, so that all levels are equally likely.
  public static let stride = 2.0 / 3

  /// `count` walks of `dimensions` + 1 points each, one walk after the other.
  ///
  /// - Complexity: O(count x dimensions²).
  public static func points(_ count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
    var points: [[Double]] = []
    for walk in 0..<max(0, count) {
      let stream = Stream(seed: seed, owner: UInt32(walk))
      var here = (0..<dimensions).map { dimension in
        Double(Shuffle.pick(4, stream, Purpose.morrisStart, dimension)) / 3
      }
      points.append(here)
      for dimension in Shuffle.order(dimensions, stream, Purpose.morrisOrder) {
        // From the lower levels there is only the way up, from the upper ones only the way down.
        here[dimension] += here[dimension] < 0.5 ? stride : -stride
        here[dimension] = (here[dimension] * 3).rounded() / 3
        points.append(here)
      }
    }
    return points
  }
}
