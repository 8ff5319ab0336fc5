/// When enough runs have been made: every figure's interval is as narrow as was asked for, and stays so for some runs more.
///
/// A first candidate is the smallest n of at least `fewest` at which t s/√n <= γ/(1 + γ) |mean| for every figure (Law and Kelton's
/// sequential procedure, whose γ is relative to the true mean). Since an interval may be narrow by chance, the candidate must hold
/// for as many further runs as `lookAhead` says (Hoad, Robinson and Davies, 2010); else the search goes on.
public struct StoppingRule: Hashable, Sendable {
  /// How narrow a figure's interval has to be.
  public enum Precision: Hashable, Sendable {
    /// Half-width as a share of the mean, such as 0.01.
    case relative(Double)
    /// Half-width in the figure's own unit; for figures near 0.
    case absolute(Double)
  }

  /// One for each figure.
  public var precisions: [Precision]
  public var confidence: Double
  /// Runs before the first look, at least 2.
  public var fewest: Int
  /// Runs after which it ends without having been reached.
  public var most: Int

  public init(precisions: [Precision], confidence: Double = 0.95, fewest: Int = 10, most: Int) {
    self.precisions = precisions
    self.confidence = confidence
    self.fewest = max(2, fewest)
    self.most = most
  }

  /// How many runs after a candidate have to confirm it: 5, above 100 runs a twentieth.
  public static func lookAhead(after count: Int) -> Int { count <= 100 ? 5 : count * 5 / 100 }

  /// Whether a figure with these moments is precise enough.
  func isReached(_ moments: RunningMoments, _ precision: Precision) -> Bool {
    guard moments.count >= fewest else { return false }
    let half = Quantile.studentT(p: (1 + confidence) / 2, df: Double(moments.count - 1)) * moments.standardError
    switch precision {
    case .relative(let share): return half <= share / (1 + share) * moments.mean.magnitude
    case .absolute(let width): return half <= width
    }
  }
}

/// A stopping rule on its way: it hears the figures of one run after another and says whether to go on.
public struct SequentialStop: Hashable, Sendable {
  public enum Decision: Hashable, Sendable {
    case goOn
    /// Precise enough since run `at`, counted from 1, and confirmed.
    case reached(at: Int)
    /// The cap came first.
    case capped
  }

  public let rule: StoppingRule
  /// Runs that were heard.
  public private(set) var count = 0
  /// The first of the runs, counted from 1, since which every figure has been precise enough.
  public private(set) var candidate: Int?
  private var moments: [RunningMoments]

  public init(_ rule: StoppingRule) {
    self.rule = rule
    moments = rule.precisions.map { _ in RunningMoments() }
  }

  /// - Parameter values: of the next run, one for each figure; nil where the run had nothing to measure, which leaves the figure
  ///   with a run less.
  /// - Complexity: O(figures).
  public mutating func note(_ values: [Double?]) -> Decision {
    precondition(values.count == moments.count, "One value for each figure.")
    count += 1
    for (index, value) in values.enumerated() {
      if let value { moments[index].add(value) }
    }
    if missed.isEmpty {
      let since = candidate ?? count
      candidate = since
      // A cap ends the run, not the proof: what was reached but not confirmed is not reached.
      if count >= since + StoppingRule.lookAhead(after: since) { return .reached(at: since) }
    } else {
      candidate = nil
    }
    return count >= rule.most ? .capped : .goOn
  }

  /// The figures, by index, that are not precise enough yet.
  public var missed: [Int] {
    moments.indices.filter { !rule.isReached(moments[$0], rule.precisions[$0]) }
  }
}

/// Mean and variance of values that come one by one (Welford, 1962).
struct RunningMoments: Hashable, Sendable {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  var standardError: Double {
    count < 2 ? 0 : (squares / Double(count - 1) / Double(count)).squareRoot()
  }
}
