import Sampling

/// What is drawn once for each owner of a segment, laid out flat. Absent behaviour is never asked for.
struct BirthPlan: BitwiseCopyable {
  var joins = Joining.atStart
  var leaves = false
  var stays_ms = Law()
  var jobsPerWeek = Law()
  var usesPerDay = Law()
  var sessionDensity = 1.0
  var analysesPerWeek = Law()
  var endUsers = Law()
  var listsPerWeek = Law()
  var interviewsPerWeek = Law()
  var paymentMethod = 1.0
  var reloadShare = 0.0
}

extension LawTables {
  /// The flat form of what a segment's owners are born with.
  mutating func birth(of segment: Segment) -> BirthPlan {
    var birth = BirthPlan()
    birth.joins = segment.joins
    if let stays = segment.stays_ms {
      birth.leaves = true
      birth.stays_ms = law(stays)
    }
    if let jobs = segment.jobs { birth.jobsPerWeek = law(jobs.perWeek) }
    if let usage = segment.usage {
      birth.usesPerDay = law(usage.perDay)
      birth.sessionDensity = usage.sessions?.density ?? 1
    }
    if let analyses = segment.plans?.analyses { birth.analysesPerWeek = law(analyses.perWeek) }
    if let documents = segment.documents {
      birth.endUsers = law(documents.endUsers)
      birth.listsPerWeek = law(documents.perWeek)
    }
    if let interviews = segment.interviews { birth.interviewsPerWeek = law(interviews.perWeek) }
    birth.paymentMethod = segment.funds.paymentMethod
    birth.reloadShare = segment.funds.autoReload?.share ?? 0
    return birth
  }
}
