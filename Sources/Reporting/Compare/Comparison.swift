import Accounting
import Measurement
import Statistics

/// One scenario of a comparison and all its runs.
public struct ComparedScenario: Sendable {
  public var name: String
  public var file: String
  /// Fingerprint of what its files and flags say, 64 hexadecimal digits.
  public var sha256: String
  public var about: String
  /// The command line that runs it alone.
  public var command: String
  /// One a replication, in their order.
  public var runs: [RunReport]
  /// Of the first replication; nil where it was not measured.
  public var owners: OwnerFlows?

  public init(
    name: String, file: String, sha256: String, about: String, command: String, runs: [RunReport], owners: OwnerFlows? = nil
  ) {
    self.name = name
    self.file = file
    self.sha256 = sha256
    self.about = about
    self.command = command
    self.runs = runs
    self.owners = owners
  }
}

/// One value that a variant has differently from the base.
public struct ComparedChange: Hashable, Sendable {
  public let path: String
  /// nil where the key is missing.
  public let before: String?
  public let after: String?
  /// What it is about, such as "fee".
  public let cause: String

  public init(path: String, before: String?, after: String?, cause: String) {
    self.path = path
    self.before = before
    self.after = after
    self.cause = cause
  }
}

/// What is asked of a comparison.
public struct ComparisonTerms: Sendable {
  /// That all intervals against the base hold at once, per metric.
  public var confidence = 0.95
  /// Share of A's size that counts as no difference.
  public var noise = 0.01
  public var guardrails: [Guardrail] = []
  public var failsOnImprovement = false

  public init() {}
}

/// Variants against a base, computed once; renderers draw it and compute nothing. `docs/compare.md` explains every figure.
public struct Comparison: Sendable {
  /// Version of the form of `compare.json`.
  public static let schema = "windtunnel-comparison/1"

  public let version: String
  public let base: ComparedScenario
  public let variants: [VariantComparison]
  public let terms: ComparisonTerms
  /// The confidence of each interval, so that all variants hold with `terms.confidence` together (Bonferroni).
  public let confidence: Double
  public let repeatCommand: String
  /// The same with one replication, to which `--replication N` is added.
  private let aloneCommand: String

  /// - Parameters:
  ///   - aloneCommand: the command line of the same comparison with one replication.
  ///   - segments: names and first owner numbers of the first replication, then the number of all owners; nil where the owners
  ///     of the scenarios are not the same.
  public init(
    version: String, base: ComparedScenario, variants: [VariantInput], segments: ComparedSegments?, terms: ComparisonTerms,
    repeatCommand: String, aloneCommand: String
  ) {
    self.aloneCommand = aloneCommand
    self.version = version
    self.base = base
    self.terms = terms
    self.repeatCommand = repeatCommand
    let confidence = Bonferroni.confidence(each: variants.count, of: terms.confidence)
    self.confidence = confidence
    self.variants = variants.map {
      VariantComparison(base: base, $0, segments: segments, terms: terms, confidence: confidence)
    }
  }

  /// The command line that compares one replication alone.
  public func command(ofReplication number: Int) -> String { "\(aloneCommand) --replication \(number)" }

  public var run: RunIdentity { base.runs[0].run }
  public var unit: MoneyUnit { run.unit }
  public var replications: Int { base.runs.count }

  /// 0, or what the worst of the variants ends with: 4 before 5.
  public var exitCode: Int32 {
    let codes = variants.map { $0.exitCode(failsOnImprovement: terms.failsOnImprovement) }
    return codes.contains(4) ? 4 : codes.contains(5) ? 5 : 0
  }
}

/// A variant as it was run, before anything is made of it.
public struct VariantInput: Sendable {
  public var scenario: ComparedScenario
  public var changes: [ComparedChange]
  /// The net of each replication after each change, the base first; nil where there is one cause only.
  public var causes: [(name: String, note: String, nets: [Int64])]?
  /// One a replication, in their order; empty where owners cannot be paired.
  public var owners: [OwnerReplication]

  public init(
    scenario: ComparedScenario, changes: [ComparedChange], causes: [(name: String, note: String, nets: [Int64])]? = nil,
    owners: [OwnerReplication] = []
  ) {
    self.owners = owners
    self.scenario = scenario
    self.changes = changes
    self.causes = causes
  }
}

