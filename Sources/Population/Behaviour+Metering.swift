import Sampling

/// What metering draws for one owner. Both draws are the owner's own, so they are the same in any shard.
extension Behaviour {
  /// How long metering the owner's use with this ordinal takes, in nanoseconds of at least one.
  @inline(__always)
  public func serviceTime(_ law: Distribution, use ordinal: UInt32, _ row: Int) -> Int64 {
    Int64(min(max(law.sample(stream(row), Purpose.service, ordinal).rounded(), 1), 1e15))
  }

  /// How long the cutoff with this number takes once the use is metered, in milliseconds.
  public func cutoffDelay(_ law: Distribution, cutoff number: UInt32, _ row: Int) -> Int64 {
    milliseconds(law.sample(stream(row), Purpose.cutoffDelay, number))
  }
}
