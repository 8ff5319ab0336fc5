import Accounting
import Pricing

/// The rules of a price list, by key. They stand in a catalog, and again in each of its revisions.
enum TermsKeys {
  static let fee = Field(
    "fee", FeeKeys.codec, standard: "none where plans, packs, reports or interviews are sold; required elsewhere",
    "What the platform takes of a job's price.")
  static let purchase = Field("purchase", PurchaseKeys.codec, standard: "no limits", "How much one purchase may be.")
  static let bonus = Field("bonus", BonusKeys.codec, standard: "none", "Bonus credits by the size of a purchase.")
  static let expiry = Field("expiry", ExpiryKeys.codec, standard: "never", "How long credits live.")
  static let burnOrder = Field(
    "burn_order", Codec<BurnOrder>.option(), standard: "soonest_expiry", "Which credits are spent first.")
  static let autoReload = Field("auto_reload", ReloadKeys.codec, standard: "its defaults", "How automatic reloads behave.")
  static let jobs = Field("jobs", JobRuleKeys.codec, standard: "its defaults", "How escrowed jobs end.")
  static let processorFee = Field(
    "processor_fee", ProcessorFeeKeys.codec, standard: "none", "What the card processor keeps of a charge.")

  static let freeTier = Field("free_tier", FreeTierKeys.codec, standard: "none", "Credits that every owner is given at sign-up.")

  static let cutoff = Field(
    "cutoff", CutoffKeys.codec, standard: "refused at once", "What becomes of usage that credits do not cover.")
  static let tiers = Field("tiers", TierKeys.codec, standard: "none", "The largest purchase by trust, the lowest tier first.")
  static let refunds = Field(
    "refunds", Codec<RefundRule>.option(), standard: "never", "Whether unspent credits can be given back for money.")
  static let arrears = Field(
    "arrears", Codec<Bool>.word([("allowed", true), ("refused", false)]), standard: "refused",
    "Whether owners may be billed monthly instead of buying credits.")

  static let plans = Field("plans", PlanRuleKeys.codec, standard: "none", "Subscriptions.")
  static let packs = Field("packs", PackShelfKeys.codec, standard: "none", "Packs of credits that are no money.")
  static let reports = Field("reports", ReportKeys.codec, standard: "none", "Analyses that are sold one by one.")
  static let documents = Field("documents", DocumentKeys.codec, standard: "none", "Documents that end users open.")
  static let interviews = Field("interviews", InterviewRuleKeys.codec, standard: "none", "Interviews, in minutes or in credits.")

  static let keys = [
    fee.key, purchase.key, bonus.key, expiry.key, burnOrder.key, autoReload.key, jobs.key, processorFee.key, freeTier.key,
    cutoff.key, tiers.key, refunds.key, arrears.key, plans.key, packs.key, reports.key, documents.key, interviews.key,
  ]

  /// The rules of a map that has them among its keys; nil after a report.
  static func read(_ record: Record) -> Terms? {
    let fee = record.has(fee) ? record[fee] : feeOfNoJobs(record)
    let purchase = record[purchase] ?? PurchaseLimits()
    let bonus = record[bonus] ?? .none
    let expiry = record[expiry] ?? .never
    let order = record[burnOrder] ?? .soonestExpiry
    let reload = record[autoReload] ?? ReloadRule()
    let jobs = record[jobs] ?? JobRule()
    let processorFee = record[processorFee] ?? .none
    let freeTier = record[freeTier]
    let cutoff = record[cutoff]
    let tiers = record[tiers] ?? .none
    let refunds = record[refunds] ?? .never
    let arrears = record[arrears] ?? false
    let plans = record[plans]
    let packs = record[packs]
    let reports = record[reports]
    let documents = record[documents]
    let interviews = record[interviews]
    if record.has(TermsKeys.plans) == (plans != nil) { checkMinutes(of: interviews, plans, record) }
    return fee.map {
      Terms(
        fee: $0, limits: purchase, bonus: bonus, expiry: expiry, burnOrder: order, reload: reload, jobs: jobs,
        processorFee: processorFee, freeTier: freeTier, cutoff: cutoff, tiers: tiers, refunds: refunds, allowsArrears: arrears,
        plans: plans, packs: packs, reports: reports, documents: documents, interviews: interviews)
    }
  }

