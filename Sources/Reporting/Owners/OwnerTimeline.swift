import Accounting

/// One owner's life in short: what each month came to, and what was notable. Amounts are minor units of the run.
public struct OwnerTimeline: Hashable, Sendable {
  /// A month in which it did something.
  public struct Month: Hashable, Sendable {
    /// The first day of the month, UTC.
    public var month: CivilDate
    public var commands: Int64 = 0
    public var refused: Int64 = 0
    /// Card payments that settled.
    public var paid: Int64 = 0
    /// Earned from it, as revenue counts it.
    public var earned: Int64 = 0
    /// Written off, or taken back by its bank after it was earned.
    public var lost: Int64 = 0
    /// What it could spend, and what it owed, when the month or the run ended.
    public var spendable: Int64 = 0
    public var owed: Int64 = 0

    public init(month: CivilDate) { self.month = month }
  }

  /// Something that changed where the owner stands.
  public struct Event: Hashable, Sendable {
    public var at: Instant
    /// A clause without a full stop, with amounts in the owner's currency.
    public var text: String
    public var kind: Kind

    public init(at: Instant, text: String, kind: Kind) {
      self.at = at
      self.text = text
      self.kind = kind
    }

    /// What it says of the loss, most first.
    public enum Kind: Int, Hashable, Sendable {
      case loss, beginning, endOfAccess, endOfPlan, pausedReload, debt, refund, decision, paidUp, decline, payment
    }
  }

  /// How many events are told, and how many of a kind that is not the loss itself: the tenth end of access says nothing new.
  public static let mostEvents = 20
  public static let mostOfAKind = 4

  public let months: [Month]
  /// In order of time.
  public let events: [Event]
  public let eventsLeftOut: Int
  /// Commands of its whole life.
  public let steps: Int64

  /// Keeps those events that say most of the loss, and of equal ones the latest: they are nearest to it.
  ///
  /// - Complexity: O(events x log events).
  public init(months: [Month], events: [Event], steps: Int64) {
    self.months = months
    self.steps = steps
    var told: [Event.Kind: Int] = [:]
    let telling = events.indices.reversed().filter { index in
      told[events[index].kind, default: 0] += 1
      return events[index].kind == .loss || told[events[index].kind, default: 0] <= OwnerTimeline.mostOfAKind
    }
    let chosen = telling.sorted { (events[$0].kind.rawValue, -$0) < (events[$1].kind.rawValue, -$1) }
      .prefix(OwnerTimeline.mostEvents)
    self.events = chosen.sorted().map { events[$0] }
    eventsLeftOut = events.count - chosen.count
  }
}
