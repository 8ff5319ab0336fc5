import Accounting
import Billing

/// One owner's part in the digest of a run: who it is, everything it did, and the balances it ended with. Parts are added up
/// without regard to order, so shards and threads do not matter.
public func ownerDigest(identity: UInt64, _ owner: Owner) -> UInt64 {
  var digest = Digest()
  digest.fold(identity)
  digest.fold(owner.digest.value)
  digest.fold(owner.steps)
  for account in owner.ledger.indices { digest.fold(owner.ledger[account]) }
  return digest.value
}
