import Sampling

/// A value of the scenario of which only a distribution is known: it is drawn anew for each group of runs.
public struct UncertainParameter: Sendable {
  /// The path of keys, as `--set` takes it.
  public let key: String
  /// The distribution in words, such as "uniform 25 % to 35 %".
  public let says: String
  let law: Law

  enum Law: Sendable {
    /// Numbers that are written alike, drawn to so many decimals, or to multiples of a step.
    case numbers(Shape, WrittenNumber.Form, decimals: Int, step: Double?)
    /// Texts of any kind with their weights.
    case choice([(text: String, weight: Double)])
  }

  enum Shape: Sendable {
    case uniform(Double, Double)
    /// Least, likeliest and most.
    case triangular(Double, Double, Double)
    case distribution(Distribution)
  }

  /// The value of a draw, as it would stand in the file. It depends on the seed, the draw, and the parameter's place in the list,
  /// and on nothing else.
  ///
  /// - Parameters:
  ///   - draw: below 2^24.
  ///   - place: of the parameter in the list.
  public func value(draw: Int, place: Int, seed: UInt64) -> String {
    // No owner has this number, so no owner's randomness is this.
    let stream = Stream(seed: seed, replication: UInt32(draw), owner: .max)
    switch law {
    case .numbers(let shape, let form, let decimals, let step):
      let drawn = shape.value(stream, UInt32(place))
      let stepped = step.map { (drawn / $0).rounded() * $0 } ?? drawn
      return form.text(stepped, decimals: decimals)
    case .choice(let options):
      var rest = stream.uniform(UncertainParameter.purpose, UInt32(place)) * options.reduce(0) { $0 + $1.weight }
      for option in options {
        rest -= option.weight
        if rest < 0 { return option.text }
      }
      return options.last { $0.weight > 0 }?.text ?? ""
    }
  }

  private static let purpose: UInt8 = 1

  /// Values that have to make sense in the scenario, the ends of what is drawn among them.
  var probes: [String] {
    switch law {
    case .numbers(let shape, let form, let decimals, let step):
      return shape.ends.map { end in form.text(step.map { (end / $0).rounded() * $0 } ?? end, decimals: decimals) }
    case .choice(let options): return options.map(\.text)
    }
  }
}

extension UncertainParameter.Shape {
  fileprivate func value(_ stream: Stream, _ place: UInt32) -> Double {
    switch self {
    case .uniform(let low, let high): return low + (high - low) * stream.uniform(1, place)
    case .triangular(let low, let mode, let high):
      let u = stream.uniform(1, place)
      let share = (mode - low) / (high - low)
      return u < share
        ? low + (u * (high - low) * (mode - low)).squareRoot() : high - ((1 - u) * (high - low) * (high - mode)).squareRoot()
    case .distribution(let law): return law.sample(stream, 1, place)
    }
  }

  /// The least and the most, or what one draw in a thousand lies beyond.
  fileprivate var ends: [Double] {
    switch self {
    case .uniform(let low, let high), .triangular(let low, _, let high): [low, high]
    case .distribution(let law): [law.quantile(0.001), law.quantile(0.999)]
    }
  }
}

extension LoadedScenario {
  /// What the uncertain parameters come to in a draw, in their order: changes as `--set` takes them.
  public func drawn(_ draw: Int) -> [(key: String, value: String)] {
    uncertain.enumerated().map { place, parameter in
      (key: parameter.key, value: parameter.value(draw: draw, place: place, seed: scenario.seed))
    }
  }
}
