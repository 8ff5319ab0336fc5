import Billing
import Reporting
import Scenarios
import Simulation

/// From a broken invariant to the file that repeats it.
extension Capsule {
  /// - Parameters:
  ///   - overrides: the flags that the scenario was loaded with.
  ///   - names: those of the catalog that the owner pays by.
  ///   - repeatCommand: the command line that meets the violation again.
  init(
    _ found: FoundViolation, of loaded: LoadedScenario, overrides: Overrides, replication: UInt32, names: OfferNames,
    repeatCommand: String
  ) {
    let violation = found.violation
    self.init(
      windtunnel: Version.text, file: loaded.files.first?.path ?? loaded.scenario.name, sha256: loaded.digest,
      seed: loaded.scenario.seed, owner: UInt32(found.owner), step: violation.step, at: violation.at,
      invariant: violation.invariant.name,
      equation: Equation(
        leftName: violation.leftName, left: violation.left, rightName: violation.rightName, right: violation.right),
      digest: found.digest, repeatCommand: repeatCommand)
    set = overrides.set.map { Setting(key: $0.key, value: $0.value) }
    owners = overrides.owners.map(Int64.init)
    horizon = overrides.horizon
    self.replication = replication
    command = violation.command?.text(names: names)
    status = violation.command == nil ? nil : violation.status?.name
  }

  /// What is said where a capsule was written: where it is, and what it is good for.
  static func advice(_ path: String) -> String {
    let word = shellWord(path)
    return "capsule: \(path)\n  windtunnel explain \(word)\n  windtunnel shrink \(word)\n"
  }
}
