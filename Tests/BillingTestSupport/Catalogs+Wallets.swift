import Accounting
import Pricing

/// Price lists of packs, reports, documents and interviews that tests start from.
extension Terms {
  /// Analyses and documents: three packs whose credits never expire, a single report for thirty days, documents at one credit.
  public static let reading = Terms.plain.with {
    $0.plans = .readers
    $0.packs = .three
    $0.reports = ReportRule(price: 2_900)
    $0.documents = DocumentRule()
  }

  /// Interviews out of a plan with 500 minutes, 12 cents for each beyond.
  public static let inMinutes = Terms.plain.with {
    $0.plans = .interviewers
    $0.interviews = InterviewRules(unit: .minutes, products: Product.three)
  }

  /// Interviews paid with credits, and packs of 1, 5, 10 and 100 of them.
  public static let inCredits = Terms.plain.with {
    $0.plans = .interviewers
    $0.packs = PackShelf(packs: PackShelf.three.packs + [Pack(name: "hundred", credits: 100_000, price: 20_000)])
    $0.interviews = InterviewRules(
      unit: .credits, products: Product.three,
      overrides: [
        PriceOverride(name: "agreed", prices: [.baseAndBeyond(base: 3_000, included: 20_000, price: 250), nil, nil])
      ])
  }
}

extension PackShelf {
  public static let three = PackShelf(packs: [
    Pack(name: "single", credits: 1_000, price: 499), Pack(name: "medium", credits: 5_000, price: 1_999),
    Pack(name: "pro", credits: 10_000, price: 2_999),
  ])
}

extension Product {
  /// Two kinds that are listed under one cost key, and one that has its own.
  public static let three = [
    Product(
      name: "screening", costKey: "interview", price: .baseAndBeyond(base: 5_000, included: 15_000, price: 500)),
    Product(name: "technical", costKey: "interview", price: .baseAndBeyond(base: 8_000, included: 30_000, price: 1_000)),
    Product(name: "phone", costKey: "call", price: .perUnit(price: 200)),
  ]
}

extension PlanRules {
  /// Free with one analysis; two paid plans whose end users read everything.
  public static let readers = PlanRules(
    plans: [
      Plan(name: "free", price: 0, analyses: 1, messages: 50),
      Plan(name: "pro", price: 9_900, analyses: 100, hasFreeDocuments: true),
      Plan(name: "enterprise", price: 99_900, hasFreeDocuments: true),
    ], fallback: PlanID(0))

  /// 500 minutes, and 1,000 minutes with more to it.
  public static let interviewers = PlanRules(plans: [
    Plan(
      name: "team", price: 50_000, minutes: AllowanceRule(included: 500_000, price: 12_000), features: ["phone-numbers"]),
    Plan(
      name: "company", price: 90_000, minutes: AllowanceRule(included: 1_000_000, price: 10_000),
      features: ["phone-numbers", "custom-voices", "ats"]),
  ])
}
