/// A lot's number among its owner's lots, from 1 in the order of granting.
@frozen public struct LotID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// A job's number among its owner's jobs, chosen by whoever opens it.
@frozen public struct JobID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// A payment's number among its owner's payments, from 1 in the order of charging.
@frozen public struct PaymentID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
  /// No payment: the lot was granted without one.
  @inlinable public static var none: PaymentID { PaymentID(0) }
}

/// A plan's place in the catalog's list, from 0.
@frozen public struct PlanID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt8
  @inlinable public init(_ number: UInt8) { self.number = number }
  @inlinable public var index: Int { Int(number) }
}

/// A pack's place on the catalog's shelf, from 0.
@frozen public struct PackID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt8
  @inlinable public init(_ number: UInt8) { self.number = number }
  @inlinable public var index: Int { Int(number) }
}

/// A product's place in the catalog's list, from 0.
@frozen public struct ProductID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt16
  @inlinable public init(_ number: UInt16) { self.number = number }
  @inlinable public var index: Int { Int(number) }
}

/// A set of prices of its own, by its place in the catalog's list, from 0. Source: rule IV-4.
@frozen public struct OverrideID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt8
  @inlinable public init(_ number: UInt8) { self.number = number }
  @inlinable public var index: Int { Int(number) }
}

/// An owner's customer, by the owner's own number for it, from 1; 0 is the owner itself. Source: rule HI-14.
@frozen public struct EndUserID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
  /// Nobody else: the owner itself.
  @inlinable public static var owner: EndUserID { EndUserID(0) }
}

/// A document, by the owner's own number for it.
@frozen public struct DocumentID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// An invoice's number among its owner's invoices, from 1 in the order of raising.
@frozen public struct InvoiceID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
  @inlinable public static var none: InvoiceID { InvoiceID(0) }
}

/// A lot of credits or reports, by its number among its owner's, from 1 in the order of buying.
@frozen public struct CreditLotID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// How often an owner's balance was used up where access ends as metered, from 1: which cutoff is meant. Source: rule PB-D0.
@frozen public struct CutoffID: Hashable, Sendable, BitwiseCopyable {
  public var number: UInt32
  @inlinable public init(_ number: UInt32) { self.number = number }
}

/// What makes a request the same request when it is sent twice: a fingerprint of the caller's key. Zero is "no key".
@frozen public struct IdempotencyKey: Hashable, Sendable, BitwiseCopyable {
  public var fingerprint: UInt64
  @inlinable public init(fingerprint: UInt64) { self.fingerprint = fingerprint }
  @inlinable public static var none: IdempotencyKey { IdempotencyKey(fingerprint: 0) }

  /// The key of a caller's text, by FNV-1a; never `none`.
  public init(text: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    fingerprint = hash == 0 ? 1 : hash
  }
}

/// Where an owner lies in the book of its shard: a row number, never an identity. It must not reach a digest or a draw.
@frozen public struct OwnerSlot: Hashable, Sendable, BitwiseCopyable {
  public var row: Int32
  @inlinable public init(_ row: Int) { self.row = Int32(truncatingIfNeeded: row) }
  @inlinable public var index: Int { Int(row) }
}
