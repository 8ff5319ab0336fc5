import CSampling

extension Distribution {
  /// The probability of a value of at most `x`; NaN for NaN.
  ///
  /// - Complexity: O(1), O(log n) for lists, the sum of the parts for mixtures.
  public func cumulative(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return probability(below: x, orAt: true)
  }

  /// The smallest value that a variate does not exceed with probability `p`; NaN outside [0, 1].
  ///
  /// This is how a dependent pair is drawn: correlated normal numbers, their probabilities, these quantiles.
  ///
  /// - Complexity: O(1) where the law has a closed inverse; a search of some hundred steps for wide counts and mixtures.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if method == .tabulated { return offset + Double(table.index(at: Swift.min(p, 1 - 0x1p-53))) }
    if method != .direct { return inverted(at: p) }
    switch family {
    case .constant: return first
    case .uniform: return first + (second - first) * p
    case .choice: return values[table.index(at: Swift.min(p, 1 - 0x1p-53))]
    case .empirical: return p == 1 ? values[values.count - 1] : interpolated(at: p)
    case .mixture: return searched(p)
    default:
      guard let law else { return .nan }
      return p < 0.5 ? csampling_lower_inverse(law, p, first, second) : csampling_upper_inverse(law, 1 - p, first, second)
    }
  }

  /// P(X < x), or P(X <= x).
  func probability(below x: Double, orAt included: Bool) -> Double {
    if method == .tabulated {
      let last = (included ? x.rounded(.down) : x.rounded(.up) - 1) - offset
      if last < 0 { return 0 }
      return last >= Double(table.count) ? 1 : table.cumulative[Int(last)]
    }
    switch family {
    case .constant: return x > first || (included && x == first) ? 1 : 0
    case .uniform: return Swift.min(Swift.max((x - first) / (second - first), 0), 1)
    case .choice:
      let index = firstIndex(reaching: x, beyond: included)
      return index == 0 ? 0 : table.cumulative[index - 1]
    case .empirical: return empiricalProbability(below: x, orAt: included)
    case .mixture:
      var sum = 0.0
      for (index, part) in parts.enumerated() {
        sum += table.probability(of: index) * part.probability(below: x, orAt: included)
      }
      return Swift.min(sum, 1)
    default:
      guard let law else { return .nan }
      if x < minimum { return 0 }
      if x >= maximum { return 1 }
      // Only a count has mass at a single value.
      let limit = law.rawValue >= csampling_poisson.rawValue && !included ? x.rounded(.up) - 1 : x
      let share =
        below > 0.5
        ? 1 - (csampling_upper(law, limit, first, second) - above) / kept
        : (csampling_lower(law, limit, first, second) - below) / kept
      return Swift.min(Swift.max(share, 0), 1)
    }
  }

  /// The first of the ascending values that is at least x, or above it.
  private func firstIndex(reaching x: Double, beyond: Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] > x || (!beyond && values[middle] == x) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func empiricalProbability(below x: Double, orAt included: Bool) -> Double {
    let index = firstIndex(reaching: x, beyond: included)
    if index == 0 { return 0 }
    if index == values.count { return 1 }
    let start = index == 1 ? 0 : table.cumulative[index - 2]
    let share = (x - values[index - 1]) / (values[index] - values[index - 1])
    return start + share * (table.cumulative[index - 1] - start)
  }

  /// A mixture's quantile lies between those of its parts.
  private func searched(_ p: Double) -> Double {
    let likely = parts.indices.filter { table.probability(of: $0) > 0 }
    var low = likely.reduce(Double.infinity) { Swift.min($0, parts[$1].quantile(p)) }
    var high = likely.reduce(-Double.infinity) { Swift.max($0, parts[$1].quantile(p)) }
    if probability(below: low, orAt: true) >= p || high == .infinity && p == 1 { return p == 1 ? high : low }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if probability(below: middle, orAt: true) >= p { high = middle } else { low = middle }
    }
    return high
  }
}
