import Accounting
import Billing
import Measurement
import Population
import Pricing

/// How often a run exercised something that scenarios can name, and whether this one names it.
public struct FeatureCount: Hashable, Sendable {
  public var name: String
  public var count: Int64
  /// Whether the scenario's catalogs and population ask for it, so that a count of zero says that the run is too short, too small, or
  /// not what was meant.
  public var isExpected: Bool
}

/// Something that a scenario can name, and how to tell whether it happened. Billing's features; those of a population come with it.
struct Feature: Sendable {
  /// What is counted.
  enum Evidence: Sendable {
    /// Commands of a kind that had their effect.
    case done(CommandKind)
    /// Steps that met a situation.
    case met(Observation)
    /// Revisions that took effect before the end.
    case revisions
    /// Months in which a kind of transfer moved something.
    case moved(TransferCode)
  }

  var name: String
  var evidence: Evidence
  /// Whether one segment under its catalog's terms asks for it.
  var isNamed: @Sendable (Segment, Terms) -> Bool

  init(_ name: String, _ evidence: Evidence, where isNamed: @escaping @Sendable (Segment, Terms) -> Bool) {
    self.name = name
    self.evidence = evidence
    self.isNamed = isNamed
  }
}

extension Scenario {
  /// Every feature that the scenario names or that happened, with how often it did. - Complexity: O(features x segments x revisions).
  public func features(in card: borrowing Scorecard) -> [FeatureCount] {
    let peopled = segments.filter { $0.owners > 0 }
    let revisions = Set(peopled.map(\.catalog)).flatMap { catalog(at: $0).revisions }
    var counts: [FeatureCount] = []
    for feature in Feature.all {
      var isExpected = peopled.contains { segment in
        let catalog = catalog(at: segment.catalog)
        return ([catalog.terms] + catalog.revisions.map(\.terms)).contains { feature.isNamed(segment, $0) }
      }
      var count: Int64 = 0
      switch feature.evidence {
      case .done(let kind): count = card.commands[Int(kind.rawValue), Int(Status.ok.rawValue)]
      case .met(let situation): count = card.observations[situation.rawValue.trailingZeroBitCount]
      case .moved(let code):
        for month in 0..<card.flows.months where card.flows.amount(code, month: month) > 0 { count += 1 }
      case .revisions:
        isExpected = !revisions.isEmpty
        count = Int64(revisions.count { $0.effective < end })
      }
      if isExpected || count > 0 { counts.append(FeatureCount(name: feature.name, count: count, isExpected: isExpected)) }
    }
    return counts
  }
}
