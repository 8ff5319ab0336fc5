import Accounting
import Auditing
import Pricing
import Testing

@testable import Billing

@Suite("Every invariant can fail")
struct FaultTests {
  @Test("A planted bug is reported as the invariant that it breaks, with both sides", arguments: Fault.all)
  func planted(_ fault: Fault) throws {
    var watched = Watched(.watched)
    let violation = try #require(fault.story(&watched, true), "nobody noticed")
    #expect(violation.invariant == fault.invariant, "\(violation.sentence)")
    #expect(violation.left != violation.right, "\(violation.sentence)")
    #expect(!violation.leftName.isEmpty && !violation.rightName.isEmpty)
    #expect(violation.owner == watched.owner)
    #expect(violation.at == watched.now)
    #expect(watched.auditor.count(fault.invariant) > 0, "a check that found something was not counted")
  }

  @Test("The same story without the bug is in order", arguments: Fault.all)
  func sound(_ fault: Fault) {
    var watched = Watched(.watched)
    let violation = fault.story(&watched, false)
    #expect(violation == nil, "\(violation?.invariant.name ?? ""): \(violation?.sentence ?? "")")
    let end = watched.close()
    #expect(end == nil, "\(end?.invariant.name ?? ""): \(end?.sentence ?? "")")
  }

  /// The oracle is no part of the auditor: its planted bugs are in the tests of the oracle.
  @Test("No invariant is without a planted bug", arguments: Invariant.allCases.filter { $0 != .oracleAgrees })
  func covered(_ invariant: Invariant) {
    #expect(Fault.all.contains { $0.invariant == invariant })
  }

  @Test("A step's violation names command, answer and step")
  func whereabouts() throws {
    var watched = Watched(.watched)
    #expect(watched.send(Command.funded) == nil)
    let violation = try #require(watched.send(.job) { $0.lots[1].held -= 1 })
    #expect(violation.command?.kind == .openJob)
    #expect(violation.status == .ok)
    #expect(violation.step == 4)
    #expect(violation.sentence == "a lot's grant of 2500 is not the sum of its parts 2499")
  }

  @Test("Waiting times that a price change shortens keep those that have begun", arguments: [[1], [1, 10, 10]] as [[Int64]])
  func changedBackOff(hours: [Int64]) {
    let before = Terms.watched
    var after = before
    after.reload.backOff_ms = hours.map { $0 * Duration_ms.hour }
    var watched = Watched(before)
    let change = watched.now.advanced(by: 5 * Duration_ms.hour)
    watched = Watched(before, revision: Catalog.Revision(effective: change, terms: after))
    let low = Command.configureReload(enabled: true, threshold: 60_000, amount: 20_000)
    #expect(watched.send(Command.funded + [low, .settle(PaymentID(2), .declinedSoft)]) == nil)
    watched.now = watched.now.advanced(by: Duration_ms.hour)
    #expect(watched.send([.elapse(.reload), .settle(PaymentID(3), .declinedSoft)]) == nil)
    // Two declines, and from the change on perhaps a single waiting time.
    watched.now = watched.now.advanced(by: 4 * Duration_ms.hour)
    let violation = watched.send(.elapse(.reload))
    #expect(violation == nil, "\(violation?.sentence ?? "")")
  }
}
