import Accounting

/// Divides `total` minor units by `shares` so that the parts always add up: every share is floored, then the missing units
/// are handed out one by one from the first share on. Source: rule FH-D2.
///
/// - Precondition: the shares are at least zero and add up to the whole; `total` is at least zero.
/// - Complexity: O(shares).
public func allotment(of total: Int64, by shares: [Share]) -> [Int64] {
  precondition(shares.reduce(0) { $0 + $1.millionths } == Share.whole.millionths, "Shares add up to the whole.")
  var parts = shares.map { $0.of(total, rounding: .down) }
  // Each floor leaves less than one unit out, so fewer units are missing than there are shares.
  let missing = total - parts.reduce(0, +)
  for index in 0..<Int(missing) { parts[index] += 1 }
  return parts
}
