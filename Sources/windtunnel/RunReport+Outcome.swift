import Auditing
import Billing
import Reporting
import Scenarios
import Simulation

/// From what the runner counted to the value that the renderers draw.
extension RunReport {
  init(
    _ outcome: borrowing Outcome, of loaded: LoadedScenario, options: RunnerOptions, repeatCommand: String, isRecorded: Bool,
    _ wall: WallClock
  ) {
    let scenario = loaded.scenario
    var identity = RunIdentity(
      version: Version.text,
      scenario: ScenarioIdentity(
        name: scenario.name, file: loaded.files.first?.path ?? scenario.name, sha256: loaded.digest, about: scenario.about),
      seed: scenario.seed, replication: Int(options.replication), threads: options.threads, owners: Int64(outcome.owners),
      start: scenario.start, horizon: scenario.end,
      unit: MoneyUnit(code: scenario.currency.code, decimals: scenario.currency.decimals),
      repeatCommand: repeatCommand,
      catalogs: zip(scenario.catalogs, loaded.catalogDigests).map { CatalogIdentity(name: $0.name, sha256: $1) },
      segments: scenario.segments.map { SegmentIdentity(name: $0.name, catalog: scenario.catalogs[$0.catalog].name) })
    identity.settings = loaded.settings
    identity.conditions = scenario.notes
    let stop = outcome.isPartial ? StopSignal.received.map { Verdict.Stop(signal: $0) } : nil
    self.init(
      run: identity, card: outcome.scorecard, names: .billing,
      invariants: InvariantResult.all(outcome, level: options.audit.level, repeatCommand: repeatCommand),
      demands: loaded.thresholds, isRecorded: isRecorded, stop: stop,
      features: scenario.features(in: outcome.scorecard).map {
        FeatureResult(name: $0.name, count: $0.count, isExpected: $0.isExpected)
      }, wall: wall)
  }
}

extension InvariantResult {
  /// The invariants that were checked at this level; the one that broke comes with the step that broke it.
  static func all(_ outcome: borrowing Outcome, level: AuditLevel, repeatCommand: String) -> [InvariantResult] {
    var results: [InvariantResult] = []
    for invariant in Invariant.allCases {
      let needed: AuditLevel =
        switch invariant.cost {
        case .step: .step
        case .sweep: .sweep
        case .final: .final
        }
      var note: ViolationNote?
      if let found = outcome.violation, found.violation.invariant == invariant {
        note = ViolationNote(found, repeatCommand: repeatCommand)
      }
      // Without an oracle nothing was compared with one.
      if invariant == .oracleAgrees, outcome.checks[Int(invariant.rawValue)] == 0 { continue }
      // What an oracle compares does not depend on the level.
      guard level >= needed || invariant == .oracleAgrees || note != nil else { continue }
      results.append(
        InvariantResult(
          name: invariant.name, checks: outcome.checks[Int(invariant.rawValue)], violations: note == nil ? 0 : 1, first: note))
    }
    return results
  }
}

extension ViolationNote {
  init(_ found: FoundViolation, repeatCommand: String) {
    let violation = found.violation
    let step = violation.command.map { "\($0.text): \(violation.status?.name ?? "")" } ?? "none, a sweep found it"
    self.init(
      invariant: violation.invariant.name, left: Side(violation.leftName, violation.left),
      right: Side(violation.rightName, violation.right), sentence: violation.sentence + ".", owner: "o\(found.owner)",
      at: violation.at, event: Int64(clamping: violation.step), command: step,
      repeatCommand: "\(repeatCommand) --record story.jsonl --record-owners \(found.owner)")
  }
}
