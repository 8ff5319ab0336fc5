extension Distribution: CustomStringConvertible {
  /// The kind as it is written: "gamma", "negative binomial".
  public var name: String {
    family == .negativeBinomial ? "negative binomial" : "\(family)"
  }

  /// The kind with its usual parameters and its limits: "gamma(shape: 2.5, scale: 1.0), from 1.0".
  public var description: String {
    let lower = minimum > -.infinity ? ", from \(minimum)" : ""
    let upper = maximum < .infinity ? ", to \(maximum)" : ""
    return "\(name)(\(parameters))\(lower)\(upper)"
  }

  private var parameters: String {
    switch family {
    case .constant: "\(first)"
    case .uniform: "min: \(first), max: \(second)"
    case .exponential, .poisson: "mean: \(first)"
    case .gamma, .weibull: "shape: \(first), scale: \(second)"
    case .lognormal: "mu: \(first), sigma: \(second)"
    case .pareto: "shape: \(first), minimum: \(second)"
    case .beta: "alpha: \(first), beta: \(second)"
    case .gaussian: "mean: \(first), standard deviation: \(second)"
    case .binomial: "trials: \(first), probability: \(second)"
    case .negativeBinomial: "successes: \(first), probability: \(second)"
    case .geometric: "probability: \(first)"
    case .choice:
      values.indices.map { "\(values[$0]): \(table.probability(of: $0))" }.joined(separator: ", ")
    case .empirical: "\(values.count) quantiles from \(values[0]) to \(values[values.count - 1])"
    case .mixture:
      parts.indices.map { "\(table.probability(of: $0)) \(parts[$0])" }.joined(separator: ", ")
    }
  }
}
