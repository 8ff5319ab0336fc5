import Population

/// How the owners are cut into shards: neighbours, no more than so many together, and all of one catalog, because a shard
/// has one book. With a pipeline every partition is a shard, and there is one catalog.
struct ShardPlan: Sendable {
  private struct Stretch {
    var catalog: Int
    var owners: Range<Int>
    var firstShard: Int
  }

  private let stretches: [Stretch]
  private let shardOwners: Int
  /// Partitions of the pipeline; zero without one.
  let partitions: Int
  private let owners: Int
  let shards: Int

  /// - Precondition: with `partitions`, all segments pay by one catalog.
  init(segments: [Segment], layout: Layout, shardOwners: Int, partitions: Int = 0) {
    self.partitions = partitions
    owners = layout.owners
    var stretches: [Stretch] = []
    for (index, segment) in segments.enumerated() {
      let owners = layout.firstNumbers[index]..<layout.firstNumbers[index + 1]
      if owners.isEmpty { continue }
      if let last = stretches.last, last.catalog == segment.catalog {
        stretches[stretches.count - 1].owners = last.owners.lowerBound..<owners.upperBound
      } else {
        stretches.append(Stretch(catalog: segment.catalog, owners: owners, firstShard: 0))
      }
    }
    var shards = 0
    for index in stretches.indices {
      stretches[index].firstShard = shards
      shards += (stretches[index].owners.count + shardOwners - 1) / shardOwners
    }
    self.stretches = stretches
    self.shardOwners = shardOwners
    self.shards = partitions > 0 ? min(partitions, layout.owners) : shards
    precondition(partitions == 0 || Set(segments.map(\.catalog)).count <= 1, "A partition of a pipeline has one book.")
  }

  /// The owners of a shard and the catalog that they pay by; nil past the last. Later shards have higher owner numbers.
  /// - Complexity: O(segments).
  subscript(shard: Int) -> (numbers: OwnerNumbers, catalog: Int)? {
    if partitions > 0 {
      // A partition's lowest owner number is the partition's own.
      let catalog = stretches.first?.catalog ?? 0
      return shard < shards ? (OwnerNumbers(partition: shard, of: partitions, owners: owners), catalog) : nil
    }
    guard shard < shards, let stretch = stretches.last(where: { $0.firstShard <= shard }) else { return nil }
    let first = stretch.owners.lowerBound + (shard - stretch.firstShard) * shardOwners
    return (OwnerNumbers(first..<min(stretch.owners.upperBound, first + shardOwners)), stretch.catalog)
  }
}
