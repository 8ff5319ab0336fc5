import Accounting
import Auditing
import Billing
import Oracle
import Population
import Pricing

/// The naive books of the owners that are followed by one, a shard at a time. Which owners these are depends on their numbers only.
struct Oracles {
  private let millionths: Int
  private var books: [Int: NaiveBook] = [:]
  /// Steps that were compared.
  private(set) var checks: Int64 = 0

  init(millionths: Int) { self.millionths = millionths }

  /// What owners without an oracle pay for.
  @inline(__always) var isOn: Bool { millionths > 0 }
  @inline(__always) var isEmpty: Bool { books.isEmpty }

  mutating func open(_ numbers: OwnerNumbers, catalog: Catalog) {
    books.removeAll(keepingCapacity: true)
    if millionths == 0 { return }
    for row in 0..<numbers.count where Oracles.chooses(numbers[row], millionths) {
      books[row] = NaiveBook(catalog: catalog)
    }
  }

  /// A fixed scramble of the number, so that neighbours, who often are of one kind, are not chosen together.
  static func chooses(_ number: Int, _ millionths: Int) -> Bool {
    var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
    return (mixed ^ mixed >> 32) % 1_000_000 < UInt64(millionths)
  }

  /// Sends the step to the owner's oracle, if it has one. - Returns: the first figure on which the two differ.
  mutating func disagreement(
    _ book: borrowing Book, _ command: Command, _ owner: OwnerSlot, _ status: Status, at now: Instant
  ) -> Violation? {
    guard let answer = books[owner.index]?.apply(command, at: now), let naive = books[owner.index] else { return nil }
    checks += 1
    guard let found = LockStep.compare(status, answer) ?? LockStep.compare(book, owner, naive, at: now) else { return nil }
    return Violation(
      invariant: .oracleAgrees, leftName: "by the core, \(found.figure)", left: found.core, rightName: "by the oracle",
      right: found.oracle, owner: owner, at: now, command: command, status: status, step: book.owners[owner.index].steps)
  }
}
