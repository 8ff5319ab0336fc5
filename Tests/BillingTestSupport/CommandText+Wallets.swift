import Accounting
import Billing

/// `pack 1 [for 7]`, `report`, `access 7: 1 2`, `interview 0: 27` (minutes), `prices 0`, `elapse credits 1`.
extension CommandText {
  static func walletCommand(_ verb: String, _ words: [String]) -> Command? {
    switch verb {
    case "pack":
      let endUser = after("for", words).flatMap(UInt32.init) ?? 0
      return number(words, 1).map { .buyPack(PackID(UInt8($0)), EndUserID(endUser)) }
    case "report": return .buyReport
    case "access":
      let documents = words.dropFirst(2).compactMap { UInt32($0).map { DocumentID($0) } }
      return number(words, 1).map { .access(EndUserID(UInt32($0)), DocumentList(documents)) }
    case "interview":
      guard let product = number(words, 1), let minutes = number(words, 2) else { return nil }
      return .interview(ProductID(UInt16(product)), duration_ms: minutes * Duration_ms.minute)
    case "prices": return number(words, 1).map { .overridePrices(OverrideID(UInt8($0))) }
    default: return nil
    }
  }
}
