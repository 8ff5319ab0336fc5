import Accounting

/// Why an automatic reload does not fire although the balance may be low: the recorded reason of rule IH-D3.
public enum ReloadPhase: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Nothing stands in the way.
  case ready
  /// A charge is out; the next one waits for its answer.
  case inFlight
  /// A soft decline: tried again at `until`.
  case backingOff
  /// Too soon after the last charge: again at `until`.
  case coolingDown
  /// The month's cap is used up: again at `until`, the start of the next month.
  case capped
  /// The card has had its attempts: again at `until`, when the oldest leaves the window.
  case cardExhausted
  /// Declined too often, declined for good, or asked for 3DS: until a new method or a successful charge.
  case paused

  /// Whether a timer ends this phase.
  @inlinable public var waits: Bool {
    switch self {
    case .backingOff, .coolingDown, .capped, .cardExhausted: true
    case .ready, .inFlight, .paused: false
    }
  }
}

/// An owner's automatic reload: what was configured, and where it stands.
public struct Reload: BitwiseCopyable, Sendable {
  public var threshold: Int64 = 0
  public var amount: Int64 = 0
  /// When a waiting phase ends.
  public var until: Instant = .distantPast
  public var lastChargeAt: Instant = .distantPast
  /// What reloads have charged (settled or in flight) in the calendar month `month`, in minor units.
  public var chargedThisMonth: Int64 = 0
  public var month: Int32 = 0
  public var inFlight: PaymentID = .none
  /// The reload that was in flight before, for its amount.
  public var lastInFlight: PaymentID = .none
  public var enabled = false
  public var phase = ReloadPhase.ready
  /// Soft declines in a row.
  public var declines: UInt8 = 0
  /// Attempts on this card: how many the ring below remembers, and where the next goes.
  public var attemptCount: UInt8 = 0
  public var attemptNext: UInt8 = 0
  public var attempts = InlineArray<16, Instant>(repeating: .distantPast)

  @usableFromInline init() {}
}

/// Whether an owner may use what credits do not cover. Source: rules PB-6, PB-D0.
public enum Access: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// There were no credits yet.
  case none
  case open
  /// The balance is used up; access ends with the timer, or when the metering has caught up.
  case closing
  /// Until the balance is above zero, or the bill is paid.
  case cutOff
}

/// One owner's books. Two of them, on purpose: `ledger` is kept by postings, the rest by the rules; invariants compare them.
public struct Owner: BitwiseCopyable, Sendable {
  /// Balance of each owner account, positive on the side on which it grows, in minor units.
  public var ledger = InlineArray<13, Int64>(repeating: 0)
  /// Sums over the live lots by class (paid, promotional), kept by the rules.
  public var remaining = InlineArray<2, Int64>(repeating: 0)
  public var held = InlineArray<2, Int64>(repeating: 0)
  /// What the owner owes, kept by the rules.
  public var debt: Int64 = 0
  /// No lot with spendable credits expires before this; it may be early, never late.
  public var soonestExpiry: Instant = .never
  /// No credits and no report of any of its wallets expire before this; it may be early, never late.
  public var soonestCreditExpiry: Instant = .never
  /// Live lots in burn order, open jobs and payments newest first; rows of the book's columns, -1 for none.
  public var firstLot: Int32 = -1
  public var lastLot: Int32 = -1
  public var firstJob: Int32 = -1
  public var firstPayment: Int32 = -1
  public var lastLotNumber: UInt32 = 0
  public var lastJobNumber: UInt32 = 0
  public var lastPaymentNumber: UInt32 = 0
  public var openJobs: Int32 = 0
  public var hasPaymentMethod = false
  public var hadFreeTier = false
  public var card = Card.works
  /// How many cards were ever attached.
  public var cards: UInt16 = 0
  public var reload = Reload()
  public var access = Access.none
  /// The owner is billed at the month's end and may not buy credits.
  public var isInArrears = false
  /// When access ends, and when what is owed is billed next; never when nothing is due, or when the metering says when.
  public var cutoffAt = Instant.never
  public var invoiceAt = Instant.never
  /// The bill in flight.
  public var invoice = PaymentID.none
  /// Settled payments in sum, in minor units, and when the first one settled.
  public var paidIn: Int64 = 0
  public var firstPaidAt = Instant.never
  /// The owner's plan, -1 before it has had to do with any; its wallets, usage and invoices, -1 for none; rows of the book's columns.
  public var membership: Int32 = -1
  public var firstWallet: Int32 = -1
  public var firstUsage: Int32 = -1
  public var firstInvoice: Int32 = -1
  public var lastInvoiceNumber: UInt32 = 0
  public var lastCreditLotNumber: UInt32 = 0
  /// How often the balance was used up where access ends as metered.
  public var lastCutoffNumber: UInt32 = 0
  /// Prices of its own, by their place in the catalog's list; -1 for none. Source: rule IV-4.
  public var overrides: Int16 = -1
  public var digest = Digest()
  /// Commands applied so far, refused ones too.
  public var steps: UInt64 = 0

  @usableFromInline init() {}

  /// Spendable credits as the rules see them, in minor units. Source: rule IH-9.
  @inlinable public var available: Int64 { remaining[0] + remaining[1] }
  /// Spendable credits less debt: what access, tiers and reloads look at.
  @inlinable public var balance: Int64 { available - debt }
  /// Escrowed credits as the rules see them, in minor units.
  @inlinable public var escrowed: Int64 { held[0] + held[1] }
}
