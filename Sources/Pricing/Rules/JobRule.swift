import Accounting

/// How escrowed jobs end. Source: rules IH-5, FH-4.
public struct JobRule: Hashable, Sendable {
  /// What becomes of a slot whose work was rejected.
  public enum RejectedSlot: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// The slot is over and its escrow goes back to the balance at once.
    case release
    /// The slot is open again for somebody else; its escrow stays held.
    case reopen
  }

  public var rejectedSlot: RejectedSlot
  /// A job without a deadline of its own times out after this long, in milliseconds.
  public var timeout_ms: Int64
  /// Most slots of one job.
  public var mostSlots: Int64

  public init(rejectedSlot: RejectedSlot = .release, timeout_ms: Int64 = 30 * Duration_ms.day, mostSlots: Int64 = 100_000) {
    self.rejectedSlot = rejectedSlot
    self.timeout_ms = timeout_ms
    self.mostSlots = mostSlots
  }
}

/// The smallest and the largest amount of one purchase, in minor units, and how long it may stay unpaid. Source: rules FH-5, FH-8,
/// PB-2.
public struct PurchaseLimits: Hashable, Sendable {
  public var minimum: Int64
  public var maximum: Int64
  /// A purchase that nobody has paid this long after it was begun lapses, in milliseconds; nil when it may take for ever.
  public var checkoutExpires_ms: Int64?

  public init(minimum: Int64 = 1, maximum: Int64 = Limits.largestAmount, checkoutExpires_ms: Int64? = nil) {
    self.minimum = minimum
    self.maximum = maximum
    self.checkoutExpires_ms = checkoutExpires_ms
  }
}

/// What the card processor keeps of a settled charge: a share plus a fixed part, in minor units.
public struct ProcessorFeeRule: Hashable, Sendable {
  public var share: Share
  public var fixed: Int64

  public init(share: Share = .none, fixed: Int64 = 0) {
    self.share = share
    self.fixed = fixed
  }

  public static let none = ProcessorFeeRule()

  /// The fee on a charge of `amount` minor units, the share rounded half-up; never more than the charge itself.
  public func fee(on amount: Int64) -> Int64 {
    min(amount, share.of(amount, rounding: .halfUp) + fixed)
  }
}
