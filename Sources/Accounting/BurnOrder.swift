/// Which of two lots is spent first. Every order is total: ties end at the lot's number. Source: rule FH-D3.
public enum BurnOrder: UInt8, CaseIterable, Sendable {
  /// Priority, then soonest expiry (never last), then promotional before paid, then oldest.
  case soonestExpiry
  case oldestFirst
  case paidFirst
  case promotionalFirst
  case largestFirst
  case lowestBasisFirst

  /// Whether `left` burns before `right`. - Complexity: O(1).
  @inlinable @inline(__always)
  public func ranks(_ left: borrowing Lot, before right: borrowing Lot) -> Bool {
    if left.priority != right.priority { return left.priority < right.priority }
    switch self {
    case .soonestExpiry:
      if left.expiresAt != right.expiresAt { return left.expiresAt < right.expiresAt }
      if left.creditClass != right.creditClass { return left.creditClass == .promotional }
    case .oldestFirst:
      break
    case .paidFirst:
      if left.creditClass != right.creditClass { return left.creditClass == .paid }
    case .promotionalFirst:
      if left.creditClass != right.creditClass { return left.creditClass == .promotional }
    case .largestFirst:
      if left.granted != right.granted { return left.granted > right.granted }
    case .lowestBasisFirst:
      // Basis per credit, compared without dividing.
      let leftBasis = left.costBasis.multipliedFullWidth(by: right.granted)
      let rightBasis = right.costBasis.multipliedFullWidth(by: left.granted)
      if leftBasis != rightBasis { return leftBasis < rightBasis }
    }
    if left.grantedAt != right.grantedAt { return left.grantedAt < right.grantedAt }
    return left.id.number < right.id.number
  }
}
