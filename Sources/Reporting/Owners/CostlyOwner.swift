import Measurement

/// One of the owners who cost the platform most. Amounts are minor units of the run.
public struct CostlyOwner: Hashable, Sendable {
  /// Such as "o17".
  public let owner: String
  /// The name of its segment.
  public let segment: String
  public let writtenOff: Int64
  public let disputed: Int64
  /// Above zero only where the run was stopped.
  public let owed: Int64
  /// The command line that tells its whole story; nil where nobody can tell.
  public internal(set) var explain: String?
  /// Its life in short; nil where it was not simulated again.
  public internal(set) var timeline: OwnerTimeline?

  /// What it cost.
  public var loss: Int64 { writtenOff + disputed + owed }

  init(_ loss: CostliestOwners.Loss, segments: [SegmentIdentity]) {
    owner = "o\(loss.owner)"
    segment = segments.indices.contains(loss.segment) ? segments[loss.segment].name : ""
    writtenOff = loss.writtenOff
    disputed = loss.disputed
    owed = loss.owed
  }
}

extension RunReport {
  /// Adds what a second look at the costliest owners found.
  ///
  /// - Parameters:
  ///   - timelines: by owner, such as "o17"; an owner without one is listed without.
  ///   - explain: the command line that tells the story of an owner.
  public mutating func tellWorstOwners(_ timelines: [String: OwnerTimeline], explain: (_ owner: String) -> String) {
    for index in worstOwners.indices {
      worstOwners[index].explain = explain(worstOwners[index].owner)
      worstOwners[index].timeline = timelines[worstOwners[index].owner]
    }
  }
}
