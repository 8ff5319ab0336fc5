// The kinds that are given as lists: weighted values, quantiles, and mixtures of other laws. Building is O(n log n).

extension Distribution {
  /// One of some values, each with its weight; the weights need not sum to 1.
  ///
  /// The values are kept in ascending order, so that a variate rises with its uniform number. To pick something that is
  /// not a number, use ``GuideTable`` and its index.
  public static func choice(_ options: [(value: Double, weight: Double)]) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "choice")
    for option in options { try check.finite(option.value, "value") }
    let ordered = options.sorted { $0.value < $1.value }
    let table = try GuideTable(weights: ordered.map(\.weight), of: "choice")
    var mean = 0.0
    for (index, option) in ordered.enumerated() { mean += table.probability(of: index) * option.value }
    var variance = 0.0
    for (index, option) in ordered.enumerated() {
      variance += table.probability(of: index) * (option.value - mean) * (option.value - mean)
    }
    return Distribution(.choice, table: table, values: ordered.map(\.value), mean: mean, variance: variance)
  }

  /// The same values with each weight multiplied by a factor of its value; nil unless this is a choice, or where the factors make
  /// no weights.
  public func reweighed(by factor: (Double) -> Double) -> Distribution? {
    guard family == .choice else { return nil }
    return try? .choice(values.indices.map { (value: values[$0], weight: table.probability(of: $0) * factor(values[$0])) })
  }

  /// The law that observations suggest: their quantiles, joined by straight lines from the least to the greatest.
  ///
  /// - Parameter samples: from two to about a million finite observations, in any order.
  public static func empirical(samples: [Double]) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "empirical")
    try check.require(
      samples.count >= 2 && samples.count <= GuideTable.limit, "number of samples", Double(samples.count),
      "from 2 to \(GuideTable.limit)")
    for sample in samples { try check.finite(sample, "sample") }
    let pieces = samples.count - 1
    return empirical(values: samples.sorted(), cumulative: (1...pieces).map { Double($0) / Double(pieces) })
  }

  /// A law by some of its quantiles, joined by straight lines.
  ///
  /// - Parameter quantiles: at least two; the probabilities rise from 0 to 1 and the values never fall.
  public static func empirical(
    quantiles: [(probability: Double, value: Double)]
  ) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "empirical")
    try check.require(
      quantiles.count >= 2 && quantiles.count <= GuideTable.limit, "number of quantiles", Double(quantiles.count),
      "from 2 to \(GuideTable.limit)")
    let start = quantiles[0].probability
    let end = quantiles[quantiles.count - 1].probability
    try check.require(start == 0, "first probability", start, "0")
    try check.require(end == 1, "last probability", end, "1")
    for quantile in quantiles { try check.finite(quantile.value, "value") }
    for (before, after) in zip(quantiles, quantiles.dropFirst()) {
      try check.require(
        after.probability > before.probability, "probability", after.probability, "above \(before.probability) before it")
      try check.require(after.value >= before.value, "value", after.value, "at least the \(before.value) before it")
    }
    return empirical(values: quantiles.map(\.value), cumulative: quantiles.dropFirst().map(\.probability))
  }

  /// The law of quantiles that are known to be in order: one value more than probabilities.
  static func empirical(values: [Double], cumulative: [Double]) -> Distribution {
    let table = GuideTable(cumulative: cumulative)
    var mean = 0.0
    for piece in cumulative.indices { mean += table.probability(of: piece) * (values[piece] + values[piece + 1]) / 2 }
    var variance = 0.0
    for piece in cumulative.indices {
      let from = values[piece] - mean
      let to = values[piece + 1] - mean
      variance += table.probability(of: piece) * (from * from + from * to + to * to) / 3
    }
    return Distribution(.empirical, table: table, values: values, mean: mean, variance: variance)
  }

  /// One of some laws, picked by weight for each variate.
  ///
  /// - Throws: for weights as ``GuideTable/init(weights:)``, and for mixtures nested deeper than eight.
  public static func mixture(_ options: [(weight: Double, part: Distribution)]) throws(DistributionError) -> Distribution {
    let table = try GuideTable(weights: options.map(\.weight), of: "mixture")
    let parts = options.map(\.part)
    let depth = parts.reduce(0) { Swift.max($0, $1.depth) } + 1
    let check = ParameterCheck(distribution: "mixture")
    try check.require(depth <= DrawLayout.depth, "depth of nesting", Double(depth), "at most \(DrawLayout.depth)")
    var mean = 0.0
    for index in parts.indices where table.probability(of: index) > 0 {
      mean += table.probability(of: index) * parts[index].mean
    }
    var variance = 0.0
    for index in parts.indices where table.probability(of: index) > 0 {
      let distance = parts[index].mean - mean
      // Infinite means have no distance; their variance is infinite already.
      variance += table.probability(of: index) * (parts[index].variance + (distance.isFinite ? distance * distance : 0))
    }
    return Distribution(.mixture, table: table, parts: parts, mean: mean, variance: variance)
  }

  /// How many mixtures are inside one another.
  private var depth: Int {
    family == .mixture ? parts.reduce(0) { Swift.max($0, $1.depth) } + 1 : 0
  }
}
