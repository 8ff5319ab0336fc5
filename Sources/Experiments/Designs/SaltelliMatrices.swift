import Sampling

/// Points for Sobol's indices (Saltelli and others, 2010): of each sample a point of matrix A, one of B, and A once for each
/// dimension with that coordinate from B.
public enum SaltelliMatrices {
  /// `samples` times `dimensions` + 2 points in the order A, B, then A with each coordinate of B.
  ///
  /// - Parameter dimensions: 1 to half of ``SobolSequence/mostDimensions``.
  /// - Complexity: O(samples x dimensions²).
  public static func points(_ samples: Int, dimensions: Int) -> [[Double]] {
    SobolSequence.points(max(0, samples), dimensions: 2 * dimensions).flatMap { row -> [[Double]] in
      let a = Array(row[..<dimensions])
      let b = Array(row[dimensions...])
      let mixed = (0..<dimensions).map { dimension in
        var point = a
        point[dimension] = b[dimension]
        return point
      }
      return [a, b] + mixed
    }
  }
}
