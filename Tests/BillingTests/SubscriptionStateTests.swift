import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Every status of a subscription against every command about it: what it answers, and where it leads.
@Suite("A subscription's statuses and commands")
struct SubscriptionStateTests {
  /// A subscription in one situation, without any answer under way unless its name says so.
  enum Situation: String, CaseIterable {
    case never, awaiting, declined, trialing, active, cancelling, upgrading, renewing, pastDue, retrying, canceled

    var ledger: Ledger {
      let terms = self == .trialing ? Terms.trial(days: 14) : .subscriptions
      let ledger = Ledger(terms)
      ledger.answersAfter_ms = nil
      ledger.attach()
      if self == .never { return ledger }
      ledger.subscribe(.pro)
      switch self {
      case .never, .awaiting, .trialing: break
      case .declined: ledger.answer(1, .declinedSoft)
      default: ledger.answer(1, .succeeded)
      }
      switch self {
      case .cancelling: ledger.cancelPlan()
      case .upgrading: ledger.change(to: .enterprise)
      case .renewing: ledger.pass(to: .utc(2026, 2, 1))
      case .pastDue, .retrying:
        ledger.pass(to: .utc(2026, 2, 1))
        ledger.answer(2, .declinedSoft)
        if self == .retrying { ledger.wait(Duration_ms.day) }
      case .canceled:
        ledger.cancelPlan()
        ledger.pass(to: .utc(2026, 2, 1))
      default: break
      }
      return ledger
    }
  }

  /// What a command answers in a situation, and the status that follows; nil for the status as before.
  struct Line {
    var command: Command
    var answers: [Situation: (Status, SubscriptionStatus?)]
    var others: Status
  }

  static let lines: [Line] = [
    Line(
      command: .subscribe(.enterprise, throughCheckout: false),
      answers: [
        .never: (.ok, .incomplete), .declined: (.ok, .incomplete), .canceled: (.ok, .incomplete),
        .awaiting: (.changePending, nil),
      ], others: .subscriptionExists),
    Line(
      command: .changePlan(.enterprise),
      answers: [
        .trialing: (.ok, nil), .active: (.ok, nil), .cancelling: (.ok, nil), .awaiting: (.changePending, nil),
        .declined: (.changePending, nil), .upgrading: (.changePending, nil), .renewing: (.changePending, nil),
        .pastDue: (.paymentOverdue, nil), .retrying: (.paymentOverdue, nil),
      ], others: .noSubscription),
    Line(command: .changePlan(.free), answers: [:], others: .invalidPlan),
    Line(command: .changePlan(PlanID(9)), answers: [:], others: .invalidPlan),
    Line(
      command: .changePlan(.pro),
      answers: [
        .never: (.noSubscription, nil), .canceled: (.noSubscription, nil), .awaiting: (.changePending, nil),
        .declined: (.changePending, nil), .upgrading: (.changePending, nil), .renewing: (.changePending, nil),
        .pastDue: (.paymentOverdue, nil), .retrying: (.paymentOverdue, nil),
      ], others: .samePlan),
    Line(
      command: .cancel,
      answers: [
        .never: (.noSubscription, nil), .canceled: (.noSubscription, nil), .awaiting: (.changePending, nil),
        .declined: (.ok, .canceled), .cancelling: (.repeated, nil), .upgrading: (.changePending, nil),
      ], others: .ok),
    Line(
      command: .reactivate,
      answers: [
        .cancelling: (.ok, nil), .never: (.noSubscription, nil), .canceled: (.noSubscription, nil),
        .awaiting: (.noSubscription, nil), .declined: (.noSubscription, nil),
      ], others: .notCancelling),
    Line(
      command: .elapse(.renewal),
      answers: notDue([.trialing, .active, .cancelling, .upgrading, .renewing, .pastDue, .retrying]), others: .timerCancelled),
    Line(command: .elapse(.dunning), answers: notDue([.pastDue]), others: .timerCancelled),
    Line(command: .elapse(.incomplete), answers: notDue([.awaiting, .declined]), others: .timerCancelled),
    Line(command: .elapse(.accountCredit), answers: [:], others: .timerCancelled),
    Line(command: .analyse, answers: [:], others: .ok),
    Line(command: .chat(messages: 1), answers: [:], others: .ok),
    Line(command: .chat(messages: 0), answers: [:], others: .invalidCount),
    Line(command: .chat(messages: Limits.mostMessages + 1), answers: [:], others: .invalidCount),
  ]

  private static func notDue(_ situations: [Situation]) -> [Situation: (Status, SubscriptionStatus?)] {
    situations.reduce(into: [:]) { $0[$1] = (.timerNotDue, nil) }
  }

  @Test("Every command in", arguments: Situation.allCases)
  func everyCommand(situation: Situation) {
    for line in Self.lines {
      let ledger = situation.ledger
      let before = ledger.status
      let (status, next) = line.answers[situation] ?? (line.others, nil)
      if status.isOK {
        #expect(ledger.apply(line.command) == .ok, "\(situation.rawValue), \(line.command)")
      } else {
        ledger.expectRefused(line.command, status)
      }
      ledger.expect(next ?? before, ledger.plan)
    }
  }

  /// Where the processor's answer to the charge under way leads.
  @Test(
    "An answer in",
    arguments: [
      (Situation.awaiting, SettlementResult.succeeded, SubscriptionStatus.active), (.awaiting, .needs3DS, .incomplete),
      (.declined, .succeeded, .active), (.upgrading, .succeeded, .active), (.upgrading, .declinedHard, .active),
      (.renewing, .succeeded, .active), (.renewing, .declinedSoft, .pastDue), (.pastDue, .succeeded, .active),
      (.retrying, .succeeded, .active), (.retrying, .declinedHard, .pastDue),
    ] as [(Situation, SettlementResult, SubscriptionStatus)])
  func answers(situation: Situation, result: SettlementResult, status: SubscriptionStatus) {
    let ledger = situation.ledger
    let payment = ledger.account.lastPaymentNumber
    #expect(ledger.answer(payment, result) == .ok)
    ledger.expect(status, situation == .upgrading && result == .succeeded ? .enterprise : ledger.plan)
    #expect(ledger.answer(payment, result) == .repeated)
  }

  @Test("A driver that leaves out a timer of the plan is told so")
  func overdue() {
    let ends: [(Situation, Timer)] = [(.active, .renewal), (.pastDue, .dunning), (.declined, .incomplete)]
    for (situation, timer) in ends {
      let ledger = situation.ledger
      ledger.skip(to: .utc(2026, 4, 1))
      ledger.expectRefused(.analyse, .timerOverdue)
      let isLive = ledger.book.isLive(timer, of: ledger.owner, at: ledger.now)
      #expect(isLive)
      #expect(ledger.applyAlone(.elapse(timer)) == .ok)
    }
  }

  @Test("Without plans in the catalog nothing about them is offered")
  func notOffered() {
    let ledger = Ledger(.plain)
    for command: Command in [
      .subscribe(.pro, throughCheckout: true), .changePlan(.pro), .cancel, .reactivate, .analyse, .chat(messages: 1),
    ] { ledger.expectRefused(command, .notOffered) }
    ledger.expectRefused(.elapse(.renewal), .timerCancelled)
    #expect(ledger.plan == nil && ledger.features.isEmpty)
  }

  @Test("Features come with the plan in force")
  func features() {
    let ledger = Ledger.subscribed(.pro)
    #expect(ledger.features == ["widget"])
    ledger.change(to: .enterprise)
    #expect(ledger.features == ["custom-integrations", "widget"])
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 2, 1))
    #expect(ledger.features.isEmpty)
  }
}
