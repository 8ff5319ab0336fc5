extension Distribution {
  /// Always 0: no delay, no amount. The one law that needs no validation.
  public static let zero = Distribution(.constant, 0, mean: 0, variance: 0)
  /// Always 1, as of the gaps of a clock.
  public static let one = Distribution(.constant, 1, mean: 1, variance: 0)
}
