import Accounting

extension Transfer {
  /// What a faulty ledger would have written instead.
  mutating func change(debit: Account? = nil, credit: Account? = nil, code: TransferCode? = nil) {
    self = Transfer(debit: debit ?? self.debit, credit: credit ?? self.credit, amount: amount, code: code ?? self.code)
  }
}
