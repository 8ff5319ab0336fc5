import Accounting
import Billing

/// An owner's share in the digest of a run: who it is, everything that it did, and where its ledger stands.
///
/// A run's digest is the sum of its owners' shares, wrapping, so it depends neither on their order nor on the shards.
/// - Complexity: O(1).
public func ownerDigest(identity: UInt64, _ owner: borrowing Owner) -> UInt64 {
  var digest = Digest()
  digest.fold(identity)
  digest.fold(owner.digest.value)
  digest.fold(owner.steps)
  for account in owner.ledger.indices { digest.fold(owner.ledger[account]) }
  return digest.value
}

/// What stands for an owner's name in a run's digest.
///
/// The simulator's owners are called `o` and their number, and their identity is that number, so a recorded run and its
/// replay agree. Any other name is hashed, with the top bit set, so that it never meets a number.
public func ownerIdentity(name: String) -> UInt64 {
  if let number = ownerNumber(name: name) { return number }
  return IdempotencyKey(text: name).fingerprint | 1 << 63
}

/// N of a name of the form `oN`, decimal and without leading zeros, below 2⁶³; nil for any other name.
public func ownerNumber(name: String) -> UInt64? {
  let digits = name.utf8.dropFirst()
  guard name.utf8.first == UInt8(ascii: "o"), (1...19).contains(digits.count) else { return nil }
  guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
  var number: UInt64 = 0
  for digit in digits {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
    number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
  }
  return number >> 63 == 0 ? number : nil
}

/// A digest as it is printed: sixteen hexadecimal digits.
public func hexadecimal(_ digest: UInt64) -> String {
  let digits = String(digest, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
