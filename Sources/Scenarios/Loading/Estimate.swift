import Accounting
import Population
import Pricing
import Simulation

/// How large a run will be, from the means of its distributions: for refusing absurd sizes before any work is done, and for
/// showing progress. Within a factor of two for ordinary scenarios.
public struct Estimate: Hashable, Sendable {
  public var owners: Int64
  /// Timers, wishes and payments of all owners together.
  public var events: Int64
  /// Peak memory in bytes.
  public var memoryBytes: Int64
  /// All transfers of all owners added up, in the run's smallest units: an upper bound of its expectation, or ten times what one owner moves who
  /// is as busy as one in 10^12, if that is more.
  public var moneyMoved: Double

  /// The largest `moneyMoved` of a run: a ninth of what 64 bits hold. No owner moves more than a tenth of it, so by
  /// Chernoff's bound a run that is expected to stay below it does not overflow (`docs/scenario-format.md`).
  public static let mostMoneyMoved = 1e18

  public init(owners: Int64, events: Int64, memoryBytes: Int64, moneyMoved: Double = 0) {
    self.owners = owners
    self.events = events
    self.memoryBytes = memoryBytes
    self.moneyMoved = moneyMoved
  }

  /// - Complexity: O(segments x conditions).
  public init(of scenario: Scenario) {
    let horizon = Double(scenario.end.since(scenario.start))
    var owners = 0.0
    var events = 0.0
    let tables = Self.tableBytes(scenario, horizon_ms: horizon)
    var memory = Self.fixedBytes + tables
    var money = 0.0
    var busiest = 0.0
    let termsByCatalog = scenario.catalogs.map { [$0.terms] + $0.revisions.map(\.terms) }
    let prices = scenario.prices
    for (index, segment) in scenario.segments.enumerated() {
      let response = prices.isEmpty ? 1 : prices[index].busiest
      let surge = Self.surge(scenario, horizon_ms: horizon) * response
      let terms = termsByCatalog[segment.catalog]
      // A coarser book's money is multiplied before it is added to the run's.
      let factor = Double(scenario.factor(ofCatalog: segment.catalog))
      let life = OwnerEstimate(segment, terms: terms, horizon_ms: horizon, surge: surge)
      owners += Double(segment.owners)
      events += Double(segment.owners) * life.events * (1 + 0.1 * scenario.gateway.duplicates)
      let moved = MoneyEstimate(segment, terms: terms, days: horizon / Double(Duration_ms.day), surge: surge)
      money += Double(segment.owners) * moved.expected * factor
      if segment.owners > 0 { busiest = max(busiest, moved.busiest * factor) }
      if scenario.metering.pipeline != nil {
        // A partition is a shard, and there may be a thread for each.
        memory += Double(segment.owners) * life.bytes
      } else {
        memory = max(memory, Self.fixedBytes + tables + min(Double(segment.owners), Self.ownersAtOnce) * life.bytes)
      }
    }
    self.init(
      owners: Self.whole(owners), events: Self.whole(events), memoryBytes: Self.whole(memory),
      moneyMoved: max(money, 10 * busiest))
  }

  /// How long the run takes, in seconds, at the rate of the machine that `docs/performance.md` tells of, with all checks.
  ///
  /// - Parameter threads: how many have work to do.
  public func seconds(threads: Int) -> Double {
    (Double(events) * Estimate.event_ns + Double(owners) * Estimate.owner_ns) / Double(max(1, threads)) / 1e9
  }

  /// What an event of the shipped scenarios costs on one thread, and what it costs to set an owner up and to close its books.
  private static let event_ns = 450.0
  private static let owner_ns = 3_000.0

