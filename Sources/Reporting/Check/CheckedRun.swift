/// What a check keeps of one run: the verdicts and how to see them again.
public struct CheckedRun: Sendable {
  public var seed: UInt64
  /// The faults that were switched on, or "none"; nil for a run without a swarm.
  public var faults: String?
  public var owners: Int64
  public var events: Int64
  /// Fingerprint of all owners' steps. A run that broke an invariant stopped somewhere, so it has none.
  public var digest: String?
  public var invariants: [InvariantResult]
  /// Equations of the money that do not hold, each as a sentence.
  public var brokenTies: [String]
  /// How many equations of the money were looked at.
  public var ties: Int64
  public var thresholds: [ThresholdResult]
  public var features: [FeatureResult]
  /// The command line that gives this run again.
  public var repeatCommand: String
  /// The file with the evidence of a violation, within the folder of the check; nil for none.
  public var capsule: String?

  public init(
    seed: UInt64, faults: String? = nil, owners: Int64, events: Int64, digest: String? = nil, invariants: [InvariantResult],
    brokenTies: [String] = [], ties: Int64 = 0, thresholds: [ThresholdResult] = [], features: [FeatureResult] = [],
    repeatCommand: String, capsule: String? = nil
  ) {
    self.seed = seed
    self.faults = faults
    self.owners = owners
    self.events = events
    self.digest = digest
    self.invariants = invariants
    self.brokenTies = brokenTies
    self.ties = ties
    self.thresholds = thresholds
    self.features = features
    self.repeatCommand = repeatCommand
    self.capsule = capsule
  }

  /// - Parameter features: what the scenario names by itself, without the faults.
  public init(_ report: RunReport, faults: String?, features: [FeatureResult], capsule: String? = nil) {
    let isBroken = report.invariants.contains { !$0.holds }
    self.init(
      seed: report.run.seed, faults: faults, owners: report.owners, events: report.events,
      digest: isBroken ? nil : report.digest, invariants: report.invariants,
      brokenTies: report.money.failedTies.map { tie in
        "\(tie.name): \(tie.unit.text(tie.left)) is not \(tie.unit.text(tie.right)) \(tie.unit.code)"
      },
      ties: Int64(report.money.ties.count), thresholds: report.thresholds, features: features,
      repeatCommand: report.run.repeatCommand, capsule: capsule)
  }

  /// Whether an invariant broke, the money does not tie, or a threshold was missed.
  public var isBad: Bool {
    !brokenTies.isEmpty || invariants.contains { !$0.holds } || thresholds.contains { $0.outcome == .fail }
  }
}

/// A run with something to say about it: enough to repeat it.
public struct RunWitness: Sendable {
  public let seed: UInt64
  public let faults: String?
  public let digest: String?
  public let repeatCommand: String
  public let capsule: String?

  init(_ run: CheckedRun) {
    seed = run.seed
    faults = run.faults
    digest = run.digest
    repeatCommand = run.repeatCommand
    capsule = run.capsule
  }
}
