import CSampling

/// The randomness of one owner in one replication.
///
/// A stream holds no state. Each variate is a pure function of (seed, replication, owner, purpose, occurrence), so
/// it does not matter who draws first, on which thread, or whether a draw is skipped: nothing else moves. A *purpose*
/// names what the number is for (the gap to the next job, whether a card is declined) and an *occurrence* counts
/// within it. The same five coordinates give the same number for ever; asking twice is not two draws.
///
/// Every draw is O(1) and allocates nothing.
public struct Stream: Sendable, Equatable {
  /// The scenario's seed.
  public var seed: UInt64
  /// Which repetition of the study, below 2²⁴.
  public var replication: UInt32
  /// Whose randomness this is.
  public var owner: UInt32

  /// The number of replications that have randomness of their own.
  public static let replicationLimit: UInt32 = 1 << 24

  /// A stream; `replication` must be below ``replicationLimit``.
  public init(seed: UInt64, replication: UInt32 = 0, owner: UInt32) {
    precondition(replication < Stream.replicationLimit, "a replication is below 2^24")
    self.seed = seed
    self.replication = replication
    self.owner = owner
  }

  /// The same of another owner. - Complexity: O(1), without any check.
  @inlinable @inline(__always)
  public func of(owner: UInt32) -> Stream {
    var stream = self
    stream.owner = owner
    return stream
  }

  /// Sixty-four uniform bits.
  @inline(__always)
  public func bits(_ purpose: UInt8, _ occurrence: UInt32) -> UInt64 {
    let place = place(purpose, occurrence)
    return csampling_bits(place.seed, place.subject, place.event)
  }

  /// Uniform on the open interval (0, 1), with 52 bits: never 0 and never 1.
  @inline(__always)
  public func uniform(_ purpose: UInt8, _ occurrence: UInt32) -> Double {
    place(purpose, occurrence).uniform
  }

  /// True with probability `p`; never at 0 or below, always at 1 or above. What is true at `p` stays true at any
  /// larger one.
  @inline(__always)
  public func bernoulli(_ p: Double, _ purpose: UInt8, _ occurrence: UInt32) -> Bool {
    // Uniform numbers lie in [0, 1), so some answers need none.
    p > 0 && (p >= 1 || uniform(purpose, occurrence) < p)
  }

  /// How many of `n` independent trials succeed with probability `p` each.
  ///
  /// - Parameters:
  ///   - n: trials, at most 10⁹; none or fewer give 0.
  ///   - p: a probability; one outside [0, 1] acts as the nearer end, and NaN as 0.
  public func binomial(n: Int64, p: Double, _ purpose: UInt8, _ occurrence: UInt32) -> Int64 {
    precondition(n <= 1_000_000_000, "at most 10^9 trials")
    guard n > 0, p > 0 else { return 0 }
    let place = place(purpose, occurrence)
    return Int64(csampling_draw_binomial(place.seed, place.subject, place.event, Double(n), p))
  }

  /// The standard normal law; rises with the underlying uniform.
  public func normal(_ purpose: UInt8, _ occurrence: UInt32) -> Double {
    let place = place(purpose, occurrence)
    return csampling_draw_gaussian(place.seed, place.subject, place.event, 0, 1)
  }

  /// The exponential law, for rates that differ from owner to owner and so have no ``Distribution`` of their own.
  ///
  /// - Parameter mean: in any unit, which is that of the result; at least 0.
  public func exponential(mean: Double, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    let place = place(purpose, occurrence)
    return csampling_draw_exponential(place.seed, place.subject, place.event, mean)
  }

  /// A Poisson count, for means that differ from owner to owner. One uniform below a mean of 30.
  ///
  /// - Parameter mean: at most 10⁶; 0, less or NaN give 0.
  public func poisson(mean: Double, _ purpose: UInt8, _ occurrence: UInt32) -> Int64 {
    precondition(!(mean > 1e6), "a Poisson mean is at most 10^6")
    guard mean > 0 else { return 0 }
    let place = place(purpose, occurrence)
    return Int64(csampling_draw_poisson(place.seed, place.subject, place.event, mean))
  }

  /// The block of the generator that belongs to these coordinates.
  @inline(__always)
  func place(_ purpose: UInt8, _ occurrence: UInt32) -> Place {
    Place(
      seed: seed, subject: UInt64(purpose) << 56 | UInt64(replication) << 32 | UInt64(owner), event: UInt64(occurrence))
  }
}

/// The key and counter of a variate, in the words that the generator takes.
struct Place {
  let seed: UInt64
  let subject: UInt64
  /// The occurrence in the low half, the draw within it above.
  var event: UInt64

  @inline(__always)
  var uniform: Double { csampling_draw_uniform(seed, subject, event) }

  /// Goes further within the same occurrence.
  @inline(__always)
  mutating func skip(draws: UInt32) { event &+= UInt64(draws) << 32 }
}

/// The whole part of a number that the caller has bounded; beyond 2^63 the result has no meaning.
@inlinable @inline(__always)
public func wholePart(of number: Double) -> Int64 { csampling_whole(number) }
