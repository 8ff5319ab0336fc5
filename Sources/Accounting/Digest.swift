/// A running 64-bit fingerprint of a sequence of words: two runs that did the same have the same digest.
///
/// It is for telling runs apart, not against an adversary. Each word is multiplied by an odd constant into the state
/// after a rotation, so the order of the words counts. - Complexity: O(1) a word, about a nanosecond.
@frozen
public struct Digest: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline var state: UInt64

  @inlinable
  public init() { state = 0x9E37_79B9_7F4A_7C15 }

  /// Mixes 64 bits in; their order counts.
  @inlinable
  public mutating func fold(_ word: UInt64) {
    fold(word, times: Digest.factor)
  }

  @inlinable public static var factor: UInt64 { 0xD6E8_FEB8_6659_FD93 }

  /// `fold` with the factor from where it is stored.
  @inlinable @inline(__always)
  public mutating func fold(_ word: UInt64, times factor: UInt64) {
    let rotated = state << 27 | state >> 37
    state = (rotated ^ word) &* factor
  }

  @inlinable
  public mutating func fold(_ word: Int64) { fold(UInt64(bitPattern: word)) }

  /// The fingerprint of all words so far.
  @inlinable public var value: UInt64 {
    var mixed = state
    mixed ^= mixed >> 32
    mixed = mixed &* 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 29
    mixed = mixed &* 0x9FB2_1C65_1E98_DF25
    return mixed ^ mixed >> 32
  }
}
