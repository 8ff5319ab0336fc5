/// Whether more of a figure is better or less.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  case min, max

  /// Whether `a` is better than `b`.
  public func isBetter(_ a: Double, than b: Double) -> Bool { self == .max ? a > b : a < b }
}

/// The points that no other point beats.
public enum ParetoFront {
  /// The indices, in order, of the rows that no other row is at least as good as in every column and better in one. Rows that lack a
  /// value are none of them.
  ///
  /// - Complexity: O(rows² x columns).
  public static func indices(_ rows: [[Double?]], _ directions: [Direction]) -> [Int] {
    let whole = rows.indices.filter { rows[$0].allSatisfy { $0 != nil } }
    let values = whole.map { rows[$0].map { $0 ?? 0 } }
    return whole.indices.filter { candidate in
      !values.contains { beats($0, values[candidate], directions) }
    }.map { whole[$0] }
  }

  private static func beats(_ a: [Double], _ b: [Double], _ directions: [Direction]) -> Bool {
    var isBetter = false
    for (column, direction) in directions.enumerated() {
      if direction.isBetter(b[column], than: a[column]) { return false }
      if direction.isBetter(a[column], than: b[column]) { isBetter = true }
    }
    return isBetter
  }
}
