import Accounting
import Billing
import BillingTestSupport
import Oracle
import Pricing
import Testing

/// What must not matter, does not; what must double, does.
@Suite("Runs that are changed in one way change in no other")
struct MetamorphicTests {
  private static let catalogs = VariedCatalogs.all + VariedCatalogs.offers

  /// A story of three owners under one of the price lists.
  private func story(_ catalog: Int) -> [Pair.Sent] {
    var pair = Pair(Self.catalogs[catalog], seed: 77 + UInt64(catalog), owners: 3)
    pair.run(commands: 700)
    return pair.story
  }

  /// The digests of owners to whom a story was told.
  private func digests(_ catalog: Catalog, owners: Int, _ story: [Pair.Sent], row: (Int) -> Int = { $0 }) -> [UInt64] {
    var book = Book(catalog: catalog)
    book.open(owners: owners)
    for sent in story { _ = book.apply(sent.command, by: OwnerSlot(row(sent.owner.index)), at: sent.at) }
    return (0..<3).map { book.owners[row($0)].digest.value }
  }

  @Test("An idle owner more, or another order of the owners, changes nobody", arguments: catalogs.indices)
  func idleAndOrder(catalog: Int) {
    let story = story(catalog)
    let plain = digests(Self.catalogs[catalog], owners: 3, story)
    #expect(digests(Self.catalogs[catalog], owners: 4, story) == plain)
    #expect(digests(Self.catalogs[catalog], owners: 4, story) { $0 + 1 } == plain)
    #expect(digests(Self.catalogs[catalog], owners: 3, story) { 2 - $0 } == plain)
  }

  @Test("Each owner alone comes to what it comes to among the others", arguments: catalogs.indices)
  func apart(catalog: Int) {
    let story = story(catalog)
    let plain = digests(Self.catalogs[catalog], owners: 3, story)
    for owner in 0..<3 {
      #expect(digests(Self.catalogs[catalog], owners: 3, story.filter { $0.owner.index == owner })[owner] == plain[owner])
    }
  }

  @Test("Stopping on the way and going on is running through", arguments: catalogs.indices)
  func stops(catalog: Int) {
    var through = Pair(Self.catalogs[catalog], seed: 5, owners: 2, isFaithful: true)
    var stopping = Pair(Self.catalogs[catalog], seed: 5, owners: 2, isFaithful: true)
    through.run(commands: 300)
    stopping.run(commands: 300)
    through.wait(60 * Duration_ms.day)
    for _ in 1...120 { stopping.wait(12 * Duration_ms.hour) }
    #expect(through.failure == nil && stopping.failure == nil)
    #expect(through.story.count == stopping.story.count)
    for owner in 0..<2 { #expect(through.book.owners[owner].digest.value == stopping.book.owners[owner].digest.value) }
  }

  // MARK: Doubling

  /// Prices and limits, and amounts of commands, by a factor. Quantities and times stay.
  private func scaled(_ terms: Terms, _ factor: Int64) -> Terms {
    terms.with {
      $0.limits.minimum *= factor
      $0.limits.maximum = min(Limits.largestAmount, $0.limits.maximum / 2 * factor)
      $0.bonus = BonusLadder(steps: $0.bonus.steps.map { .init(from: $0.from * factor, share: $0.share) })
      for index in ($0.plans?.plans ?? []).indices { $0.plans?.plans[index].price *= factor }
      for index in ($0.packs?.packs ?? []).indices { $0.packs?.packs[index].price *= factor }
      $0.reports?.price *= factor
    }
  }

  private func scaled(_ command: Command, _ factor: Int64) -> Command {
    switch command {
    case .configureReload(let enabled, let threshold, let amount):
      .configureReload(enabled: enabled, threshold: threshold * factor, amount: amount * factor)
    case .purchase(let amount, let key): .purchase(amount: amount * factor, key: key)
    case .grant(let amount, let origin, let until, let priority):
      .grant(amount: amount * factor, origin: origin, expiresAt: until, priority: priority)
    case .openJob(let job, let slots, let price, let deadline):
      .openJob(job, slots: slots, price: price * factor, deadline: deadline)
    case .use(let amount): .use(amount: amount * factor)
    default: command
    }
  }

  @Test("All prices and amounts twice is all money twice, where nothing is rounded", arguments: [0, 1])
  func doubled(place: Int) {
    let terms = [
      Terms.onTop.with { $0.limits.maximum = 100_000_000 },
      Terms.inside.with {
        $0.expiry = ExpiryRule(paid: .milliseconds(40 * Duration_ms.hour))
        $0.limits.maximum = 100_000_000
      },
    ][place]
    var pair = Pair(terms.catalog, seed: 99, owners: 1)
    pair.run(commands: 900)
    var once = Book(catalog: scaled(terms, 100).catalog)
    var twice = Book(catalog: scaled(terms, 200).catalog)
    once.open(owners: 1)
    twice.open(owners: 1)
    var moved: Int64 = 0
    for sent in pair.story where isModest(sent.command) {
      let status = once.apply(scaled(sent.command, 100), by: OwnerSlot(0), at: sent.at)
      #expect(status == twice.apply(scaled(sent.command, 200), by: OwnerSlot(0), at: sent.at))
      for account in Account.allCases {
        let (single, double) = (once.totals[Int(account.rawValue)], twice.totals[Int(account.rawValue)])
        #expect(double == 2 * single, "\(account) after \(sent.command)")
      }
      moved += once.debited
    }
    #expect(moved > 0)
  }

  private func isModest(_ command: Command) -> Bool {
    let modest: ClosedRange<Int64> = 0...1_000_000
    return switch command {
    case .configureReload(_, let threshold, let amount): modest.contains(threshold) && modest.contains(amount)
    case .purchase(let amount, _), .use(let amount), .grant(let amount, _, _, _): modest.contains(amount)
    case .openJob(_, _, let price, _): modest.contains(price)
    default: true
    }
  }
}
