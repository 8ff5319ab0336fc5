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
