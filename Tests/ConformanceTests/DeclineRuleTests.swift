import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("IH-D3: what follows a declined reload")
struct DeclineRuleTests {
  /// An owner who is below the threshold with the processor giving `answers`.
  private func declined(_ answers: [SettlementResult], _ change: (inout ReloadRule) -> Void = { _ in }) -> Ledger {
    let ledger = Ledger.funded(20_000, Terms.onTop.with { change(&$0.reload) })
    ledger.reload(below: 10_000, add: 50_000)
    ledger.nextAnswers = answers
    ledger.spend(downTo: 1_000)
    return ledger
  }

  @Test("IH-D3 a declined reload is tried again after 1, 3 and 7 hours, then auto-reload pauses")
  func backOffThenPause() {
    let ledger = declined(Array(repeating: .declinedSoft, count: 9))
    ledger.expect(available: 1_000, phase: .backingOff)
    ledger.wait(Duration_ms.hour - 1)
    #expect(ledger.reloads.count == 1)
    ledger.wait(30 * Duration_ms.day)
    #expect(ledger.reloadHours(since: .start) == [0, 1, 1 + 3, 1 + 3 + 7])
    ledger.expect(available: 1_000, phase: .paused)
    #expect(ledger.reloadTimers.isEmpty)
    ledger.spend(downTo: 500)
    #expect(ledger.reloads.count == 4)
  }

  @Test("IH-D3 other waiting times are the catalog's", arguments: [[], [2], [1, 1, 1, 1, 1]] as [[Int64]])
  func otherBackOff(hours: [Int64]) {
    let ledger = declined(Array(repeating: .declinedSoft, count: 9)) { $0.backOff_ms = hours.map { $0 * Duration_ms.hour } }
    ledger.wait(Duration_ms.week)
    var expected: [Int64] = [0]
    for wait in hours { expected.append(expected[expected.count - 1] + wait) }
    #expect(ledger.reloadHours(since: .start) == expected)
    ledger.expect(phase: .paused)
  }

  @Test("IH-D3 a hard decline or a 3DS demand pauses at once", arguments: [SettlementResult.declinedHard, .needs3DS])
  func pausesAtOnce(answer: SettlementResult) {
    let ledger = declined([answer])
    ledger.expect(available: 1_000, phase: .paused)
    ledger.wait(30 * Duration_ms.day)
    #expect(ledger.reloads.count == 1)
    #expect(ledger.saw(.reloadPaused))
  }

  @Test("IH-D3 a hard decline pauses in the middle of a back-off too")
  func pausesWithinBackOff() {
    let ledger = declined([.declinedSoft, .declinedHard])
    ledger.wait(30 * Duration_ms.day)
    #expect(ledger.reloadHours(since: .start) == [0, 1])
    ledger.expect(phase: .paused)
  }

  @Test("IH-D3 a new payment method clears a pause and a back-off", arguments: [SettlementResult.declinedHard, .declinedSoft])
  func newMethodClears(answer: SettlementResult) {
    let ledger = declined([answer])
    ledger.attach()
    #expect(ledger.reloads.map(\.state) == [.declined, .settled])
    ledger.expect(available: 51_000, phase: .ready)
    #expect(ledger.account.reload.declines == 0)
  }

  @Test("IH-D3 a successful charge clears a pause and a back-off", arguments: [SettlementResult.needs3DS, .declinedSoft])
  func successClears(answer: SettlementResult) {
    let ledger = declined([answer])
    ledger.buy(500)
    #expect(ledger.reloads.map(\.state) == [.declined, .settled])
    ledger.expect(available: 51_500, phase: .ready)
  }

  @Test("IH-D3 after a success the waiting times begin anew")
  func backOffBeginsAnew() {
    let ledger = declined([.declinedSoft, .declinedSoft, .succeeded, .declinedSoft])
    ledger.wait(Duration_ms.day)
    #expect(ledger.reloadHours(since: .start) == [0, 1, 4])
    ledger.spend(downTo: 1_000)
    ledger.wait(Duration_ms.hour)
    #expect(ledger.reloadHours(since: .start) == [0, 1, 4, 24, 25])
    ledger.expect(available: 51_000, phase: .ready)
  }

  @Test("IH-D3 a declined purchase leaves auto-reload alone")
  func declinedPurchase() {
    let ledger = Ledger.funded(20_000, .onTop)
    ledger.reload(below: 10_000, add: 50_000)
    ledger.nextAnswers = [.declinedHard]
    ledger.buy(500)
    ledger.spend(downTo: 1_000)
    ledger.expect(available: 51_000, phase: .ready)
  }

  @Test("IH-D3 a card sees at most 15 attempts in any 30 days; a new card starts from none")
  func fifteenAttempts() {
    let ledger = declined(Array(repeating: .declinedSoft, count: 100)) {
      $0.backOff_ms = Array(repeating: 24 * Duration_ms.hour, count: 60)
    }
    ledger.wait(20 * Duration_ms.day)
    #expect(ledger.reloads.count == 15)
    ledger.expect(phase: .cardExhausted)
    #expect(ledger.account.reload.until == .start.advanced(by: 30 * Duration_ms.day))
    ledger.wait(60 * Duration_ms.day)
    let days = ledger.reloadHours(since: .start).map { $0 / 24 }
    #expect(days == Array(0...14) + Array(30...44) + Array(60...74))
    ledger.expect(phase: .cardExhausted)
    ledger.attach()
    #expect(ledger.reloads.count == 46)
  }

  @Test("IH-D3 successful attempts count as well, and the cap of attempts is the catalog's")
  func successesCountToo() {
    let ledger = Ledger.funded(20_000, Terms.onTop.with { $0.reload.attemptsPerCard = 3 })
    ledger.reload(below: 10_000, add: 1_000)
    ledger.spend(downTo: 100)
    #expect(ledger.reloads.count == 3)
    ledger.expect(available: 3_100, phase: .cardExhausted)
    ledger.buy(500)
    ledger.expect(available: 3_600, phase: .cardExhausted)
    ledger.wait(30 * Duration_ms.day)
    #expect(ledger.reloads.count == 6)
  }
}
