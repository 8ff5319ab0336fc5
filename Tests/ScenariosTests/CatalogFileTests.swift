import Accounting
import Pricing
import Testing

@testable import Scenarios

@Suite struct CatalogFileTests {
  private func load(_ text: String) throws(ScenarioError) -> Catalog {
    try CatalogFile.decode(bytes: Array(text.utf8), name: "catalog.yaml").catalog
  }

  @Test func everyRuleCanBeWritten() throws {
    let catalog = try load(
      """
      catalog: full
      currency: EUR
      fee: {inside: 20 %, rounding: half_even, per: total}
      purchase: {minimum: 10 EUR, maximum: 1000 EUR}
      bonus:
        - {from: 25 EUR, share: 5 %}
        - {from: 50 EUR, share: 10 %}
      expiry: {paid: 12 months, bonus: 90 days}
      burn_order: promotional_first
      auto_reload:
        trigger: at_or_below
        amount: restore_to
        back_off: [30 minutes]
        cool_down: 1 hour
        monthly_cap: 500 EUR
        attempts_per_card: 3
        attempt_window: 7 days
      jobs: {rejected_slot: reopen, timeout: 14 days, most_slots: 50}
      processor_fee: {share: 2.9 %, fixed: 0.30 EUR}
      """)
    #expect(catalog.currency == Currency(code: "EUR", decimals: 2))
    #expect(
      catalog.terms
        == Terms(
          fee: FeeRule(placement: .inside, share: Share(percent: 20), rounding: .halfEven, scope: .onTotal),
          limits: PurchaseLimits(minimum: 1_000, maximum: 100_000),
          bonus: BonusLadder(steps: [.init(from: 2_500, share: Share(percent: 5)), .init(from: 5_000, share: Share(percent: 10))]
          ),
          expiry: ExpiryRule(paid: .months(12), bonus: .milliseconds(90 * Duration_ms.day)), burnOrder: .promotionalFirst,
          reload: ReloadRule(
            trigger: .atOrBelow, amount: .restoreTo, backOff_ms: [30 * Duration_ms.minute], coolDown_ms: Duration_ms.hour,
            monthlyCap: 50_000, attemptsPerCard: 3, attemptWindow_ms: 7 * Duration_ms.day),
          jobs: JobRule(rejectedSlot: .reopen, timeout_ms: 14 * Duration_ms.day, mostSlots: 50),
          processorFee: ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)))
  }

  @Test func whatIsLeftOutHasTheRulesDefaults() throws {
    let catalog = try load("catalog: plain\nfee: {on_top: 30 %}")
    #expect(catalog.terms == Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30))))
    #expect(catalog.currency == .usd)
  }

  @Test func aRevisionKeepsWhatItDoesNotName() throws {
    let catalog = try load(
      """
      catalog: rising
      fee: {on_top: 30 %, rounding: up}
      burn_order: oldest_first
      revisions:
        - {effective: 2027-01-01, fee: {inside: 25 %}}
        - {effective: 2026-07-01, fee: {on_top: 35 %}, expiry: 1 year}
      """)
    #expect(
      catalog.revisions.map(\.effective)
        == [CivilDate(year: 2026, month: 7, day: 1), CivilDate(year: 2027, month: 1, day: 1)].map(\.midnight))
    #expect(catalog.revisions[0].terms.fee == FeeRule(placement: .onTop, share: Share(percent: 35), rounding: .up))
    #expect(catalog.revisions[0].terms.burnOrder == .oldestFirst)
    #expect(catalog.revisions[1].terms.fee == FeeRule(placement: .inside, share: Share(percent: 25), rounding: .up))
    #expect(
      catalog.revisions[1].terms.expiry == ExpiryRule(paid: .months(12)), "the second revision keeps what the first changed")
  }

  @Test func offersAreReadAsTheyAreWritten() throws {
    let terms = try load(
      """
      catalog: offers
      fee: {inside: 20 %, split: allotment}
      purchase: {checkout_expires: 90 minutes}
      expiry: {paid: 12 months, held: {grace: 7 days}}
      free_tier: {amount: 5 USD, expires: 3 months}
      revisions:
        - {effective: 2027-01-01, fee: {split: rounded}, expiry: {held: shrink}, free_tier: {amount: 2 USD}}
      """)
    #expect(terms.terms.fee == FeeRule(placement: .inside, share: Share(percent: 20), split: .allotment))
    #expect(terms.terms.limits.checkoutExpires_ms == 90 * Duration_ms.minute)
    #expect(terms.terms.expiry == ExpiryRule(paid: .months(12), held: .grace(.milliseconds(7 * Duration_ms.day))))
    #expect(terms.terms.freeTier == FreeTierRule(amount: 500, term: .months(3)))
    let later = terms.revisions[0].terms
    #expect(later.fee.split == .rounded)
    #expect(later.expiry == ExpiryRule(paid: .months(12), held: .shrink))
    #expect(later.freeTier == FreeTierRule(amount: 200, term: .months(3)))
  }

  @Test func aMistakeUnderARevisionIsReportedOnceAndWhereItStands() throws {
    let text = "catalog: c\nfee: {on_top: 130 %}\nrevisions:\n  - {effective: 2026-07-01, jobs: {timeout: soon}}\n"
    do {
      _ = try load(text)
      Issue.record("the catalog was read")
    } catch {
      guard case .invalid(let mistakes) = error else { throw error }
      #expect(mistakes.map(\.code) == [.shareOutOfRange, .notADuration])
      #expect(mistakes.map(\.place.line) == [2, 4])
    }
  }

  @Test func aPriceChangeOfAScenarioBecomesARevision() throws {
    let text = Sample.scenario + "\nconditions:\n  - {price_change: {fee: {on_top: 40 %}}, from: 2026-07-01}\n"
    let catalog = try Sample.load(text).scenario.catalog
    #expect(catalog.revisions.map(\.terms.fee.share) == [Share(percent: 40)])
  }

  @Test(arguments: [
    ("revisions: [{effective: 2026-07-01, fe: {}}]", Diagnostic.Code.unknownKey),
    ("revisions: [{effective: 2026-07-01}, {effective: 2026-07-01}]", .duplicateName),
    ("purchase: {minimum: 10 USD, maximum: 5 USD}", .contradiction), ("auto_reload: {attempts_per_card: 17}", .outOfRange),
    ("bonus: [{from: 5 USD, share: 1 %}, {from: 5 USD, share: 2 %}]", .duplicateName), ("currency: USDD", .unknownName),
    ("expiry: {paid: 1 year, held: melt}", .unknownName), ("expiry: {paid: 1 year, held: {grace: soon}}", .notATerm),
    ("free_tier: {expires: 1 year}", .missingKey), ("free_tier: {amount: 0 USD}", .outOfRange),
    ("purchase: {checkout_expires: 0 s}", .outOfRange),
    ("revisions: [{effective: 2026-07-01, fee: {split: allotment}}]", .contradiction),
  ])
  func catalogsThatMakeNoSenseAreRefused(line: String, code: Diagnostic.Code) {
    let mistakes = Sample.mistakes(Sample.scenario, catalog: Sample.catalog + "\n" + line)
    #expect(mistakes.map(\.code) == [code])
    #expect(mistakes.map(\.place.file) == ["catalog.yaml"])
  }
}
