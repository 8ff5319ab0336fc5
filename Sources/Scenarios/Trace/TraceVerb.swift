/// What a line of a trace may ask for, by the names of the trace format, and the keys that go with it.
enum TraceVerb: String, CaseIterable {
  case attachMethod = "attach-method"
  case detachMethod = "detach-method"
  case configureReload = "configure-reload"
  case purchase
  case settle
  case grant
  case openJob = "open-job"
  case settleSlots = "settle-slots"
  case rejectSlots = "reject-slots"
  case closeJob = "close-job"
  case cancelJob = "cancel-job"
  case use
  case advance
  case refund, dispute
  case startArrears = "start-arrears"
  case endArrears = "end-arrears"
  case writeOff = "write-off"
  case subscribe
  case changePlan = "change-plan"
  case cancel, reactivate
  case analyse, chat
  case buyReport = "buy-report"
  case buyPack = "buy-pack"
  case access
  case interview
  case overridePrices = "override-prices"
  case endAccess = "end-access"

  static let names = allCases.map(\.rawValue)

  /// Keys that must be there, beside `at`, `do` and, but for `advance`, `owner`.
  var required: [String] {
    switch self {
    case .configureReload: ["enabled", "threshold", "amount"]
    case .purchase, .grant: ["amount"]
    case .settle: ["payment", "result"]
    case .openJob: ["job", "slots", "price"]
    case .settleSlots, .rejectSlots: ["job", "slots"]
    case .closeJob, .cancelJob: ["job"]
    case .use: ["quantity"]
    case .refund: ["payment", "amount"]
    case .dispute: ["payment"]
    case .subscribe, .changePlan: ["plan"]
    case .chat: ["messages"]
    case .buyPack: ["pack"]
    case .access: ["end_user", "documents"]
    case .interview: ["product"]
    case .overridePrices: ["prices"]
    case .endAccess: ["cutoff"]
    default: []
    }
  }

  /// Keys that may be there.
  var optional: [String] {
    switch self {
    case .attachMethod: ["card"]
    case .purchase: ["key"]
    case .grant: ["origin", "expires", "priority"]
    case .openJob: ["deadline"]
    case .use: ["product"]
    case .subscribe: ["checkout"]
    case .buyPack: ["end_user"]
    case .interview: ["minutes", "duration_ms"]
    default: []
    }
  }

  /// All keys of a line, in the order in which they are written.
  var keys: [String] { ["at", "owner", "do"] + required + optional }
}

/// Bounds on what a trace may contain.
public struct TraceLimits: Sendable {
  /// Longest line in bytes, without its line break.
  public var lineBytes = 65_536
  /// Longest name of an owner, a job, an end user, a document or anything of a catalog's, and longest key, in bytes.
  public var nameBytes = 128
  /// Longest path of a catalog, in bytes.
  public var pathBytes = 4_096
  /// How many mistakes are reported before reading stops.
  public var mistakes = 50

  public init() {}
}
