import Measurement

/// What one replication says of the owners under a variant: how many pay more or less, and how far they keep each guardrail over
/// owners. A few numbers, so that every replication is looked at, and only the first is kept owner by owner.
public struct OwnerReplication: Sendable {
  public let replication: Int
  /// Owners that were customers under A or B, and pay less, the same or more under B.
  public let payLess: Int
  public let same: Int
  public let payMore: Int
  /// One for each guardrail; nil of those over metrics.
  let tallies: [Guardrail.OwnerTally?]

  /// - Precondition: both are of one population.
  /// - Complexity: O(owners x guardrails).
  public init(replication: Int, a: OwnerFlows, b: OwnerFlows, guardrails: [Guardrail]) {
    self.init(replication: replication, OwnerDifference.all(a, b).filter(\.isPresent), guardrails: guardrails)
  }

  init(replication: Int, _ present: [OwnerDifference], guardrails: [Guardrail]) {
    self.replication = replication
    payLess = present.count { $0.change(.paid) < 0 }
    payMore = present.count { $0.change(.paid) > 0 }
    same = present.count - payLess - payMore
    tallies = guardrails.map { $0.tally(present, replication: replication) }
  }
}

extension OwnerDifference {
  /// Every owner, those who were never customers too.
  ///
  /// - Parameter firstNumbers: the first owner number of each segment, then the number of all owners; one segment where that is nil.
  static func all(_ a: OwnerFlows, _ b: OwnerFlows, firstNumbers: [Int]? = nil) -> [OwnerDifference] {
    precondition(a.owners == b.owners, "Owners are compared one by one.")
    let firstNumbers = firstNumbers ?? [0, a.owners]
    var segment = 0
    return (0..<a.owners).map { number in
      while firstNumbers[segment + 1] <= number { segment += 1 }
      return OwnerDifference(
        owner: number, segment: segment, lifeA: a.life(ofOwner: number), lifeB: b.life(ofOwner: number),
        a: Figures(MonthlyStatement(a, owner: number)), b: Figures(MonthlyStatement(b, owner: number)))
    }
  }
}
