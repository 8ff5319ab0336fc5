import Accounting
import Billing
import Testing

@Suite("Timers as words")
struct TimerWordTests {
  static let timers: [Billing.Timer] = [
    .jobDeadline(JobID(7)), .lotExpiry(LotID(1)), .reload, .checkout(PaymentID(.max)), .cutoff, .invoice, .renewal, .dunning,
    .incomplete, .recognition, .accountCredit, .creditExpiry(CreditLotID(12)),
  ]

  @Test("A timer comes back from its word as it was", arguments: timers)
  func roundTrip(timer: Billing.Timer) {
    #expect(Timer(word: timer.word) == timer)
  }

  @Test("No two timers share a word")
  func distinct() {
    #expect(Set(Self.timers.map(\.word)).count == Self.timers.count)
  }
}
