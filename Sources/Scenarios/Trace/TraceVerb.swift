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
  // Known by the format; no catalog prices them yet.
  case interview, access, analyse, subscribe
  case changePlan = "change-plan"
  case cancel, reactivate
  case refund, dispute
  case startArrears = "start-arrears"
  case endArrears = "end-arrears"
  case writeOff = "write-off"

  static let names = allCases.map(\.rawValue)

  var isSupported: Bool {
    switch self {
    case .interview, .access, .analyse, .subscribe, .changePlan, .cancel, .reactivate: false
    default: true
    }
  }

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
  /// Longest name of an owner, a job or a product, and longest key, in bytes.
  public var nameBytes = 128
  /// Longest path of a catalog, in bytes.
  public var pathBytes = 4_096
  /// How many mistakes are reported before reading stops.
  public var mistakes = 50

  public init() {}
}
