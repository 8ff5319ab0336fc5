/// Picks an index by weight: the inverse of a cumulative distribution with an index into it.
///
/// Monotone in the uniform number, so that runs with slightly different weights mostly agree on what they pick. Picking
/// is O(1) on average whatever the weights, because there are at least as many guide entries as weights; building is O(n).
public struct GuideTable: Sendable, Equatable {
  /// P(index <= i); the last is 1.
  let cumulative: [Double]
  /// For each of 2^k equal cells of [0, 1), the first index that the cell can pick.
  let guide: [UInt32]

  /// A table that is not used.
  static let none = GuideTable(cumulative: [], guide: [])

  /// The most weights a table takes.
  public static let limit = 1 << 20

  private init(cumulative: [Double], guide: [UInt32]) {
    self.cumulative = cumulative
    self.guide = guide
  }

  /// A table of weights.
  ///
  /// - Parameter weights: at least one, none negative, with a finite sum above 0; they need not sum to 1.
  /// - Throws: ``DistributionError`` naming the weight at fault by its position from 0.
  public init(weights: [Double]) throws(DistributionError) {
    try self.init(weights: weights, of: "choice")
  }

  init(weights: [Double], of distribution: String) throws(DistributionError) {
    let check = ParameterCheck(distribution: distribution)
    let total = try check.total(weights)
    var sum = 0.0
    var cumulative = weights.map { weight in
      sum += weight
      return sum / total
    }
    // Rounding must not leave a gap below 1, nor give the last cells to a weight of 0.
    for index in cumulative.indices.reversed() {
      cumulative[index] = 1
      if weights[index] > 0 { break }
    }
    self.init(cumulative: cumulative)
  }

  /// A table over probabilities that rise to 1.
  init(cumulative: [Double]) {
    var cells = 1
    while cells < cumulative.count { cells *= 2 }
    var guide: [UInt32] = []
    guide.reserveCapacity(cells)
    var index = 0
    for cell in 0..<cells {
      let start = Double(cell) / Double(cells)
      while cumulative[index] <= start { index += 1 }
      guide.append(UInt32(index))
    }
    self.init(cumulative: cumulative, guide: guide)
  }

  /// The index at a uniform number in [0, 1).
  @inline(__always)
  public func index(at uniform: Double) -> Int {
    // The number of cells is a power of two, so the product is exact and below it.
    var index = Int(guide[Int(uniform * Double(guide.count))])
    while cumulative[index] <= uniform { index += 1 }
    return index
  }

  /// The probability of an index.
  public func probability(of index: Int) -> Double {
    index == 0 ? cumulative[0] : cumulative[index] - cumulative[index - 1]
  }

  /// How many weights there are.
  public var count: Int { cumulative.count }
}

extension ParameterCheck {
  /// The sum of weights that are fit for a table.
  func total(_ weights: [Double]) throws(DistributionError) -> Double {
    try require(
      !weights.isEmpty && weights.count <= GuideTable.limit, "number of weights", Double(weights.count),
      "from 1 to \(GuideTable.limit)")
    for (index, weight) in weights.enumerated() {
      try require(weight >= 0 && weight <= Self.magnitudeLimit, "weight \(index)", weight, "a finite number of at least 0")
    }
    let total = weights.reduce(0, +)
    try require(total > 0, "sum of weights", total, "above 0")
    return total
  }
}
