import CSampling

/// Quantiles of the laws that confidence intervals are made of.
public enum Quantile {
  /// The value that a Student t variable stays below with probability `p`.
  ///
  /// - Parameters:
  ///   - p: in (0, 1); 0 and 1 give the infinities, anything else NaN.
  ///   - df: degrees of freedom, above 0; otherwise NaN.
  public static func studentT(p: Double, df: Double) -> Double {
    guard p >= 0, p <= 1, df > 0, df.isFinite else { return .nan }
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    return csampling_t_quantile(p, df)
  }

  /// The value that a standard normal variable stays below with probability `p`; 0 and 1 give the infinities, anything outside NaN.
  public static func normal(p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    return csampling_normal_quantile(p)
  }
}
