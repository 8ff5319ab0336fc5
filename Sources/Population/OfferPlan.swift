import Sampling

/// What a segment does with subscriptions, documents and interviews, laid out flat as `SegmentPlan` is.
struct OfferPlan: BitwiseCopyable {
  // Subscriptions.
  var hasPlans = false
  var firstPlan = Law()
  var subscribesAfter_ms = Law()
  var throughCheckout = 0.0
  var upgradesAtLimit = 0.0
  var upgradeAfter_ms = Law()
  var upgradesPerYear = 0.0
  var downgradesPerYear = 0.0
  var cancelsPerYear = 0.0
  var reactivates = 0.0
  var comesBack = 0.0
  var comesBackAfter_ms = Law()
  // Analyses.
  var hasAnalyses = false
  var analysisGaps = Law()
  var messages = Law()
  var buysReport = 0.0
  var putsReportOff = 0.0
  // Documents.
  var hasDocuments = false
  var listGaps = Law()
  var list = Law()
  var again = 0.0
  var endUserBuys = 0.0
  var endUserPacks = Law()
  var endUserBuysAfter_ms = Law()
  // Interviews.
  var hasInterviews = false
  var interviewGaps = Law()
  var product = Law()
  var duration_ms = Law()
  var hasOverrides = false
  var override = Law()
  var hasPacks = false
  var packs = Law()
  var lowBalance = Law()
  var buysPack = 0.0
  var buysPackAfter_ms = Law()

  /// Whether there is anything of all this: the one thing that other segments ask.
  var isEmpty: Bool { !(hasPlans || hasDocuments || hasInterviews) }
}

extension LawTables {
  /// The flat form of a segment's subscriptions, documents and interviews.
  mutating func offers(of segment: Segment) -> OfferPlan {
    var plan = OfferPlan()
    if let plans = segment.plans { lay(plans, into: &plan) }
    if let documents = segment.documents { lay(documents, into: &plan) }
    if let interviews = segment.interviews { lay(interviews, into: &plan) }
    return plan
  }

  private mutating func lay(_ plans: PlanBehaviour, into plan: inout OfferPlan) {
    plan.hasPlans = true
    plan.firstPlan = law(plans.first)
    plan.subscribesAfter_ms = law(plans.after_ms)
    plan.throughCheckout = plans.throughCheckout
    plan.upgradesAtLimit = plans.upgradesAtLimit
    plan.upgradeAfter_ms = law(plans.upgradeAfter_ms)
    plan.upgradesPerYear = plans.upgradesPerYear
    plan.downgradesPerYear = plans.downgradesPerYear
    plan.cancelsPerYear = plans.cancelsPerYear
    plan.reactivates = plans.reactivates
    plan.comesBack = plans.comesBack
    plan.comesBackAfter_ms = law(plans.comesBackAfter_ms)
    guard let analyses = plans.analyses else { return }
    plan.hasAnalyses = true
    plan.analysisGaps = law(analyses.gaps)
    plan.messages = law(analyses.messages)
    plan.buysReport = analyses.buysReport
    plan.putsReportOff = analyses.putsReportOff
  }

  private mutating func lay(_ documents: DocumentBehaviour, into plan: inout OfferPlan) {
    plan.hasDocuments = true
    plan.listGaps = law(documents.gaps)
    plan.list = law(documents.list)
    plan.again = documents.again
    plan.endUserBuys = documents.buysWhenRefused
    plan.endUserPacks = law(documents.packs)
    plan.endUserBuysAfter_ms = law(documents.buysAfter_ms)
  }

  private mutating func lay(_ interviews: InterviewBehaviour, into plan: inout OfferPlan) {
    plan.hasInterviews = true
    plan.interviewGaps = law(interviews.gaps)
    plan.product = law(interviews.product)
    plan.duration_ms = law(interviews.duration_ms)
    if let override = interviews.override {
      plan.hasOverrides = true
      plan.override = law(override)
    }
    guard let packs = interviews.packs else { return }
    plan.hasPacks = true
    plan.packs = law(packs.choice)
    plan.lowBalance = law(packs.lowBalance)
    plan.buysPack = packs.buys
    plan.buysPackAfter_ms = law(packs.buysAfter_ms)
  }
}
