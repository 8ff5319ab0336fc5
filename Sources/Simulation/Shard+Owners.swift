import Accounting
import Billing
import Measurement

/// What each owner came to, for runs that are compared owner by owner. Everything here is reached only when
/// `RunOptions.measuresOwners` is set.
extension Shard where Pending: ~Copyable {
  /// Adds the last step to its owner's figures; money of a coarser catalog in the run's smallest unit.
  mutating func noteOwner(_ status: Status, _ owner: OwnerSlot) {
    let number = numbers[owner.index]
    ownerFlows?.add(1, to: status.isOK ? .obeyed : .refused, owner: number)
    var isPaid = false
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      let amount = transfer.amount * (transfer.code.asset == .money ? factor : 1)
      ownerFlows?.add(amount, to: .moved(transfer.code, transfer.creditClass), owner: number)
      isPaid = isPaid || transfer.debit == .cash
    }
    // A payment may repay a debt and become credits: two transfers, one payment.
    if isPaid { ownerFlows?.add(1, to: .payments, owner: number) }
  }

  /// Notes what the owners of a shard have left and how far their lives have come.
  mutating func foldOwners() {
    if ownerFlows == nil { return }
    for row in book.owners.indices {
      for account in Account.allCases where account.isOwners {
        let balance = book.owners[row].ledger[Int(account.rawValue)] * (account.asset == .money ? factor : 1)
        ownerFlows?.add(balance, to: .closing(account), owner: numbers[row])
      }
      let persona = behaviour.personas[row]
      let life: OwnerFlows.Life = persona.hasLeft ? .left : persona.hasJoined ? .member : .absent
      ownerFlows?.add(life.rawValue, to: .life, owner: numbers[row])
    }
  }
}
