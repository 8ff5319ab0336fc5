/// Numbers of the owners of one shard, in rising order: every `stride`-th number from `first` on.
///
/// A shard without a pipeline is a stretch of numbers. A partition of a pipeline is a residue class: partition p of P has the
/// numbers that leave p when divided by P. That is the hash that deals owners to partitions; numbers are dealt segment by
/// segment, so it spreads every segment evenly.
public struct OwnerNumbers: Hashable, Sendable {
  public let first: Int
  public let stride: Int
  public let count: Int

  /// The numbers of `range`.
  public init(_ range: Range<Int>) {
    first = range.lowerBound
    stride = 1
    count = range.count
  }

  /// The numbers below `owners` that belong to one of `partitions` partitions.
  public init(partition: Int, of partitions: Int, owners: Int) {
    first = partition
    stride = partitions
    count = partition < owners ? (owners - partition - 1) / partitions + 1 : 0
  }

  /// The number of the owner in `row`, from 0.
  @inline(__always)
  public subscript(row: Int) -> Int { first + row * stride }

  /// From the lowest number to the highest; others lie between them. Empty where there are no owners.
  public var span: Range<Int> { count == 0 ? first..<first : first..<(self[count - 1] + 1) }
}
