import CSampling

/// Points that fill the unit cube more evenly than random ones, by GSL's Sobol sequence (Bratley and Fox, 1988).
public enum SobolSequence {
  public static let mostDimensions = Int(csampling_sobol_dimensions)

  /// The first `count` points, beginning with the origin, all of them shifted by half a cell: of a power of two, each coordinate
  /// takes the middle of every one of `count` equal cells once.
  ///
  /// - Parameter dimensions: 1 to ``mostDimensions``.
  /// - Returns: rows of `dimensions` coordinates within (0, 1).
  /// - Complexity: O(count x dimensions).
  public static func points(_ count: Int, dimensions: Int) -> [[Double]] {
    precondition((1...mostDimensions).contains(dimensions), "A Sobol sequence has 1 to 40 dimensions.")
    if count < 1 { return [] }
    // GSL leaves the origin out, without which no power of two would be balanced.
    var flat = [Double](repeating: 0, count: count * dimensions)
    let isWhole = flat.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard count > 1, let start = buffer.baseAddress else { return true }
      return csampling_sobol(UInt32(dimensions), UInt64(count - 1), start.advanced(by: dimensions))
    }
    precondition(isWhole, "GSL has no memory for a Sobol sequence.")
    var cells = 1
    while cells < count { cells *= 2 }
    let half = 0.5 / Double(cells)
    return (0..<count).map { row in flat[(row * dimensions)..<((row + 1) * dimensions)].map { $0 + half } }
  }
}
