import Accounting
import Reporting
import Simulation

/// An equation of a journal that does not hold, with both its sides.
public struct JournalViolation: Hashable, Sendable {
  /// What must hold of every entry.
  public enum Equation: String, CaseIterable, Sendable {
    /// Of each commodity an entry debits as much as it credits.
    case entryBalances = "entry-balances"
    /// What an account had before the entry and what the entry moved are together what the entry says that it has.
    case runningBalance = "running-balance"
    /// Entries are numbered from 1 without a gap, and the last one's number is how many there are.
    case entriesComplete = "entries-complete"
    /// No entry is earlier than the one before it.
    case timeOrder = "time-order"
    /// No entry belongs to an earlier step of its owner than the one before it.
    case stepOrder = "step-order"
  }

  public var place: Place
  public var equation: Equation
  /// Both sides in words, such as "cash had 100 and got 50, which makes 150, is not the stated 151".
  public var sentence: String

  /// `file:line:column: violated: equation: sentence`.
  public var rendered: String { "\(place): violated: \(equation.rawValue): \(sentence)" }
}

/// Adds a journal up once more, entry by entry. It keeps a balance an account and two figures an owner, and nothing of the entries.
struct JournalAudit {
  /// How many equations were looked at.
  private(set) var checks: Int64 = 0
  private(set) var entries: Int64 = 0
  /// The first ones only; `count` has them all.
  private(set) var violations: [JournalViolation] = []
  private(set) var count: Int64 = 0
  /// What money is counted in; nil before the first entry of money.
  private(set) var money: String?
  var owners: Int { people.count }

  /// How many violations are kept.
  static let most = 20

  private struct Holding: Hashable {
    var account: Account
    /// The owner's number; -1 for the house.
    var owner: Int
  }

  private struct Person {
    var number: Int
    var step: Int64
  }

  private var balances: [Holding: Int64] = [:]
  private var people: [String: Person] = [:]
  private var latest: Instant?
  private var last: (number: Int64, of: Int64)?

  /// What an entry cannot be judged by.
  enum Refusal: Error {
    /// Its commodity is not that of its accounts.
    case wrongCommodity(allowed: String)
    /// A balance that 64 bits do not hold.
    case tooLarge
  }

  /// Adds one entry. - Parameter place: where a column of it stands in the file.
  mutating func add(_ row: JournalRow, place: (_ column: String) -> Place) throws(Refusal) {
    let units = try commodities(of: row)
    entries += 1
    check(.entryBalances, units.debit == units.credit, place("credit")) {
      "debits are \(row.amount) \(units.debit) and 0 \(units.credit), credits are 0 \(units.debit) and \(row.amount) \(units.credit)"
    }
    checkOrder(row, place)
    let person = people[row.owner, default: Person(number: people.count, step: row.step)]
    check(.stepOrder, row.step >= person.step, place("step")) {
      "step \(row.step) of \(row.owner) is not at or after step \(person.step), which came before it"
    }
    people[row.owner] = Person(number: person.number, step: row.step)
    let sides = [
      (row.debit, row.amount, row.debitBalance, "debit_balance"), (row.credit, -row.amount, row.creditBalance, "credit_balance"),
    ]
    for (account, change, stated, column) in sides {
      let key = Holding(account: account, owner: account.isOwners ? person.number : -1)
      let before = balances[key, default: 0]
      let (sum, overflows) = before.addingReportingOverflow(change)
      if overflows { throw .tooLarge }
      check(.runningBalance, sum == stated, place(column)) {
        let name = Journal.accountNames[Int(account.rawValue)] + (account.isOwners ? " of \(row.owner)" : "")
        return "\(name): \(before) before and \(change) moved make \(sum), which is not the stated \(stated)"
      }
      // The next entry is judged by what this one says, so that one mistake is not told again and again.
      balances[key] = stated
    }
  }

  /// The last equation, when there is no further entry. - Parameter end: the last line.
  mutating func finish(_ end: Place) {
    guard let last else { return }
    check(.entriesComplete, last.number == last.of, end) {
      "the last entry is number \(last.number), which is not the stated \(last.of) of all entries"
    }
  }

  /// What the two accounts are counted in, by the entry.
  private mutating func commodities(of row: JournalRow) throws(Refusal) -> (debit: String, credit: String) {
    let assets = [row.debit.asset, row.credit.asset]
    let quantities = Asset.allCases.filter { $0 != .money }.map { Journal.commodity($0, money: "") }
    if money == nil, assets.contains(.money), !quantities.contains(row.commodity) { money = row.commodity }
    let names = assets.map { Journal.commodity($0, money: money ?? "the currency's minor unit") }
    // The names of a balanced entry are the same; of another, one of them is the entry's.
    guard names.contains(row.commodity) else { throw .wrongCommodity(allowed: names[0]) }
    return (names[0], names[1])
  }

  private mutating func checkOrder(_ row: JournalRow, _ place: (_ column: String) -> Place) {
    let (next, of, before) = ((last?.number ?? 0) + 1, last?.of ?? row.of, latest ?? row.at)
    check(.entriesComplete, row.entry == next, place("entry")) {
      "entry \(row.entry) is not \(next), the one after the entry before it"
    }
    check(.entriesComplete, row.of == of, place("of")) {
      "\(row.of) entries in all is not \(of), which the entry before it says"
    }
    check(.timeOrder, row.at >= before, place("at")) {
      "\(row.at.rfc3339) is not at or after \(before.rfc3339) of the entry before it"
    }
    last = (min(row.entry, .max - 1), row.of)
    latest = row.at
  }

  private mutating func check(
    _ equation: JournalViolation.Equation, _ holds: Bool, _ place: @autoclosure () -> Place, _ sentence: () -> String
  ) {
    checks += 1
    if holds { return }
    count += 1
    if violations.count < Self.most {
      violations.append(JournalViolation(place: place(), equation: equation, sentence: sentence()))
    }
  }
}
