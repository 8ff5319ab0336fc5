/// Picks an index by weight with the alias method: two look-ups, whatever the weights.
///
/// Not monotone in the uniform number: a small change of one weight may move any pick. Use it where the weights are the same
/// in all runs that are compared, and ``GuideTable`` elsewhere. Building is O(n).
public struct AliasTable: Sendable, Equatable {
  /// The share of each cell that belongs to the cell's own index.
  let share: [Double]
  /// The index that has the rest of the cell.
  let alias: [UInt32]

  /// A table of weights; the same rules and errors as ``GuideTable/init(weights:)``.
  public init(weights: [Double]) throws(DistributionError) {
    let total = try ParameterCheck(distribution: "choice").total(weights)
    let count = weights.count
    var share = weights.map { $0 / total * Double(count) }
    var alias = (0..<count).map { UInt32($0) }
    var poor = share.indices.filter { share[$0] < 1 }
    var rich = share.indices.filter { share[$0] >= 1 }
    // Each step fills one poor cell from a rich one, which may become poor itself.
    while let taker = poor.popLast(), let giver = rich.popLast() {
      alias[taker] = UInt32(giver)
      share[giver] -= 1 - share[taker]
      if share[giver] < 1 { poor.append(giver) } else { rich.append(giver) }
    }
    // What is left differs from a full cell by rounding only. A weight of 0 always found a giver, because its
    // deficit is a whole cell.
    for index in poor + rich where alias[index] == UInt32(index) { share[index] = 1 }
    self.share = share
    self.alias = alias
  }

  /// The index at a uniform number in the open interval (0, 1).
  @inline(__always)
  public func index(at uniform: Double) -> Int {
    let position = uniform * Double(share.count)
    // The product may round up to the count when it is not a power of two.
    let cell = min(Int(position), share.count - 1)
    return position - Double(cell) < share[cell] ? cell : Int(alias[cell])
  }

  /// How many weights there are.
  public var count: Int { share.count }
}
