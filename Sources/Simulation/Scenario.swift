import Accounting
import Population
import Pricing
import Sampling

/// Everything that a run needs, validated: the value that a scenario file describes.
public struct Scenario: Sendable {
  public var name: String
  public var about: String
  public var seed: UInt64
  public var start: Instant
  /// The first instant that is no longer simulated.
  public var end: Instant
  /// What is charged; the first catalog, where there are several.
  public var catalog: Catalog
  /// Further catalogs of the same currency, which segments name by their number; the first of them is number 1.
  public var otherCatalogs: [Catalog]
  /// The catalog whose first terms are what owners compare the first catalog's prices with; nil for its own terms at the start.
  public var baseline: Catalog?
  public var segments: [Segment]
  public var gateway: GatewayBehaviour
  public var conditions: [Condition]
  /// Faults that were switched on at random, and are among `gateway`, `conditions` and `segments` already; nil for none.
  public var swarm: Swarm?
  public var metering: MeteringBehaviour

  public init(
    name: String, about: String = "", seed: UInt64, start: Instant, end: Instant, catalog: Catalog,
    otherCatalogs: [Catalog] = [], segments: [Segment], gateway: GatewayBehaviour = .ideal, conditions: [Condition] = [],
    metering: MeteringBehaviour = .immediate
  ) {
    self.name = name
    self.about = about
    self.seed = seed
    self.start = start
    self.end = end
    self.catalog = catalog
    self.otherCatalogs = otherCatalogs
    self.segments = segments
    self.gateway = gateway
    self.conditions = conditions
    self.metering = metering
  }
}

extension Scenario {
  /// Every catalog, in the order of their numbers.
  public var catalogs: [Catalog] { [catalog] + otherCatalogs }

  func catalog(at index: Int) -> Catalog { index == 0 ? catalog : otherCatalogs[index - 1] }

  /// What the run's money is counted in: the finest unit of its catalogs.
  public var currency: Currency {
    otherCatalogs.map(\.currency).reduce(catalog.currency) { $1.decimals > $0.decimals ? $1 : $0 }
  }

  /// How many of the run's smallest units one of a catalog's is.
  public func factor(ofCatalog index: Int) -> Int64 { currency.scale / catalog(at: index).currency.scale }

  /// The prices that each segment meets; empty where nobody looks at them. The baseline is that of the first catalog.
  public var prices: [PriceSchedule] {
    guard segments.contains(where: { $0.responds != .none }) else { return [] }
    return segments.map { segment in
      PriceSchedule(
        segment, catalog: catalog(at: segment.catalog), baseline: segment.catalog == 0 ? baseline : nil, start: start, end: end)
    }
  }

  /// Whether access ever ends as metered, so that the run has something to say about metering.
  public var endsAccessAsMetered: Bool {
    catalogs.contains { catalog in
      let cutoffs = [catalog.terms.cutoff] + catalog.revisions.map(\.terms.cutoff)
      return cutoffs.contains { $0?.timing == .metered }
    }
  }

  /// When the pipeline stands still.
  var stalls: [(from: Instant, to: Instant)] {
    conditions.compactMap { condition in
      guard case .pipelineStall = condition.kind else { return nil }
      return (condition.from, condition.to)
    }
  }

  /// The surges among the conditions.
  var surges: [Timeline.Surge] {
    conditions.compactMap { condition in
      guard case .surge(let factor) = condition.kind else { return nil }
      return Timeline.Surge(from: condition.from, to: condition.to, factor: factor)
    }
  }
}

/// How the card processor answers. It delivers every answer at least once.
public struct GatewayBehaviour: Sendable {
  /// From the charge to its first answer, in milliseconds.
  public var latency_ms: Distribution
  /// Chance that an answer comes twice.
  public var duplicates: Double
  /// How much later the second copy comes, in milliseconds.
  public var duplicateAfter_ms: Distribution

  public init(latency_ms: Distribution, duplicates: Double, duplicateAfter_ms: Distribution) {
    self.latency_ms = latency_ms
    self.duplicates = duplicates
    self.duplicateAfter_ms = duplicateAfter_ms
  }

  /// Answers at once, exactly once.
  public static let ideal = GatewayBehaviour(latency_ms: .zero, duplicates: 0, duplicateAfter_ms: .zero)
}

/// Something that goes differently for a while, the same for all owners.
public struct Condition: Sendable {
  /// What goes differently.
  public enum Kind: Sendable {
    /// Owners open jobs and use products `factor` times as often.
    case surge(factor: Double)
    /// Every charge attempted is declined softly: the processor does not answer.
    case processorOutage
    /// Cards decline `share` of the charges that would have succeeded, most of them softly.
    case cardDeclines(share: Double)
    /// Answers come later by `delay_ms`, and twice with the chance `duplicates`; so they overtake each other.
    case webhookFaults(duplicates: Double, delay_ms: Distribution)
    /// The metering pipeline does nothing; what comes meanwhile waits.
    case pipelineStall
  }

  public var kind: Kind
  public var from: Instant
  /// Half-open: at `to` it is over.
  public var to: Instant

  public init(kind: Kind, from: Instant, to: Instant) {
    self.kind = kind
    self.from = from
    self.to = to
  }
}
