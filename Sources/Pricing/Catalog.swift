import Accounting

/// The rules in force: everything that the core asks of a price list.
public struct Terms: Hashable, Sendable {
  public var fee: FeeRule
  public var limits: PurchaseLimits
  public var bonus: BonusLadder
  public var expiry: ExpiryRule
  public var burnOrder: BurnOrder
  public var reload: ReloadRule
  public var jobs: JobRule
  public var processorFee: ProcessorFeeRule
  /// What owners are given at sign-up; nil when there is no free tier.
  public var freeTier: FreeTierRule?
  /// Nil refuses what credits do not cover, at once.
  public var cutoff: CutoffRule?
  public var tiers: TrustTiers
  public var refunds: RefundRule
  /// Whether an owner may be billed in arrears instead of buying credits. Source: rule PB-9.
  public var allowsArrears: Bool
  /// Subscriptions; nil when there are none.
  public var plans: PlanRules?
  /// Packs of credits that are no money; nil when none are sold.
  public var packs: PackShelf?
  /// Single reports; nil when none are sold.
  public var reports: ReportRule?
  /// Documents of end users; nil when there are none.
  public var documents: DocumentRule?
  /// Interviews; nil when there are none.
  public var interviews: InterviewRules?

  public init(
    fee: FeeRule, limits: PurchaseLimits = PurchaseLimits(), bonus: BonusLadder = .none, expiry: ExpiryRule = .never,
    burnOrder: BurnOrder = .soonestExpiry, reload: ReloadRule = ReloadRule(), jobs: JobRule = JobRule(),
    processorFee: ProcessorFeeRule = .none, freeTier: FreeTierRule? = nil, cutoff: CutoffRule? = nil,
    tiers: TrustTiers = .none, refunds: RefundRule = .never, allowsArrears: Bool = false,
    plans: PlanRules? = nil, packs: PackShelf? = nil, reports: ReportRule? = nil, documents: DocumentRule? = nil,
    interviews: InterviewRules? = nil
  ) {
    self.fee = fee
    self.limits = limits
    self.bonus = bonus
    self.expiry = expiry
    self.burnOrder = burnOrder
    self.reload = reload
    self.jobs = jobs
    self.processorFee = processorFee
    self.freeTier = freeTier
    self.cutoff = cutoff
    self.tiers = tiers
    self.refunds = refunds
    self.allowsArrears = allowsArrears
    self.plans = plans
    self.packs = packs
    self.reports = reports
    self.documents = documents
    self.interviews = interviews
  }
}

/// The book's money: its name and how many minor units make one.
public struct Currency: Hashable, Sendable {
  /// ISO 4217, such as "USD".
  public var code: String
  /// Decimal places of the minor unit: 2 for cents, 6 for micro-units.
  public var decimals: Int
  /// Decimal places that a card can be charged in; fewer than `decimals` where the book counts finer. Source: rule PB-D1.
  public var cardDecimals: Int

  /// - Parameter cardDecimals: as `decimals` when nil.
  public init(code: String, decimals: Int, cardDecimals: Int? = nil) {
    self.code = code
    self.decimals = decimals
    self.cardDecimals = cardDecimals ?? decimals
  }

  public static let usd = Currency(code: "USD", decimals: 2)

  /// Minor units of one major unit.
  public var scale: Int64 { Currency.power(decimals) }

  /// Minor units of the smallest amount that a card can be charged.
  public var cardStep: Int64 { Currency.power(max(0, decimals - cardDecimals)) }

  private static func power(_ decimals: Int) -> Int64 { (0..<decimals).reduce(1) { power, _ in power * 10 } }
}

/// What is charged: a name, a currency, the terms at the start and those that replace them at a date.
public struct Catalog: Hashable, Sendable {
  /// Terms that replace others at a date.
  public struct Revision: Hashable, Sendable {
    /// From this instant on, for whatever begins then; open jobs keep their terms.
    public var effective: Instant
    public var terms: Terms

    public init(effective: Instant, terms: Terms) {
      self.effective = effective
      self.terms = terms
    }
  }

  public var name: String
  public var currency: Currency
  public var terms: Terms
  /// Rising by `effective`.
  public var revisions: [Revision]

  public init(name: String, currency: Currency = .usd, terms: Terms, revisions: [Revision] = []) {
    self.name = name
    self.currency = currency
    self.terms = terms
    self.revisions = revisions.sorted { $0.effective < $1.effective }
  }
}

/// Bounds that make overflow impossible: what may be configured, and so what a run can add up.
public enum Limits {
  /// Largest amount of one command, in minor units: a hundred trillion.
  public static let largestAmount: Int64 = 100_000_000_000_000
  /// Largest number of chat messages of one command.
  public static let mostMessages: Int64 = 1_000_000
  /// Largest number of slots of one job.
  public static let mostSlots: Int64 = 1_000_000
}
