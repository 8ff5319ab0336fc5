/// What is wrong with an expression, and where: found before the run, so that no run is wasted on it.
public struct ThresholdError: Error, Hashable, Sendable {
  /// The kinds of mistakes, which the reader of scenarios shows under codes of its own.
  public enum Kind: Hashable, Sendable {
    /// Not of the form of a threshold.
    case syntax
    /// An unknown metric, aggregate, tag, or value of a tag; or one that does not go with the others.
    case unknownName
    case wrongUnit, wrongCurrency
    case outOfRange
  }

  public var kind: Kind
  /// Where in the expression it begins, in Unicode scalars from 0.
  public var offset: Int
  /// What stands there, a clause without a full stop.
  public var found: String
  /// What may stand there; empty where `found` says it.
  public var allowed: String
  /// The word that is not known, and the words among which it probably should be.
  public var word: String
  public var candidates: [String]

  init(
    _ kind: Kind, at offset: Int, _ found: String, allowed: String = "", word: String = "", among candidates: [String] = []
  ) {
    self.kind = kind
    self.offset = offset
    self.found = found
    self.allowed = allowed
    self.word = word
    self.candidates = candidates
  }
}
