/// The forms that a journal is written in.
public enum JournalFormat: String, CaseIterable, Sendable {
  /// For hledger: one transaction a movement, with running balance assertions and the time as tags.
  case hledger
  /// For Ledger: the same in its own dialect.
  case ledger
  /// For Beancount, whose balances are asserted day by day.
  case beancount
  /// One JSON object a movement.
  case jsonl
  /// A table, one row a movement.
  case csv
}

extension Journal {
  /// The whole journal, handed on piece by piece. - Complexity: O(entries).
  public func write(_ format: JournalFormat, _ emit: ([UInt8]) throws -> Void) rethrows {
    var page = Page()
    switch format {
    case .hledger: try writePlainText(.hledger, into: &page, emit)
    case .ledger: try writePlainText(.ledger, into: &page, emit)
    case .beancount: try writeBeancount(into: &page, emit)
    case .jsonl: try writeLines(into: &page, emit)
    case .csv: try writeTable(into: &page, emit)
    }
    try page.flush(emit)
  }

  /// Text that is handed on in large pieces.
  struct Page {
    private var bytes: [UInt8] = []

    mutating func line(_ text: String, _ emit: ([UInt8]) throws -> Void) rethrows {
      bytes.append(contentsOf: text.utf8)
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count >= 1 << 18 { try flush(emit) }
    }

    mutating func flush(_ emit: ([UInt8]) throws -> Void) rethrows {
      if bytes.isEmpty { return }
      try emit(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Balances as they stand after each entry: above zero for what debits have made, below for what credits have.
  struct Balances {
    private var amounts: [Place: Int64] = [:]

    /// Adds `change` and returns what the place now has.
    mutating func add(_ change: Int64, to place: Place) -> Int64 {
      amounts[place, default: 0] += change
      return amounts[place, default: 0]
    }

    func amount(_ place: Place) -> Int64 { amounts[place, default: 0] }
  }
}
