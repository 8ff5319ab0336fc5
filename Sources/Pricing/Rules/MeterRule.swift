import Accounting

/// How a measured quantity becomes billed units. Quantities are counted in thousandths, so that seconds of a minute and tenths
/// of a credit stay exact. Source: rule IV-D1.
public struct UnitRounding: Hashable, Sendable {
  public enum Mode: UInt8, CaseIterable, Sendable {
    /// As measured.
    case exact
    /// A started unit counts as a unit.
    case up
    case nearest
    case down
  }

  public var mode: Mode
  /// The size of what is rounded to, in thousandths of a unit: 1,000 is one unit, 100,000 a hundred.
  public var step: Int64
  /// The least that is billed for anything at all, in thousandths of a unit.
  public var minimum: Int64

  public init(mode: Mode, step: Int64 = 1_000, minimum: Int64 = 0) {
    self.mode = mode
    self.step = step
    self.minimum = minimum
  }

  /// A started unit counts as a unit.
  public static let started = UnitRounding(mode: .up)

  /// Billed thousandths for `measured` thousandths. - Precondition: `measured >= 0`. - Complexity: O(1).
  public func billed(_ measured: Int64) -> Int64 {
    precondition(measured >= 0, "Nothing is measured below zero.")
    if measured == 0 { return 0 }
    let rounded: Int64
    switch mode {
    case .exact: rounded = measured
    case .up: rounded = proportion(of: measured, 1, over: step, rounding: .up) * step
    case .nearest: rounded = proportion(of: measured, 1, over: step, rounding: .halfUp) * step
    case .down: rounded = measured / step * step
    }
    return max(rounded, minimum)
  }

  /// Billed thousandths of a minute for a length of time in milliseconds: the time is cut to thousandths of a minute upwards,
  /// so that one second over a minute is over it.
  public func billedMinutes(_ duration_ms: Int64) -> Int64 {
    billed(proportion(of: duration_ms, 1_000, over: Duration_ms.minute, rounding: .up))
  }
}

/// What a billed quantity costs. Quantities in thousandths of a unit, prices in thousandths of a minor unit for one unit.
/// Source: rules IV-2, IV-3.
public enum MeterRule: Hashable, Sendable {
  /// Every unit at one price.
  case perUnit(price: Int64)
  /// A base price that includes some units, and a price for each beyond. Source: rule IV-3.
  case baseAndBeyond(base: Int64, included: Int64, price: Int64)
  /// A started package of `size` units beyond the free ones at one price.
  case packages(free: Int64, size: Int64, price: Int64)

  /// The cost of `quantity` thousandths of a unit, in thousandths of a minor unit. - Precondition: `quantity >= 0`.
  public func cost(of quantity: Int64) -> Int64 {
    precondition(quantity >= 0, "Nothing is billed below zero.")
    switch self {
    case .perUnit(let price):
      return proportion(of: price, quantity, over: 1_000, rounding: .halfUp)
    case .baseAndBeyond(let base, let included, let price):
      return base + proportion(of: price, max(0, quantity - included), over: 1_000, rounding: .halfUp)
    case .packages(let free, let size, let price):
      return proportion(of: max(0, quantity - free), 1, over: size, rounding: .up) * price
    }
  }
}

/// An allowance a period, and a price for what is used beyond it. Source: rule IV-2.
public struct AllowanceRule: Hashable, Sendable {
  /// Units a period, in thousandths.
  public var included: Int64
  /// Thousandths of a minor unit for one unit beyond.
  public var price: Int64

  public init(included: Int64, price: Int64) {
    self.included = included
    self.price = price
  }

  /// What `used` thousandths in one period cost beyond the allowance, in minor units, rounded half-up.
  public func overage(used: Int64) -> Int64 {
    let cost = proportion(of: price, max(0, used - included), over: 1_000, rounding: .halfUp)
    return proportion(of: cost, 1, over: 1_000, rounding: .halfUp)
  }
}
