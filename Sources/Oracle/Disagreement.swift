/// A figure on which the core and the oracle differ.
public struct Disagreement: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it is a figure of, such as "lot 3 remaining".
  public var figure: String
  public var core: Int64
  public var oracle: Int64

  public init(_ figure: String, core: Int64, oracle: Int64) {
    self.figure = figure
    self.core = core
    self.oracle = oracle
  }

  public var description: String { "\(figure): core \(core), oracle \(oracle)" }
}
