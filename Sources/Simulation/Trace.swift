import Accounting
import Billing

/// A recorded list of commands, read and checked: what `Replay` drives the book with.
public struct Trace: Sendable {
  /// What a trace says about where it comes from. Nothing in it changes a balance but `chargesAreRecorded`.
  public struct Header: Hashable, Sendable {
    public var catalog: String?
    public var seed: UInt64?
    /// Digest of the scenario that the trace was recorded from.
    public var scenario: String?
    /// Which of the scenario's catalogs its owners pay by, where `catalog` is a scenario that has several.
    public var prices: String?
    /// Whether every answer of the card processor is a line of the trace, also for owners who have none.
    public var chargesAreRecorded: Bool

    public init(
      catalog: String? = nil, seed: UInt64? = nil, scenario: String? = nil, prices: String? = nil,
      chargesAreRecorded: Bool = false
    ) {
      self.catalog = catalog
      self.seed = seed
      self.scenario = scenario
      self.prices = prices
      self.chargesAreRecorded = chargesAreRecorded
    }
  }

  /// What a command means by a name that only the replay can look up.
  public enum Reference: Hashable, Sendable {
    case none
    /// The job of this name: an index into `jobNames`.
    case job(Int32)
    /// The payment of the purchase that carried this key.
    case payment(IdempotencyKey)
    /// What the catalog calls by this name: an index into `offers`.
    case offer(Int32)
  }

  /// A name of the catalog's, which the reader of a trace does not know, and where it stands first.
  public struct OfferName: Hashable, Sendable {
    public var kind: OfferKind
    public var name: String
    /// Line and column of the file, from 1, for messages.
    public var line: Int
    public var column: Int

    public init(kind: OfferKind, name: String, line: Int, column: Int) {
      self.kind = kind
      self.name = name
      self.line = line
      self.column = column
    }
  }

  /// One line.
  public struct Step: Sendable {
    public var at: Instant
    /// Index into `owners`; nil on a line that only lets time pass for everybody.
    public var owner: Int?
    /// Nil on a line that only lets time pass. The number of a job, payment or offer meant by name is still to be filled in.
    public var command: Command?
    public var reference: Reference
    /// Line of the file, from 1, for messages.
    public var line: Int

    public init(at: Instant, owner: Int?, command: Command?, reference: Reference = .none, line: Int) {
      self.at = at
      self.owner = owner
      self.command = command
      self.reference = reference
      self.line = line
    }
  }

  public var header: Header
  /// Names in the order of first appearance.
  public var owners: [String]
  public var jobNames: [String]
  /// Names of plans, packs, products and sets of prices in the order of first appearance.
  public var offers: [OfferName]
  /// In the order of the file; `at` never decreases.
  public var steps: [Step]
  /// For each owner whether its charges are answered by lines of the trace only.
  public var answersAreRecorded: [Bool]

  public init(
    header: Header = Header(), owners: [String] = [], jobNames: [String] = [], offers: [OfferName] = [], steps: [Step] = [],
    answersAreRecorded: [Bool] = []
  ) {
    self.header = header
    self.owners = owners
    self.jobNames = jobNames
    self.offers = offers
    self.steps = steps
    self.answersAreRecorded = answersAreRecorded
  }
}

extension Command {
  /// The same command about another job; commands that are about none stay as they are.
  public func about(_ job: JobID) -> Command {
    switch self {
    case .openJob(_, let slots, let price, let deadline): .openJob(job, slots: slots, price: price, deadline: deadline)
    case .settleSlots(_, let slots): .settleSlots(job, slots: slots)
    case .rejectSlots(_, let slots): .rejectSlots(job, slots: slots)
    case .closeJob: .closeJob(job)
    case .cancelJob: .cancelJob(job)
    default: self
    }
  }

  /// The same command about another payment; commands that are about none stay as they are.
  public func about(_ payment: PaymentID) -> Command {
    switch self {
    case .settle(_, let result): .settle(payment, result)
    case .refund(_, let amount): .refund(payment, amount: amount)
    case .dispute: .dispute(payment)
    default: self
    }
  }

  /// The job that the command is about; nil when it is about none.
  public var job: JobID? {
    switch self {
    case .openJob(let job, _, _, _), .settleSlots(let job, _), .rejectSlots(let job, _), .closeJob(let job), .cancelJob(let job):
      job
    default: nil
    }
  }
}

extension Card {
  /// What the processor answers to a charge on this card when nothing else decides. Source: rule HI-18.
  public var answer: SettlementResult {
    switch self {
    case .works: .succeeded
    case .alwaysDeclines: .declinedSoft
    case .asksFor3DS: .needs3DS
    }
  }
}
