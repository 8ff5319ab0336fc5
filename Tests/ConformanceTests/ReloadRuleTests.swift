import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("IH: when auto-reload fires and how much it charges")
struct ReloadRuleTests {
  /// An owner with `balance` whose reload is set up.
  private func ledger(
    _ balance: Int64, below threshold: Int64, add amount: Int64, _ change: (inout ReloadRule) -> Void = { _ in }
  ) -> Ledger {
    let ledger = Ledger.funded(balance, Terms.onTop.with { change(&$0.reload) })
    ledger.reload(below: threshold, add: amount)
    return ledger
  }

  @Test("IH-6 the reload fires strictly below the threshold", arguments: [(10_000, 0), (9_999, 1)] as [(Int64, Int)])
  func firesStrictlyBelow(balance: Int64, charges: Int) {
    let ledger = ledger(20_000, below: 10_000, add: 50_000)
    ledger.spend(downTo: balance)
    #expect(ledger.reloads.count == charges, "\(ledger)")
    ledger.expect(available: balance + Int64(charges) * 50_000)
    #expect(ledger.saw(.balanceAtThreshold) == (balance == 10_000))
  }

  @Test("IH-6 a hold lowers the balance as spending does")
  func holdLowersTheBalance() {
    let ledger = ledger(12_000, below: 10_000, add: 50_000)
    ledger.open(1, slots: 10, price: 300)
    ledger.expect(available: 12_000 - 3_900 + 50_000, held: 3_900)
  }

  @Test("IH-6 configuring is enough when the balance is low already")
  func configuringFires() {
    let ledger = ledger(1_000, below: 10_000, add: 50_000)
    ledger.expect(available: 51_000)
  }

  @Test("IH-6 a reload that is switched off charges nothing")
  func switchedOff() {
    let ledger = ledger(20_000, below: 10_000, add: 50_000)
    ledger.reload(below: 10_000, add: 50_000, enabled: false)
    ledger.spend(downTo: 1)
    #expect(ledger.reloads.isEmpty)
  }

  @Test("IH-8 detach removes the method and disables the reload; later drops charge nothing")
  func detachDisablesReload() {
    let ledger = ledger(20_000, below: 10_000, add: 50_000)
    #expect(ledger.detach() == .ok)
    #expect(!ledger.account.hasPaymentMethod)
    #expect(!ledger.account.reload.enabled)
    ledger.spend(downTo: 5)
    ledger.expectRefused(.detachMethod, .noPaymentMethod)
    ledger.attach()
    ledger.spend(downTo: 4)
    #expect(ledger.reloads.isEmpty, "A new method alone does not switch the reload on again. \(ledger)")
  }

  @Test("IH-D2 the fixed amount is charged again while the balance is below: 1000, 6000, 11000")
  func fixedAmountAgain() {
    let ledger = ledger(11_000, below: 10_000, add: 5_000)
    ledger.spend(downTo: 1_000)
    #expect(ledger.reloads.map(\.amount) == [5_000, 5_000])
    ledger.expect(available: 11_000, phase: .ready)
  }

  @Test("IH-D2 one reload is in flight: what drops meanwhile waits for its answer")
  func oneInFlight() {
    let ledger = ledger(20_000, below: 10_000, add: 5_000)
    ledger.answersAfter_ms = Duration_ms.minute
    ledger.spend(downTo: 9_000)
    ledger.expect(phase: .inFlight)
    ledger.spend(downTo: 100)
    ledger.spend(downTo: 1)
    #expect(ledger.reloads.count == 1)
    ledger.wait(Duration_ms.minute)
    #expect(ledger.reloads.count == 2)
    ledger.expect(available: 5_001, phase: .inFlight)
  }

  @Test(
    "IH-D2 the trigger is below, or at or below",
    arguments: [
      (.below, 10_000, 0), (.atOrBelow, 10_000, 1), (.atOrBelow, 10_001, 0), (.below, 9_999, 1),
    ] as [(ReloadRule.Trigger, Int64, Int)])
  func triggers(trigger: ReloadRule.Trigger, balance: Int64, charges: Int) {
    let ledger = ledger(20_000, below: 10_000, add: 5_000) { $0.trigger = trigger }
    ledger.spend(downTo: balance)
    #expect(ledger.reloads.count == charges, "\(ledger)")
  }

  @Test(
    "IH-D2 the amount is fixed, closes the gap in one charge, or restores a level",
    arguments: [
      (.fixed, [5_000, 5_000], 11_000), (.closeTheGap, [10_000], 11_000), (.restoreTo, [11_500], 12_500),
    ] as [(ReloadRule.Amount, [Int64], Int64)])
  func amounts(amount: ReloadRule.Amount, charges: [Int64], balance: Int64) {
    let configured: Int64 = amount == .restoreTo ? 12_500 : 5_000
    let ledger = ledger(20_000, below: 10_000, add: configured) { $0.amount = amount }
    ledger.spend(downTo: 1_000)
    #expect(ledger.reloads.map(\.amount) == charges)
    ledger.expect(available: balance)
  }