  /// Two tables of hours a segment, and one for each of analyses, documents and interviews, on each of two threads.
  private static func tableBytes(_ scenario: Scenario, horizon_ms: Double) -> Double {
    let tables = scenario.segments.map { segment in
      2 + (segment.plans?.analyses == nil ? 0 : 1) + (segment.documents == nil ? 0 : 1) + (segment.interviews == nil ? 0 : 1)
    }
    return Double(tables.reduce(0, +)) * 8 * 2 * horizon_ms / Double(Duration_ms.hour)
  }

  /// The program, its tables and its reports.
  private static let fixedBytes = 64.0 * 1_048_576
  /// Owners whose lives are in memory together, on all threads; an upper bound.
  private static let ownersAtOnce = 16_384.0

  /// The average of the surges' factors over the run.
  private static func surge(_ scenario: Scenario, horizon_ms: Double) -> Double {
    var factor = 1.0
    for condition in scenario.conditions {
      guard case .surge(let times) = condition.kind, horizon_ms > 0 else { continue }
      let from = max(condition.from, scenario.start)
      let to = min(condition.to, scenario.end)
      if from < to { factor += (times - 1) * Double(to.since(from)) / horizon_ms }
    }
    return max(0, factor)
  }

  /// Rounded up; what 64 bits do not hold becomes the largest number.
  private static func whole(_ value: Double) -> Int64 {
    value.isFinite && value < 9e18 ? Int64(value.rounded(.up)) : .max
  }
}

/// What one owner of a segment does on average.
private struct OwnerEstimate {
  var events = 0.0
  var bytes = 1_024.0

  private static let bytesPerOpenJob = 192.0
  private static let bytesPerLot = 128.0

  init(_ segment: Segment, terms: [Terms], horizon_ms: Double, surge: Double) {
    let day = Double(Duration_ms.day)
    let presence = Presence(segment, horizon_ms: horizon_ms)
    let present = presence.mean_ms
    let days = present / day
    var spending = 0.0
    var chances = 0.0
    if let jobs = segment.jobs {
      let growth = max(0, 1 + jobs.trendPerYear * days / 365 / 2)
      let count = jobs.perWeek.mean / 7 * days * growth * surge
      // Opening, each batch, and the end; a time-out stays as a timer where the job is closed early.
      events += count * (3 + Double(jobs.batches))
      spending += count * jobs.slots.mean * jobs.fill.mean * jobs.payout.mean * 1.3
      chances += count
      bytes += Self.bytesPerOpenJob * jobs.perWeek.mean / 7 * Double(jobs.deadline_ms) / day
    }
    if let usage = segment.usage {
      let count = usage.perDay.mean * days * surge * (usage.batch.map { max(1, $0.mean) } ?? 1)
      events += count
      // A session costs about as much time as an event.
      if let sessions = usage.sessions { events += present / (sessions.on_ms.mean + sessions.off_ms.mean) }
      spending += count * usage.quantity.mean
      chances += count
    }
    let offers = OfferEvents(segment, days: days, surge: surge)
    events += offers.count
    bytes += offers.bytes
    let purchase = max(1, segment.funds.autoReload?.amount.mean ?? segment.funds.topUp.mean)
    let payments = 1 + min(chances, spending / purchase) + segment.funds.detachesPerYear * days / 365
    // The charge and its answer.
    events += 2 + 2 * (payments + climb(segment.funds, terms, horizon_ms: horizon_ms))
    // Spent lots are forgotten, so few are kept at once.
    bytes += Self.bytesPerLot * min(payments, 256)
    events *= presence.joins
  }

  /// Reloads one after the other that it takes to reach a threshold far above the amount; a card's attempts are limited.
  private func climb(_ funds: FundingBehaviour, _ terms: [Terms], horizon_ms: Double) -> Double {
    guard let reload = funds.autoReload else { return 0 }
    let steps = reload.share * reload.threshold.mean / max(1, reload.amount.mean)
    let allowed =
      terms.map { Double($0.reload.attemptsPerCard) * (1 + horizon_ms / Double($0.reload.attemptWindow_ms)) }.max() ?? 0
    return min(steps, allowed)
  }
}
