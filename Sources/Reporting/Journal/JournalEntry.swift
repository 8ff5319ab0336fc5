import Accounting

/// One movement of value as a journal writes it down: when, whose, why, and from where to where.
public struct JournalEntry: Sendable, BitwiseCopyable {
  public var at: Instant
  /// Place of the owner's name among the journal's owners.
  public var owner: Int32
  /// The step of the owner that moved it, from 1.
  public var step: UInt32
  public var transfer: Transfer

  public init(at: Instant, owner: Int32, step: UInt32, transfer: Transfer) {
    self.at = at
    self.owner = owner
    self.step = step
    self.transfer = transfer
  }
}

/// All that moved for some owners, in the order of time.
public struct Journal: Sendable {
  /// What the journal says of itself at its top, a line each.
  public var title: [String]
  public var unit: MoneyUnit
  /// The owners' names as a part of an account's name: letters, digits, hyphens, each once.
  public let owners: [String]
  public let entries: [JournalEntry]

  /// - Parameter entries: those of one owner in order; they are merged by time, then owner, then the owner's own order.
  public init(title: [String], unit: MoneyUnit, owners: [String], entries: [JournalEntry]) {
    self.title = title
    self.unit = unit
    self.owners = Journal.components(owners)
    // A step's transfers keep their order, because sorting is stable.
    self.entries = entries.sorted { ($0.at, $0.owner, $0.step) < ($1.at, $1.owner, $1.step) }
  }

  /// Names that every format takes: what is neither an ASCII letter nor a digit becomes a hyphen, and a name that two would have
  /// gets a number.
  private static func components(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.map { name in
      let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
      let base = plain.first.map { $0 == "-" } ?? true ? "o" + plain : plain
      var unique = base
      var number = 2
      // Beancount tells no capital from a small first letter.
      while !seen.insert(unique.lowercased()).inserted {
        unique = "\(base)-\(number)"
        number += 1
      }
      return unique
    }
  }

  /// The accounts' names, in the order of the chart.
  public static let accountNames = Account.allCases.map { String(describing: $0) }
  /// What may move value, in the order of the codes.
  public static let codeNames = TransferCode.allCases.map { String(describing: $0) }

  func code(_ entry: JournalEntry) -> String { Journal.codeNames[Int(entry.transfer.code.rawValue)] }

  /// One account of the journal: the house's, or an owner's own.
  struct Place: Hashable {
    var account: Account
    /// -1 for the house.
    var owner: Int32
  }

  func place(_ account: Account, of entry: JournalEntry) -> Place {
    Place(account: account, owner: account.isOwners ? entry.owner : -1)
  }

  /// Every account that something moved in or out of, in the order of the chart, then of the owners.
  var places: [Place] {
    var seen: Set<Place> = []
    for entry in entries {
      seen.insert(place(entry.transfer.debit, of: entry))
      seen.insert(place(entry.transfer.credit, of: entry))
    }
    return seen.sorted { ($0.account.rawValue, $0.owner) < ($1.account.rawValue, $1.owner) }
  }

  /// The name of what an account is counted in: whole units of it are the smallest there are, so a journal has no decimals.
  func commodity(_ asset: Asset) -> String {
    let minor = unit.decimals == 0 ? "" : unit.decimals == 2 ? "CENTS" : unit.decimals == 6 ? "MICROS" : "MINOR"
    return Journal.commodity(asset, money: unit.code + minor)
  }

  /// The same where money is counted in `money`, such as "USDCENTS".
  public static func commodity(_ asset: Asset, money: String) -> String {
    switch asset {
    case .money: money
    case .credits: "MILLICREDITS"
    case .reports: "MILLIREPORTS"
    case .minutes: "MILLIMINUTES"
    }
  }
}
