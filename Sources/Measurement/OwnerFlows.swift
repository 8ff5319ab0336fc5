import Accounting

/// What moved for each owner over the whole run, what it has left, and how it lived: columns of integers in the order of owner
/// numbers. Kept only when a comparison asks for it. Each owner is written by one thread, so parts are merged by adding.
///
/// A column exists once something was written to it: a run has few kinds of transfers, so an owner takes some 200 bytes.
public struct OwnerFlows: Sendable {
  /// Owners of the whole population, simulated or not.
  public let owners: Int
  private var columns = [[Int64]](repeating: [], count: Figure.count)

  /// How far an owner's life had come at the end of the run; its number is its rank in `allCases`.
  public enum Life: Int64, CaseIterable, Sendable {
    /// Joins after the end, or was not simulated.
    case absent
    case member
    case left
  }

  /// One column.
  public enum Figure: Hashable, Sendable {
    /// The sum of transfers of a code and class, in the run's minor units or in thousandths.
    case moved(TransferCode, CreditClass)
    /// The balance of one of the owner's accounts at the end, positive where it grows.
    case closing(Account)
    /// Commands that were obeyed and commands that were refused.
    case obeyed, refused
    /// Card payments that settled.
    case payments
    /// A `Life`.
    case life

    private static let moves = 128

    fileprivate static let count = moves + Account.ownerCount + 4

    fileprivate var index: Int {
      switch self {
      case .moved(let code, let creditClass): Int(code.rawValue) * 2 + Int(creditClass.rawValue)
      case .closing(let account): Figure.moves + Int(account.rawValue)
      case .obeyed: Figure.moves + Account.ownerCount
      case .refused: Figure.moves + Account.ownerCount + 1
      case .payments: Figure.moves + Account.ownerCount + 2
      case .life: Figure.moves + Account.ownerCount + 3
      }
    }
  }

  public init(owners: Int) { self.owners = owners }

  /// The figure of one owner; zero where nothing was ever written. - Complexity: O(1).
  public subscript(figure: Figure, owner: Int) -> Int64 {
    let column = columns[figure.index]
    return column.isEmpty ? 0 : column[owner]
  }

  /// Adds to the figure of one owner. - Complexity: O(1), but for the first write to a column: O(owners).
  public mutating func add(_ amount: Int64, to figure: Figure, owner: Int) {
    if amount == 0 { return }
    let index = figure.index
    if columns[index].isEmpty { columns[index] = [Int64](repeating: 0, count: owners) }
    columns[index][owner] += amount
  }

  /// How far the owner's life had come.
  public func life(ofOwner owner: Int) -> Life { Life(rawValue: self[.life, owner]) ?? .absent }

  /// Adds what another thread noted about other owners. - Complexity: O(owners x columns in use).
  public mutating func merge(_ other: OwnerFlows) {
    precondition(owners == other.owners, "Only parts of one population add up.")
    for index in columns.indices where !other.columns[index].isEmpty {
      if columns[index].isEmpty {
        columns[index] = other.columns[index]
      } else {
        for owner in 0..<owners { columns[index][owner] += other.columns[index][owner] }
      }
    }
  }
}
