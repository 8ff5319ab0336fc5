import Accounting
import Simulation

/// A broken invariant in a small file: enough to simulate its owner alone up to the step that broke it, and to see that it is the
/// same step.
public struct Capsule: Hashable, Sendable {
  /// The version of the form, the first key of the file.
  public static let schema = "windtunnel-capsule/1"

  /// A value of the scenario that was changed by a flag.
  public struct Setting: Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What should have been equal, in the unit of what is compared: minor units of the owner's catalog, or thousandths.
  public struct Equation: Hashable, Sendable {
    public var leftName: String
    public var left: Int64
    public var rightName: String
    public var right: Int64

    public init(leftName: String, left: Int64, rightName: String, right: Int64) {
      self.leftName = leftName
      self.left = left
      self.rightName = rightName
      self.right = right
    }
  }

  /// The version of the program that wrote it.
  public var windtunnel: String
  /// The scenario's file as it was named, and the digest of what it said after all flags.
  public var file: String
  public var sha256: String
  /// The flags of the run: `--set`, `--owners`, `--seed`, `--replication`, `--horizon`, and which bug was planted; nil for none.
  public var set: [Setting] = []
  public var owners: Int64?
  public var seed: UInt64
  public var replication: UInt32 = 0
  public var horizon: String?
  public var sabotage: String?
  /// The owner's number in the population.
  public var owner: UInt32
  /// How many commands it had sent, the one that broke the invariant included.
  public var step: UInt64
  public var at: Instant
  /// Its name as printed in reports.
  public var invariant: String
  public var equation: Equation
  /// The command of the step as people read it, and what was answered; nil when a sweep found it.
  public var command: String?
  public var status: String?
  /// The owner's share in the digest of the run, as the step left it.
  public var digest: UInt64
  /// The command line that meets the same violation again.
  public var repeatCommand: String

  public init(
    windtunnel: String, file: String, sha256: String, seed: UInt64, owner: UInt32, step: UInt64, at: Instant, invariant: String,
    equation: Equation, digest: UInt64, repeatCommand: String
  ) {
    self.windtunnel = windtunnel
    self.file = file
    self.sha256 = sha256
    self.seed = seed
    self.owner = owner
    self.step = step
    self.at = at
    self.invariant = invariant
    self.equation = equation
    self.digest = digest
    self.repeatCommand = repeatCommand
  }
}

extension Capsule {
  /// The file: a JSON object, two spaces a level, keys always in the same order, what is nil left out. - Complexity: O(size).
  public var text: String {
    var lines = [
      "\"schema\": \(quoted(Self.schema))", "\"windtunnel\": \(quoted(windtunnel))",
      "\"scenario\": {\"file\": \(quoted(file)), \"sha256\": \(quoted(sha256))}",
    ]
    let settings = set.map { "\n    {\"key\": \(quoted($0.key)), \"value\": \(quoted($0.value))}" }.joined(separator: ",")
    if !set.isEmpty { lines.append("\"set\": [\(settings)\n  ]") }
    if let owners { lines.append("\"owners\": \(owners)") }
    lines += ["\"seed\": \(seed)", "\"replication\": \(replication)"]
    if let horizon { lines.append("\"horizon\": \(quoted(horizon))") }
    if let sabotage { lines.append("\"sabotage\": \(quoted(sabotage))") }
    lines += [
      "\"owner\": \(owner)", "\"step\": \(step)", "\"at\": \(quoted(at.rfc3339))", "\"invariant\": \(quoted(invariant))",
      "\"equation\": {\"leftName\": \(quoted(equation.leftName)), \"left\": \(equation.left), "
        + "\"rightName\": \(quoted(equation.rightName)), \"right\": \(equation.right)}",
    ]
    if let command { lines.append("\"command\": \(quoted(command))") }
    if let status { lines.append("\"status\": \(quoted(status))") }
    lines += ["\"digest\": \(quoted(hexadecimal(digest)))", "\"repeat\": \(quoted(repeatCommand))"]
    return "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n"
  }
}
