/// How a fraction of a minor unit becomes a whole one. Money is integer: every place that divides names one of these.
public enum Rounding: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// To the nearest unit, a half away from zero.
  case halfUp
  /// To the nearest unit, a half to the even neighbour.
  case halfEven
  /// Away from zero.
  case up
  /// Towards zero.
  case down
}

/// A share of an amount in millionths: 30 % is 300,000.
@frozen
public struct Share: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var millionths: Int64

  @inlinable
  public init(millionths: Int64) {
    self.millionths = millionths
  }

  /// A share written in per cent, `Share(percent: 30)`.
  public init(percent: Int64) {
    self.init(millionths: percent * 10_000)
  }

  public static let none = Share(millionths: 0)
  public static let whole = Share(millionths: 1_000_000)

  @inlinable
  public static func < (left: Share, right: Share) -> Bool { left.millionths < right.millionths }

  /// This share of `amount` minor units, rounded as named. The product is taken at full width, so it never overflows
  /// for a share of at most one.
  @inlinable
  public func of(_ amount: Int64, rounding: Rounding) -> Int64 {
    proportion(of: amount, millionths, over: 1_000_000, rounding: rounding)
  }
}

/// `amount * numerator / denominator`, rounded as named, the product taken at full width.
///
/// - Precondition: `denominator` is above zero and the result fits 64 bits.
@inlinable
public func proportion(of amount: Int64, _ numerator: Int64, over denominator: Int64, rounding: Rounding) -> Int64 {
  precondition(denominator > 0, "A proportion needs a denominator above zero.")
  let (product, overflow) = amount.multipliedReportingOverflow(by: numerator)
  if !overflow {
    let quotient = product / denominator
    return quotient + carry(of: product % denominator, over: denominator, quotient: quotient, rounding: rounding)
  }
  let wide = amount.multipliedFullWidth(by: numerator)
  let (quotient, remainder) = denominator.dividingFullWidth(wide)
  return quotient + carry(of: remainder, over: denominator, quotient: quotient, rounding: rounding)
}

/// What the remainder of a division adds to the quotient: -1, 0 or 1.
@inlinable
func carry(of remainder: Int64, over denominator: Int64, quotient: Int64, rounding: Rounding) -> Int64 {
  if remainder == 0 { return 0 }
  let away: Int64 = remainder > 0 ? 1 : -1
  let magnitude = remainder.magnitude
  let rest = denominator.magnitude - magnitude
  switch rounding {
  case .down: return 0
  case .up: return away
  case .halfUp: return magnitude >= rest ? away : 0
  case .halfEven: return magnitude > rest || (magnitude == rest && quotient & 1 != 0) ? away : 0
  }
}