  /// A catalog that sells something else needs no fee on jobs. Elsewhere a fee that was forgotten is a mistake, reported here,
  /// unless a misspelt key was reported already.
  private static func feeOfNoJobs(_ record: Record) -> FeeRule? {
    if record.has(plans) || record.has(packs) || record.has(reports) || record.has(interviews) {
      return FeeRule(placement: .onTop, share: .none)
    }
    let names = record.table.names
    let misspelt = (record.cursor.tree.entries ?? []).prefix(100).contains { entry in
      !names.contains(entry.key) && nearest(to: entry.key, among: names) == fee.key.name
    }
    if !misspelt { record.cursor.report(.missingKey, "the key 'fee' is missing", hint: "fee: \(fee.key.about)") }
    return nil
  }

  /// Interviews that are counted in minutes come out of a plan's.
  private static func checkMinutes(of interviews: InterviewRules?, _ plans: PlanRules?, _ record: Record) {
    guard let interviews, interviews.unit == .minutes else { return }
    if plans?.plans.contains(where: { $0.minutes != nil }) == true { return }
    record.cursor(of: TermsKeys.interviews).report(
      .contradiction, "interviews that are counted in minutes, and no plan that has any", allowed: "a plan with 'minutes'")
  }
}

/// Currencies by code, and the finer units that usage prices need.
enum CurrencyKeys {
  /// Decimals of the minor unit, ISO 4217.
  static let known: [Currency] =
    [
      "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN", "INR", "CNY", "SGD",
      "HKD", "ZAR",
    ]
    .map { Currency(code: $0, decimals: 2) }
    + ["JPY", "KRW", "CLP", "VND", "ISK"].map { Currency(code: $0, decimals: 0) }
    + ["KWD", "BHD", "TND"].map { Currency(code: $0, decimals: 3) }

  static let named = Codec<Currency>.word(known.map { (name: $0.code, value: $0) })
  static let code = Field("code", named, "The currency by its ISO 4217 code.")
  static let decimals = Field(
    "decimals", .integer(0...6), standard: "those of the currency",
    "Decimal places of the book's smallest unit; 6 for millionths.")

  static let table = Table(
    name: "currency", about: "A currency with a smallest unit of its own.", keys: [code.key, decimals.key])

  static let codec = Codec<Currency>(schema: .anyOf([named.schema, .reference(table.name)])) { cursor in
    guard cursor.tree.entries != nil else { return named.read(cursor) }
    guard let record = Record(cursor, table) else { return nil }
    let decimals = record[decimals].map(Int.init)
    return record[code].map { Currency(code: $0.code, decimals: decimals ?? $0.decimals, cardDecimals: $0.decimals) }
  }
}

/// A catalog file, or the catalog written into a scenario.
enum CatalogKeys {
  static let catalog = Field("catalog", .name, "The price list's name.")
  static let about = Field("about", .text(atMost: 2_000), standard: "empty", "What it is, in a sentence.")
  static let currency = Field("currency", CurrencyKeys.codec, standard: "USD", "The currency of all amounts.")
  static let revisions = Field(
    "revisions", Codec<[RevisionKeys.Change]>.list(of: RevisionKeys.codec, atMost: 100), standard: "none",
    "Terms that replace others from a date on.")

  static let table = Table(
    name: "catalog", about: "What is charged.",
    keys: [catalog.key, about.key, currency.key] + TermsKeys.keys + [revisions.key])

  /// Reads the catalog and leaves its currency in the context, where amounts elsewhere find it.
  ///
  /// - Parameter changes: further changes of terms, from a scenario's conditions.
  static func read(_ cursor: Cursor, changes: [RevisionKeys.Change] = []) -> Catalog? {
    cursor.context.currency = nil
    guard let record = Record(cursor, table) else { return nil }
    let currency = record.has(Self.currency) ? record[Self.currency] : .usd
    cursor.context.currency = currency
    let name = record[catalog]
    _ = record[about]
    let terms = TermsKeys.read(record)
    let all = ((record[revisions] ?? []) + changes).sorted { $0.effective < $1.effective }
    for (change, next) in zip(all, all.dropFirst()) where change.effective == next.effective {
      next.cursor.report(
        .duplicateName, "two changes of terms at the same instant", allowed: "one change an instant", to: cursor.context)
    }
    let revised = RevisionKeys.revisions(all, over: cursor)
    guard let name, let currency, let terms, let revised else { return nil }
    guard OfferRevisions.check(terms, revised, all, cursor.context) else { return nil }
    return Catalog(name: name, currency: currency, terms: terms, revisions: revised)
  }

  static let codec = Codec<Catalog>(schema: .reference(table.name)) { read($0) }
}