  @Test("IH-D2 closing the gap at or below the threshold ends above it")
  func closesTheGapAboveTheThreshold() {
    let ledger = ledger(20_000, below: 10_000, add: 3_000) {
      $0.trigger = .atOrBelow
      $0.amount = .closeTheGap
    }
    ledger.spend(downTo: 1_000)
    #expect(ledger.reloads.map(\.amount) == [12_000])
  }

  @Test("IH-D2 a cap holds back what would pass it until the next calendar month")
  func monthlyCap() {
    let ledger = ledger(20_000, below: 10_000, add: 5_000) { $0.monthlyCap = 12_000 }
    ledger.spend(downTo: 6_000)
    ledger.spend(downTo: 6_000)
    #expect(ledger.reloads.map(\.amount) == [5_000, 5_000])
    ledger.spend(downTo: 6_000)
    ledger.expect(available: 6_000, phase: .capped)
    #expect(ledger.account.reload.until == .utc(2026, 2, 1))
    ledger.pass(to: .utc(2026, 2, 1).advanced(by: -1))
    #expect(ledger.reloads.count == 2)
    ledger.wait(1)
    #expect(ledger.reloads.count == 3)
    ledger.expect(available: 11_000, phase: .ready)
  }

  @Test("IH-D2 a cap may be used up to the last cent, and a declined charge does not count")
  func capToTheCent() {
    let ledger = ledger(20_000, below: 10_000, add: 5_000) { $0.monthlyCap = 10_000 }
    ledger.nextAnswers = [.declinedSoft]
    ledger.spend(downTo: 1_000)
    ledger.wait(Duration_ms.hour)
    #expect(ledger.payments.map(\.state) == [.settled, .declined, .settled, .settled])
    ledger.spend(downTo: 9_999)
    ledger.expect(available: 9_999, phase: .capped)
  }

  @Test("IH-D2 a cool-down keeps two charges apart")
  func coolDown() {
    let ledger = ledger(20_000, below: 10_000, add: 1_000) { $0.coolDown_ms = Duration_ms.day }
    ledger.spend(downTo: 7_500)
    ledger.expect(available: 8_500, phase: .coolingDown)
    ledger.wait(Duration_ms.day - 1)
    #expect(ledger.reloads.count == 1)
    ledger.wait(1)
    ledger.expect(available: 9_500, phase: .coolingDown)
    ledger.wait(10 * Duration_ms.day)
    #expect(ledger.reloadHours(since: .start) == [0, 24, 48])
    ledger.expect(available: 10_500, phase: .ready)
  }

  @Test("IH-D4 a reload in flight at detach completes and is credited; nothing new starts")
  func inFlightAtDetach() {
    let ledger = ledger(20_000, below: 10_000, add: 5_000)
    ledger.answersAfter_ms = Duration_ms.minute
    ledger.spend(downTo: 1_000)
    ledger.detach()
    ledger.wait(Duration_ms.hour)
    #expect(ledger.reloads.map(\.state) == [.settled])
    #expect(ledger.saw(.settledAfterDetach))
    ledger.expect(available: 6_000, phase: .ready)
  }

  @Test("IH-D4 a reload in flight at detach that is declined is not tried again")
  func inFlightAtDetachDeclined() {
    let ledger = ledger(20_000, below: 10_000, add: 5_000)
    ledger.answersAfter_ms = Duration_ms.minute
    ledger.nextAnswers = [.declinedSoft]
    ledger.spend(downTo: 1_000)
    ledger.detach()
    ledger.wait(Duration_ms.week)
    #expect(ledger.reloads.map(\.state) == [.declined])
    ledger.expect(available: 1_000)
  }

  @Test("IH-D5 credits never expire")
  func creditsNeverExpire() {
    let ledger = Ledger.funded(50_000, .onTop)
    #expect(ledger.lots.map(\.expiresAt) == [.never])
    ledger.pass(to: .utc(2126, 1, 1))
    ledger.expect(available: 50_000)
    #expect(ledger.use(50_000) == .ok)
  }

  @Test(
    "IH-D5 a reload amount of zero or less and a threshold below zero are refused",
    arguments: [
      (0, 0, .invalidAmount), (0, -1, .invalidAmount), (-1, 5_000, .invalidThreshold), (-1, 0, .invalidThreshold),
      (0, 1, .ok), (Limits.largestAmount, Limits.largestAmount, .ok), (Limits.largestAmount + 1, 1, .invalidThreshold),
      (0, Limits.largestAmount + 1, .invalidAmount),
    ] as [(Int64, Int64, Status)])
  func refusedSettings(threshold: Int64, amount: Int64, status: Status) {
    let ledger = Ledger.funded(20_000, .onTop)
    ledger.answersAfter_ms = nil
    ledger.reload(below: 100, add: 200)
    let command = Command.configureReload(enabled: true, threshold: threshold, amount: amount)
    if status == .ok {
      #expect(ledger.apply(command) == .ok)
      #expect(ledger.account.reload.threshold == threshold)
      #expect(ledger.account.reload.amount == amount)
    } else {
      ledger.expectRefused(command, status)
    }
  }
}
