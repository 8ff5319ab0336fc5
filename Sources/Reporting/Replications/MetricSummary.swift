import Statistics

/// What several runs say about one metric. Values are minor units of money, counts, or shares from 0 to 1.
public struct MetricSummary: Hashable, Sendable {
  public let metric: Metric
  /// Runs that had something to measure.
  public let runs: Int
  public let mean: Double
  /// Of the mean; nil with fewer than two runs, or two draws.
  public let interval: Interval?
  public let standardDeviation: Double
  public let skewness: Double
  public let minimum: Double
  public let maximum: Double
  /// By `MetricSummary.shares`; nil where so few runs cannot tell it.
  public let quantiles: [SampleQuantile?]
  /// Where uncertain parameters were drawn: what varies by chance, and what by not knowing them.
  public let bands: UncertaintyBands?
  /// Why the interval is doubtful, a clause without a full stop; nil where it is not.
  public let warning: String?

  /// P5, P25, P50, P75 and P95.
  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// - Parameters:
  ///   - values: one of each run that had something to measure.
  ///   - draws: which draw of the parameters each of them belongs to; empty where none are uncertain.
  /// - Complexity: O(n log n).
  init(_ metric: Metric, values: [Double], draws: [Int], confidence: Double) {
    let sample = Sample(values)
    self.metric = metric
    runs = values.count
    minimum = sample.minimum
    maximum = sample.maximum
    if draws.isEmpty {
      mean = sample.mean
      interval = sample.interval(confidence: confidence)
      standardDeviation = sample.standardDeviation
      skewness = sample.skewness
      quantiles = sample.quantiles(MetricSummary.shares, confidence: confidence)
      bands = nil
      warning = MetricSummary.warning(sample, "run")
    } else {
      // Runs of one draw have their parameters in common, so only draws are independent of each other.
      let groups = Dictionary(grouping: zip(values, draws), by: \.1).sorted { $0.key < $1.key }.map { $0.value.map(\.0) }
      let means = Sample(groups.map { Sample($0).mean })
      let split = VarianceSplit(groups: groups)
      mean = means.mean
      interval = means.interval(confidence: confidence)
      standardDeviation = split.map { $0.total.squareRoot() } ?? means.standardDeviation
      skewness = means.skewness
      quantiles = Sample(groups.map { $0[0] }).quantiles(MetricSummary.shares, confidence: confidence)
      bands = split.map { UncertaintyBands($0, around: means.mean, confidence: confidence) }
      warning = MetricSummary.warning(means, "draw")
    }
  }

  /// The half-width of the interval as a share of the mean; nil where there is no interval, or where the mean is 0.
  public var relativeHalfWidth: Double? { interval?.relativeHalfWidth(of: mean) }

  private static func warning(_ sample: Sample, _ noun: String) -> String? {
    if sample.count < 2 { return "one \(noun) has no interval" }
    if sample.count < 10 { return "fewer than ten \(noun)s: the interval is right only where they are nearly normal" }
    if !sample.isIntervalTrustworthy {
      let skewness = NumberText.decimal(sample.skewness, places: 1)
      let needed = NumberText.grouped(Int64(saturating: sample.trustworthyCount.rounded(.up)))
      return "\(noun)s are skewed (\(skewness)): with fewer than about \(needed) the interval covers less than it says"
    }
    return nil
  }
}

/// What varies by chance although all parameters are known, and what by not knowing them: ranges around the mean that hold the
/// confidence's share where the figure is nearly normal.
public struct UncertaintyBands: Hashable, Sendable {
  public let samplingDeviation: Double
  public let assumptionsDeviation: Double
  /// Where a run lies if the parameters are as they are in the mean.
  public let sampling: Interval
  /// Where the expected value lies, for all that is known of the parameters.
  public let assumptions: Interval
  /// Where a run lies, for all that is known.
  public let total: Interval

  init(_ split: VarianceSplit, around mean: Double, confidence: Double) {
    let reach = Quantile.normal(p: (1 + confidence) / 2)
    func band(_ variance: Double) -> Interval {
      Interval(mean: mean, halfWidth: reach * variance.squareRoot(), confidence: confidence)
    }
    samplingDeviation = split.within.squareRoot()
    assumptionsDeviation = split.between.squareRoot()
    sampling = band(split.within)
    assumptions = band(split.between)
    total = band(split.total)
  }

  /// The part of all variance that comes from not knowing the parameters; nil where nothing varies.
  public var assumptionsShare: Double? {
    let within = samplingDeviation * samplingDeviation
    let between = assumptionsDeviation * assumptionsDeviation
    return within + between > 0 ? between / (within + between) : nil
  }
}
