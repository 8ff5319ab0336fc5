import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Auto-reload in odd moments")
struct ReloadTests {
  private func ledger(
    _ balance: Int64, below threshold: Int64, add amount: Int64, _ change: (inout ReloadRule) -> Void
  ) -> Ledger {
    let ledger = Ledger.funded(balance, Terms.plain.with { change(&$0.reload) })
    ledger.reload(below: threshold, add: amount)
    return ledger
  }

  @Test("A cap that is introduced in mid-month counts what the month has charged already")
  func capIntroducedLater() {
    let capped = Terms.plain.with { $0.reload.monthlyCap = 8_000 }
    let ledger = Ledger(Catalog(name: "test", terms: .plain, revisions: [.init(effective: .utc(2026, 1, 10), terms: capped)]))
    ledger.attach()
    ledger.buy(10_000)
    ledger.reload(below: 1_000, add: 5_000)
    ledger.spend(downTo: 500)
    ledger.expect(available: 5_500)
    ledger.pass(to: .utc(2026, 1, 11))
    ledger.spend(downTo: 500)
    ledger.expect(available: 500, phase: .capped)
  }

  @Test("A charge that succeeds after it was declined counts towards the cap after all")
  func lateSuccessCounts() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) { $0.monthlyCap = 8_000 }
    ledger.answersAfter_ms = nil
    ledger.spend(downTo: 500)
    ledger.answer(2, .declinedSoft)
    #expect(ledger.account.reload.chargedThisMonth == 0)
    ledger.answer(2, .succeeded)
    #expect(ledger.account.reload.chargedThisMonth == 5_000)
    ledger.spend(downTo: 500)
    ledger.expect(available: 500, phase: .capped)
  }

  @Test("A success of last month's declined charge does not count towards this month's cap")
  func lateSuccessOfLastMonth() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) { $0.monthlyCap = 8_000 }
    ledger.answersAfter_ms = nil
    ledger.pass(to: .utc(2026, 1, 31, hour: 23))
    ledger.spend(downTo: 500)
    ledger.answer(2, .declinedSoft)
    ledger.wait(Duration_ms.hour)
    ledger.expect(phase: .inFlight)
    ledger.answer(3, .succeeded)
    ledger.answer(2, .succeeded)
    #expect(ledger.account.reload.chargedThisMonth == 5_000)
  }

  @Test("A smaller amount that fits under the cap is charged when it is configured, not next month")
  func smallerAmountFitsTheCap() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) { $0.monthlyCap = 8_000 }
    ledger.spend(downTo: 500)
    ledger.spend(downTo: 500)
    ledger.expect(available: 500, phase: .capped)
    ledger.reload(below: 1_000, add: 3_000)
    ledger.expect(available: 3_500, phase: .ready)
  }

  @Test("A level to restore that would leave the trigger firing is refused")
  func levelBelowTheThreshold() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) { $0.amount = .restoreTo }
    ledger.expectRefused(.configureReload(enabled: true, threshold: 1_000, amount: 999), .invalidAmount)
    #expect(ledger.reload(below: 1_000, add: 1_000) == .ok)
    let atOrBelow = self.ledger(10_000, below: 1_000, add: 5_000) {
      $0.amount = .restoreTo
      $0.trigger = .atOrBelow
    }
    atOrBelow.expectRefused(.configureReload(enabled: true, threshold: 1_000, amount: 1_000), .invalidAmount)
    #expect(atOrBelow.reload(below: 1_000, add: 1_001) == .ok)
  }

  @Test("Open jobs keep what a rejected slot means, whatever a revision says")
  func rejectionIsFrozen() {
    let reopening = Terms.plain.with { $0.jobs.rejectedSlot = .reopen }
    let ledger = Ledger(Catalog(name: "test", terms: .plain, revisions: [.init(effective: .utc(2026, 1, 10), terms: reopening)]))
    ledger.grant(100)
    ledger.open(1, slots: 5, price: 10)
    ledger.pass(to: .utc(2026, 1, 10))
    ledger.open(2, slots: 5, price: 10)
    ledger.reject(1, slots: 1)
    ledger.expect(available: 10, held: 90)
    ledger.reject(2, slots: 1)
    ledger.expect(available: 10, held: 90)
  }

  @Test("A timer that has been overtaken changes nothing")
  func overtakenTimers() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) { _ in }
    ledger.expectRefused(.elapse(.reload), .timerCancelled)
    ledger.nextAnswers = [.declinedSoft]
    ledger.spend(downTo: 500)
    ledger.expect(phase: .backingOff)
    ledger.expectRefused(.elapse(.reload), .timerNotDue)
    ledger.attach()
    ledger.expect(available: 5_500, phase: .ready)
    ledger.wait(Duration_ms.day)
    #expect(ledger.reloads.count == 2)
  }

  @Test("Every waiting phase has a timer at its end, and the pause has its notice", arguments: ReloadPhase.allCases)
  func everyPhaseHasAReason(phase: ReloadPhase) {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) {
      $0.monthlyCap = phase == .capped ? 4_999 : nil
      $0.coolDown_ms = phase == .coolingDown ? Duration_ms.day : 0
      $0.attemptsPerCard = phase == .cardExhausted ? 1 : 15
    }
    ledger.nextAnswers = phase == .backingOff ? [.declinedSoft] : phase == .paused ? [.declinedHard] : []
    ledger.spend(downTo: 500)
    if phase == .inFlight { ledger.answersAfter_ms = nil }
    ledger.spend(downTo: 400)
    ledger.expect(phase: phase)
    let timers = ledger.reloadTimers
    #expect(phase.waits ? timers.contains(ledger.account.reload.until) : timers.isEmpty, "\(ledger)")
  }

  @Test("Credits held back by a cool-down come in the order of the obstacles: cool-down, card, cap")
  func obstaclesInOrder() {
    let ledger = ledger(10_000, below: 1_000, add: 5_000) {
      $0.monthlyCap = 5_000
      $0.coolDown_ms = Duration_ms.day
      $0.attemptsPerCard = 1
      $0.attemptWindow_ms = 2 * Duration_ms.day
    }
    ledger.spend(downTo: 500)
    ledger.spend(downTo: 500)
    ledger.expect(phase: .coolingDown)
    ledger.wait(Duration_ms.day)
    ledger.expect(phase: .cardExhausted)
    ledger.wait(Duration_ms.day)
    ledger.expect(phase: .capped)
    ledger.pass(to: .utc(2026, 2, 1))
    ledger.expect(available: 5_500, phase: .ready)
  }
}
