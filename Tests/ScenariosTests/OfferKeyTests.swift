import Accounting
import Pricing
import Testing

@testable import Scenarios

@Suite("Plans, packs, documents and interviews in catalogs")
struct OfferKeyTests {
  private func terms(_ text: String) throws(ScenarioError) -> Terms {
    try CatalogFile.decode(bytes: Array("catalog: c\n\(text)".utf8), name: "catalog.yaml").catalog.terms
  }

  @Test("Every rule about plans can be written")
  func plans() throws {
    let plans = try terms(
      """
      currency: EUR
      plans:
        offered:
          - {name: free, price: 0 EUR, analyses: 1, messages: 50}
          - name: team
            price: 149.50 EUR
            period: 1 year
            analyses: unlimited
            documents: free
            minutes: {included: 500.5 minutes, beyond: 0.12345 EUR}
            trial: 2 weeks
            features: [phone-numbers, custom-voices]
        fallback: free
        proration: {basis: day_inclusive, lines: net, rounding: half_even}
        downgrade: at_period_end
        dunning: [12 hours, 2 days]
        incomplete_lapses: 1 hour
        account_credit_lives: never
      """
    ).plans
    let free = Plan(name: "free", price: 0, analyses: 1, messages: 50)
    let team = Plan(
      name: "team", price: 14_950, period: .months(12), hasFreeDocuments: true,
      minutes: AllowanceRule(included: 500_500, price: 12_345), trialDays: 14, features: ["custom-voices", "phone-numbers"])
    #expect(
      plans
        == PlanRules(
          plans: [free, team], fallback: PlanID(0),
          proration: ProrationRule(basis: .dayInclusive, lines: .net, rounding: .halfEven), downgrade: .atPeriodEnd,
          dunning: DunningRule(retries_ms: [12 * Duration_ms.hour, 2 * Duration_ms.day]), incompleteLapses_ms: Duration_ms.hour,
          accountCreditLives: .never))
  }

  @Test("What is left out has the rules' defaults, and a catalog that sells something else needs no fee")
  func defaults() throws {
    let read = try terms(
      """
      plans: {offered: [{name: pro, price: 99 USD}]}
      packs: {offered: [{name: small, credits: 2.5, price: 5 USD}]}
      reports: {price: 29 USD}
      documents: {}
      interviews: {unit: credits, products: [{name: phone, per_minute: 1 credit}]}
      """)
    #expect(read.fee == FeeRule(placement: .onTop, share: .none))
    #expect(read.plans == PlanRules(plans: [Plan(name: "pro", price: 9_900)]))
    #expect(read.packs == PackShelf(packs: [Pack(name: "small", credits: 2_500, price: 500)]))
    #expect(read.reports == ReportRule(price: 2_900))
    #expect(read.documents == DocumentRule())
    let phone = Product(name: "phone", costKey: "phone", price: .baseAndBeyond(base: 0, included: 0, price: 1_000))
    #expect(read.interviews == InterviewRules(unit: .credits, products: [phone]))
  }

  @Test("IV-3, IV-4: prices of interviews in thousandths of a credit; an own price keeps what it does not name")
  func interviews() throws {
    let rules = try #require(
      try terms(
        """
        packs: {offered: [{name: small, credits: 10 credits, price: 5 USD}], term: 1 year}
        interviews:
          unit: credits
          rounding: {mode: nearest, step: 0.5 minutes, minimum: 1 minute}
          products:
            - {name: screening, cost_key: interviews, base: 5 credits, included: 15 minutes, per_minute: 0.5 credits}
            - {name: phone, base: 0.125 credits}
          overrides:
            - {name: acme, prices: [{product: phone, base: 0 credits}, {product: screening, per_minute: 0.4 credits}]}
            - {name: nothing, prices: []}
        """
      ).interviews)
    #expect(rules.rounding == UnitRounding(mode: .nearest, step: 500, minimum: 1_000))
    #expect(rules.products.map(\.costKey) == ["interviews", "phone"])
    #expect(rules.price(of: ProductID(0), under: nil)?.cost(of: 27_000) == 11_000)
    #expect(rules.price(of: ProductID(0), under: OverrideID(0))?.cost(of: 27_000) == 9_800)
    #expect(rules.price(of: ProductID(1), under: OverrideID(0))?.cost(of: 27_000) == 0)
    #expect(rules.price(of: ProductID(1), under: OverrideID(1))?.cost(of: 27_000) == 125)
  }

  @Test("A revision changes figures and keeps the rest")
  func revision() throws {
    let text = """
      catalog: c
      plans:
        offered: [{name: free, price: 0 USD, analyses: 1}, {name: pro, price: 99 USD}]
        fallback: free
      documents: {price: 1 credit}
      revisions:
        - effective: 2026-07-01
          plans: {offered: [{name: free, price: 0 USD, analyses: 2}, {name: pro, price: 119 USD}], downgrade: at_period_end}
          reports: {price: 29 USD}
      """
    let catalog = try CatalogFile.decode(bytes: Array(text.utf8), name: "catalog.yaml").catalog
    let later = try #require(catalog.revisions.first?.terms)
    #expect(later.plans?.plans.map(\.price) == [0, 11_900])
    #expect(later.plans?.plans[0].analyses == 2)
    #expect(later.plans?.fallback == PlanID(0))
    #expect(later.plans?.downgrade == .atPeriodEnd)
    #expect(later.documents == DocumentRule())
    #expect(later.reports == ReportRule(price: 2_900), "a revision may offer something new")
  }

  @Test(
    "What makes no sense is refused",
    arguments: [
      ("plans: {offered: []}", Diagnostic.Code.outOfRange), ("plans: {fallback: free}", .missingKey),
      ("plans: {offered: [{name: pro, price: 99 USD, analyses: many}]}", .notANumber),
      ("plans: {offered: [{name: pro, price: 99 USD, period: never}]}", .notATerm),
      ("plans: {offered: [{name: pro, price: 99 USD, features: [a, a]}]}", .duplicateName),
      ("plans: {offered: [{name: pro, price: -1 USD}]}", .negativeAmount),
      ("plans: {offered: [{name: pro, price: 99 USD, period: 7 days}]}", .contradiction),
      ("plans: {offered: [{name: pro, price: 99 USD, period: 7 days}], dunning: [1 day]}", nil),
      ("plans: {offered: [{name: a, price: 0 USD}], fallback: a}", nil),
      ("packs: {offered: [{name: a, credits: 0, price: 1 USD}]}", .outOfRange),
      ("packs: {offered: [{name: a, credits: 1 minute, price: 1 USD}]}", .notAQuantity),
      ("packs: {offered: [{name: a, credits: nan, price: 1 USD}]}", .notFinite),
      ("packs: {offered: [{name: a, credits: 0.001, price: 1 USD}]}", nil), ("reports: {}", .missingKey),
      ("interviews: {unit: minutes, products: [{name: a}]}", .contradiction),
      ("interviews: {unit: credits, products: [{name: a, base: 1 credit}], rounding: {step: 0 minutes}}", .outOfRange),
      (
        "interviews: {unit: credits, products: [{name: a, base: 1 credit}], overrides: [{name: o, prices: [{product: a}, {product: a}]}]}",
        .duplicateName
      ),
      ("documents: {price: 1 credit}", .missingKey),
    ] as [(String, Diagnostic.Code?)])
  func refused(line: String, code: Diagnostic.Code?) {
    do {
      _ = try terms(line)
      #expect(code == nil, "\(line) was read")
    } catch .invalid(let mistakes) {
      #expect(mistakes.map(\.code) == (code.map { [$0] } ?? []), "\(mistakes.map(\.rendered))")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("At most 255 plans, so that the last place stays free for what is unknown")
  func most() throws {
    func text(_ count: Int) -> String {
      "packs: {offered: [" + (0..<count).map { "{name: p\($0), credits: 1, price: 1 USD}" }.joined(separator: ", ") + "]}"
    }
    #expect(try terms(text(255)).packs?.packs.count == 255)
    #expect(throws: ScenarioError.self) { try terms(text(256)) }
  }
}
