/// The owners who cost the platform most: what was written off of theirs, what their banks took back of what was earned already,
/// and what they still owe in a run that was stopped. A short list, so that a run of millions keeps ten of them.
///
/// Of equal losses the lower number comes first, so the list is the same whatever the parts were that it was merged from.
public struct CostliestOwners: Equatable, Sendable {
  /// What one owner cost, in minor units.
  public struct Loss: Equatable, Sendable {
    /// Its number in the population, and that of its segment.
    public var owner: Int
    public var segment: Int
    public var writtenOff: Int64
    public var disputed: Int64
    /// Not written off yet: above zero only where the run did not come to its end.
    public var owed: Int64

    public init(owner: Int, segment: Int, writtenOff: Int64, disputed: Int64 = 0, owed: Int64 = 0) {
      self.owner = owner
      self.segment = segment
      self.writtenOff = writtenOff
      self.disputed = disputed
      self.owed = owed
    }

    /// Both are bounded by what the owner ever moved.
    public var sum: Int64 { writtenOff + disputed + owed }

    fileprivate func isAhead(of other: Loss) -> Bool { (other.sum, owner) < (sum, other.owner) }
  }

  /// How many are kept.
  public static let most = 10
  /// The costliest first.
  public private(set) var losses: [Loss] = []

  public init() {}

  /// Keeps the loss if it is one of the largest; who costs nothing is never kept. - Complexity: O(`most`).
  public mutating func add(_ loss: Loss) {
    if loss.sum <= 0 { return }
    if losses.count == CostliestOwners.most, let last = losses.last, !loss.isAhead(of: last) { return }
    losses.insert(loss, at: losses.firstIndex { loss.isAhead(of: $0) } ?? losses.count)
    if losses.count > CostliestOwners.most { losses.removeLast() }
  }

  /// Adds what another thread kept of other owners. - Complexity: O(`most`²).
  public mutating func merge(_ other: CostliestOwners) { for loss in other.losses { add(loss) } }
}
