import Accounting
import Pricing

/// Price lists that tests start from.
extension Terms {
  /// A marketplace of testers: 30 % on top of the payout, credits never expire.
  public static let onTop = Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30)))

  /// Work bought by the file: 20 % inside the price, bonus by purchase size, credits live twelve months.
  public static let inside = Terms(
    fee: FeeRule(placement: .inside, share: Share(percent: 20)), limits: PurchaseLimits(minimum: 1_000, maximum: 100_000),
    bonus: .fiveSteps, expiry: ExpiryRule(paid: .months(12)))

  /// Metered usage: at least 500 a purchase, tiers of trust, a year's life, a cutoff two minutes late.
  public static let prepaid = Terms(
    fee: FeeRule(placement: .onTop, share: .none), limits: PurchaseLimits(minimum: 500), expiry: ExpiryRule(paid: .months(12)),
    cutoff: CutoffRule(), tiers: .three, allowsArrears: true)

  /// The same, with a cutoff that comes when the metering says so, within a day.
  public static let metered = prepaid.with { $0.cutoff = CutoffRule(timing: .metered, delay_ms: Duration_ms.day) }

  /// No fee, no bonus, no expiry: one credit is one credit.
  public static let plain = Terms(fee: FeeRule(placement: .onTop, share: .none))

  /// The same terms with something changed.
  public func with(_ change: (inout Terms) -> Void) -> Terms {
    var terms = self
    change(&terms)
    return terms
  }

  public var catalog: Catalog { Catalog(name: "test", terms: self) }
}

extension BonusLadder {
  /// Nothing below 2,500, then 5, 10, 15 and 20 per cent.
  public static let fiveSteps = BonusLadder(steps: [
    Step(from: 1_000, share: .none), Step(from: 2_500, share: Share(percent: 5)), Step(from: 5_000, share: Share(percent: 10)),
    Step(from: 10_000, share: Share(percent: 15)), Step(from: 25_000, share: Share(percent: 20)),
  ])
}

extension TrustTiers {
  /// 10,000 for everybody, 50,000 after 5,000 paid and a week, 500,000 after 25,000 paid and thirty days.
  public static let three = TrustTiers(tiers: [
    Tier(maximum: 10_000), Tier(paid: 5_000, after_ms: 7 * Duration_ms.day, maximum: 50_000),
    Tier(paid: 25_000, after_ms: 30 * Duration_ms.day, maximum: 500_000),
  ])
}

extension Ledger {
  public convenience init(_ terms: Terms, owners: Int = 1, from start: Instant = .start) {
    self.init(terms.catalog, owners: owners, from: start)
  }

  /// An owner with a working card and `balance` credits bought.
  public static func funded(_ balance: Int64, _ terms: Terms, from start: Instant = .start) -> Ledger {
    let ledger = Ledger(terms, from: start)
    ledger.attach()
    ledger.buy(balance)
    return ledger
  }
}
