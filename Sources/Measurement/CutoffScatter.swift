/// How late access ended, and what was used beyond the balance until then: a count of cutoffs for each pair of powers of two.
/// Merged by adding.
public struct CutoffScatter: Equatable, Sendable {
  /// Cutoffs whose delay and overdraft lie between two bounds, the lower ones included; from 0 to 1 is exactly nothing.
  public struct Cell: Hashable, Sendable {
    public var delayFrom_ms: Int64
    public var delayTo_ms: Int64
    /// In minor units.
    public var overspentFrom: Int64
    public var overspentTo: Int64
    public var count: Int64
    /// The overdrafts of all of them together.
    public var overspent: Int64
  }

  private static let width = 64
  private var counts: [Int64] = []
  private var sums: [Int64] = []

  public init() {}

  /// Counts one cutoff. - Complexity: O(1).
  public mutating func add(delay_ms: Int64, overspent: Int64) {
    let place = CutoffScatter.place(of: delay_ms) * CutoffScatter.width + CutoffScatter.place(of: overspent)
    if counts.isEmpty {
      counts = Array(repeating: 0, count: CutoffScatter.width * CutoffScatter.width)
      sums = counts
    }
    counts[place] += 1
    sums[place] += overspent
  }

  /// Those that something fell into, by delay and then by overdraft.
  public var cells: [Cell] {
    counts.indices.filter { counts[$0] > 0 }.map { place in
      let (delay, overspent) = place.quotientAndRemainder(dividingBy: CutoffScatter.width)
      return Cell(
        delayFrom_ms: CutoffScatter.bound(delay), delayTo_ms: CutoffScatter.bound(delay + 1),
        overspentFrom: CutoffScatter.bound(overspent), overspentTo: CutoffScatter.bound(overspent + 1), count: counts[place],
        overspent: sums[place])
    }
  }

  mutating func merge(_ other: CutoffScatter) {
    if other.counts.isEmpty { return }
    if counts.isEmpty {
      self = other
      return
    }
    for place in counts.indices {
      counts[place] += other.counts[place]
      sums[place] += other.sums[place]
    }
  }

  /// 0 for nothing, 1 for 1, 2 for 2 and 3, 3 for 4 to 7.
  private static func place(of value: Int64) -> Int { 64 - UInt64(max(0, value)).leadingZeroBitCount }

  /// Where a place begins.
  private static func bound(_ place: Int) -> Int64 { place == 0 ? 0 : place > 63 ? .max : 1 << Int64(place - 1) }
}
