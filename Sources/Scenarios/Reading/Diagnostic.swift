/// One mistake in a file: where it stands, what was found, what is allowed, and the nearest correct name.
public struct Diagnostic: Hashable, Sendable {
  public var place: Place
  /// The keys that lead to the value, such as `population[0].jobs.per_week`; empty for the file itself.
  public var path: String
  public var code: Code
  /// What stands there, a clause without a full stop.
  public var found: String
  /// What may stand there, a clause without a full stop; empty where `found` says it.
  public var allowed: String
  /// What probably was meant, a sentence; nil when there is no good guess.
  public var hint: String?

  public init(place: Place, path: String, code: Code, found: String, allowed: String = "", hint: String? = nil) {
    self.place = place
    self.path = path
    self.code = code
    self.found = found
    self.allowed = allowed
    self.hint = hint
  }

  /// `file:line:column: error: path: found; allowed: ... [code]`, and a second line with the hint.
  public var rendered: String {
    let whereabouts = path.isEmpty ? "" : "\(path): "
    let rule = allowed.isEmpty ? "" : "; allowed: \(allowed)"
    let first = "\(place): error: \(whereabouts)\(found)\(rule) [\(code.rawValue)]"
    return hint.map { "\(first)\n  hint: \($0)" } ?? first
  }
}

extension Diagnostic {
  /// The kinds of mistakes. The raw values are stable: other programs may rely on them.
  public enum Code: String, CaseIterable, Sendable {
    // The file as a whole.
    case fileTooLarge = "file-too-large"
    case emptyFile = "empty-file"
    case notUTF8 = "not-utf8"
    case strangeCharacter = "strange-character"
    case tabIndentation = "tab-indentation"
    case nestedTooDeep = "nested-too-deep"
    case syntax = "syntax"
    case severalDocuments = "several-documents"
    case alias = "alias"
    case tag = "tag"
    case keyNotAWord = "key-not-a-word"
    case duplicateKey = "duplicate-key"
    case tooManyMistakes = "too-many-mistakes"
    // Keys and shapes.
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case missingValue = "missing-value"
    case wrongShape = "wrong-shape"
    case unknownName = "unknown-name"
    case duplicateName = "duplicate-name"
    case noSuchFile = "no-such-file"
    case badOverride = "bad-override"
    // Numbers and units.
    case notANumber = "not-a-number"
    case notFinite = "not-finite"
    case outOfRange = "out-of-range"
    case notAShare = "not-a-share"
    case shareOutOfRange = "share-out-of-range"
    case notAnAmount = "not-an-amount"
    case amountWithoutCurrency = "amount-without-currency"
    case wrongCurrency = "wrong-currency"
    case tooManyDecimals = "too-many-decimals"
    case amountTooLarge = "amount-too-large"
    case negativeAmount = "negative-amount"
    case notADuration = "not-a-duration"
    case notATerm = "not-a-term"
    case notADate = "not-a-date"
    case impossibleDate = "impossible-date"
    case notAMultiplier = "not-a-multiplier"
    case notAQuantity = "not-a-quantity"
    case notARate = "not-a-rate"
    // Thresholds.
    case notAThreshold = "not-a-threshold"
    case wrongUnit = "wrong-unit"
    // Meaning.
    case badDistribution = "bad-distribution"
    case contradiction = "contradiction"
    case mustStay = "must-stay"
    case emptyWindow = "empty-window"
    case outsideRun = "outside-run"
    case emptyPopulation = "empty-population"
    case tooManyOwners = "too-many-owners"
    case tooManyEvents = "too-many-events"
    case tooMuchMemory = "too-much-memory"
    case tooMuchMoney = "too-much-money"
    // Traces.
    case lineTooLong = "line-too-long"
    case notATime = "not-a-time"
    case timeRunsBack = "time-runs-back"
    case notSupported = "not-supported"

    /// Whether only traces have this mistake, never scenarios or catalogs.
    var isOfTraces: Bool {
      switch self {
      case .lineTooLong, .notATime, .timeRunsBack, .notSupported: true
      default: false
      }
    }
  }
}
