import Accounting

/// What the amounts of a report are counted in: a currency and how many decimal places its minor unit has.
public struct MoneyUnit: Hashable, Sendable {
  /// ISO 4217, such as "USD".
  public var code: String
  /// 2 for cents, 6 for micro-units; 0 when the minor unit is the major one.
  public var decimals: Int

  public init(code: String, decimals: Int) {
    self.code = code
    self.decimals = max(0, decimals)
  }

  /// What the amounts of `asset` are counted in where money is counted in this: thousandths of a credit, report or minute.
  func of(_ asset: Asset) -> MoneyUnit {
    asset == .money ? self : MoneyUnit(code: String(describing: asset), decimals: 3)
  }

  /// An amount in major units, such as "-1,234.50", exact for every amount: the digits are moved, nothing is divided.
  public func text(_ minor: Int64) -> String { text(minor, grouping: ",") }

  /// An amount in major units without thousands separators, such as "-1234.50", which every spreadsheet reads.
  public func plainText(_ minor: Int64) -> String { text(minor, grouping: "") }

  private func text(_ minor: Int64, grouping: String) -> String {
    var digits = String(minor.magnitude)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let whole = NumberText.grouped(digits: digits.dropLast(decimals), by: grouping)
    let sign = minor < 0 ? "-" : ""
    return decimals == 0 ? sign + whole : "\(sign)\(whole).\(digits.suffix(decimals))"
  }
}
