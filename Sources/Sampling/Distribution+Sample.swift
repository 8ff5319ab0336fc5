import CSampling

/// How the draw word of a place is divided, so that no two draws of one variate meet: 12 bits of blocks for one
/// sampler's candidates, 12 bits of tries for a truncation, 8 bits for the depth inside mixtures.
enum DrawLayout {
  static let nextTry: UInt32 = 1 << 12
  static let nextDepth: UInt32 = 1 << 24
  /// Tries of a truncation before its inverse is taken: with a twentieth kept, all fail once in 10²² variates.
  static let tries: UInt32 = 1_000
  /// How deep mixtures may hold mixtures.
  static let depth = 8
}

extension Distribution {
  /// One variate.
  ///
  /// - Parameters:
  ///   - stream: whose randomness.
  ///   - purpose: what the number is for; two uses of one stream need two purposes.
  ///   - occurrence: which one of that purpose.
  /// - Returns: a value in the unit of the parameters; a whole number for counts.
  /// - Complexity: O(1) on average, no allocation.
  public func sample(_ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    sample(at: stream.place(purpose, occurrence))
  }

  func sample(at place: Place) -> Double {
    switch method {
    case .direct: return direct(at: place)
    case .tabulated: return offset + Double(table.index(at: place.uniform))
    case .inverted: return inverted(at: place.uniform)
    case .retried: return retried(at: place)
    }
  }

  @inline(__always)
  private func direct(at place: Place) -> Double {
    switch family {
    case .choice: values[table.index(at: place.uniform)]
    case .empirical: interpolated(at: place.uniform)
    case .mixture: mixed(at: place)
    default: DirectLaw(family: family, first: first, second: second).sample(at: place)
    }
  }

  /// A quantile of an empirical law: linear within the piece that holds the probability.
  @inline(__always)
  func interpolated(at probability: Double) -> Double {
    let piece = table.index(at: probability)
    let start = piece == 0 ? 0 : table.cumulative[piece - 1]
    let share = (probability - start) / (table.cumulative[piece] - start)
    return values[piece] + share * (values[piece + 1] - values[piece])
  }

  private func mixed(at place: Place) -> Double {
    let part = table.index(at: place.uniform)
    var inner = place
    inner.skip(draws: DrawLayout.nextDepth)
    return parts[part].sample(at: inner)
  }

  /// The truncated law's quantile. From above where a limit leaves the upper tail in, because probabilities near 1
  /// have no digits left for it.
  func inverted(at uniform: Double) -> Double {
    guard let law else { return .nan }
    let value =
      maximum == .infinity || below > 0.5
      ? csampling_upper_inverse(law, above + (1 - uniform) * kept, first, second)
      : csampling_lower_inverse(law, below + uniform * kept, first, second)
    return min(max(value, minimum), maximum)
  }

  private func retried(at place: Place) -> Double {
    var place = place
    for _ in 0..<DrawLayout.tries {
      let value = direct(at: place)
      if value >= minimum && value <= maximum { return value }
      place.skip(draws: DrawLayout.nextTry)
    }
    return inverted(at: place.uniform)
  }
}