/// The segments that all compared scenarios share.
public struct ComparedSegments: Hashable, Sendable {
  public var names: [String]
  /// The first owner number of each, then the number of all owners.
  public var firstNumbers: [Int]

  public init(names: [String], firstNumbers: [Int]) {
    self.names = names
    self.firstNumbers = firstNumbers
  }
}

/// One variant against the base: A is the base, B the variant.
public struct VariantComparison: Sendable {
  public let scenario: ComparedScenario
  public let changes: [ComparedChange]
  /// In the order of `Metric`, those that A or B has something of.
  public let rows: [ComparisonRow]
  public let byAccount: Bridge
  /// nil where one cause explains everything.
  public let byCause: Bridge?
  public let months: MonthlyDifference
  /// Of the first replication; nil where the owners are not the same in both.
  public let owners: OwnerComparison?
  /// Of every replication, in their order; empty where `owners` is nil.
  public let ownersByReplication: [OwnerReplication]
  public let guardrails: [Guardrail.Result]

  init(
    base: ComparedScenario, _ input: VariantInput, segments: ComparedSegments?, terms: ComparisonTerms, confidence: Double
  ) {
    let (a, b) = (base.runs, input.scenario.runs)
    let unit = a[0].run.unit
    scenario = input.scenario
    changes = input.changes
    rows = VariantComparison.rows(base, input.scenario, confidence: confidence, noise: terms.noise)
    byAccount = Bridge(byAccount: a.map(\.money.total), b.map(\.money.total))
    byCause = input.causes.map { Bridge(byCause: $0) }
    months = MonthlyDifference(a: a.map(\.money.monthly), b: b.map(\.money.monthly), confidence: confidence)
    if let segments, let before = base.owners, let after = input.scenario.owners, before.owners == after.owners {
      owners = OwnerComparison(a: before, b: after, segments: segments.names, firstNumbers: segments.firstNumbers, unit: unit)
    } else {
      owners = nil
    }
    let (rows, owners, all) = (rows, owners, owners == nil ? [] : input.owners)
    ownersByReplication = all
    guardrails = terms.guardrails.enumerated().map { place, guardrail in
      guardrail.judge(rows, owners, unit: unit, tallies: all.compactMap { $0.tallies[place] })
    }
  }

  /// When B breaks even, a sentence; of a difference that is not told from none there is no such month.
  public var breakEven: String {
    row(.net)?.verdict.isSignificant == true
      ? months.turnText : "The difference is not told from none, so no month of breaking even can be named."
  }

  public func row(_ metric: Metric) -> ComparisonRow? { rows.first { $0.metric == metric } }

  func exitCode(failsOnImprovement: Bool) -> Int32 {
    if guardrails.contains(where: { $0.outcome == .fail }) { return 4 }
    if failsOnImprovement, row(.net)?.verdict == .better { return 4 }
    return guardrails.contains { $0.outcome == .unsure || $0.outcome == .noData } ? 5 : 0
  }

  private static func rows(
    _ a: ComparedScenario, _ b: ComparedScenario, confidence: Double, noise: Double
  ) -> [ComparisonRow] {
    var statements: (a: [MonthlyStatement], b: [MonthlyStatement])?
    if a.runs.count == 1, let before = a.owners, let after = b.owners, before.owners == after.owners {
      statements = (
        (0..<before.owners).map { MonthlyStatement(before, owner: $0) },
        (0..<after.owners).map { MonthlyStatement(after, owner: $0) }
      )
    }
    return Metric.allCases.compactMap { metric in
      let (x, y) = (a.runs.map { $0.value(of: metric) }, b.runs.map { $0.value(of: metric) })
      let isIdle = (x + y).allSatisfy { $0 == nil || $0 == 0 }
      if isIdle, !metric.isAlwaysShown { return nil }
      var owners: (a: [Double], b: [Double])?
      if let figure = metric.figure, let statements {
        owners = (statements.a.map { Double($0[figure]) }, statements.b.map { Double($0[figure]) })
      }
      return ComparisonRow(metric, a: x, b: y, owners: owners, confidence: confidence, noise: noise)
    }
  }
}
