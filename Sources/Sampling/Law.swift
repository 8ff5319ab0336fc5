import CSampling

/// A distribution whose variates come straight from its two parameters, in a form that a hot loop reads in place.
///
/// A ``Distribution`` carries tables, so copying one counts references; copying this one moves a few words. It draws the very
/// same variates.
public struct DirectLaw: BitwiseCopyable, Sendable {
  let family: Distribution.Family
  let first: Double
  let second: Double

  /// What every variate is, of a law that has only one; nil for the others.
  public var constant: Double? { family == .constant ? first : nil }

  /// The variate at a place; see ``Distribution/sample(_:_:_:)``.
  @inline(__always)
  public func sample(_ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    sample(at: stream.place(purpose, occurrence))
  }

  @inline(__always)
  func sample(at place: Place) -> Double {
    switch family {
    case .constant: return first
    case .uniform: return first + (second - first) * place.uniform
    case .exponential: return csampling_draw_exponential(place.seed, place.subject, place.event, first)
    case .gamma: return csampling_draw_gamma(place.seed, place.subject, place.event, first, second)
    case .weibull: return csampling_draw_weibull(place.seed, place.subject, place.event, first, second)
    case .lognormal: return csampling_draw_lognormal(place.seed, place.subject, place.event, first, second)
    case .pareto: return csampling_draw_pareto(place.seed, place.subject, place.event, first, second)
    case .beta: return csampling_draw_beta(place.seed, place.subject, place.event, first, second)
    case .gaussian: return csampling_draw_gaussian(place.seed, place.subject, place.event, first, second)
    case .poisson: return csampling_draw_poisson(place.seed, place.subject, place.event, first)
    case .binomial: return csampling_draw_binomial(place.seed, place.subject, place.event, first, second)
    case .negativeBinomial: return csampling_draw_negative_binomial(place.seed, place.subject, place.event, first, second)
    case .geometric: return csampling_draw_geometric(place.seed, place.subject, place.event, first)
    case .choice, .empirical, .mixture: preconditionFailure("A law with tables has no direct form.")
    }
  }
}

extension Distribution {
  /// The law without its tables; nil where a variate needs them (choices, mixtures, truncations, tabulated counts).
  public var directLaw: DirectLaw? {
    switch family {
    case .choice, .empirical, .mixture: nil
    default: method == .direct ? DirectLaw(family: family, first: first, second: second) : nil
    }
  }
}
