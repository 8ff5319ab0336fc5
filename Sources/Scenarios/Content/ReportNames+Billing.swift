import Billing
import Reporting

extension ReportNames {
  /// The billing core's own names, in the order of its cases.
  public static var billing: ReportNames {
    ReportNames(
      kinds: CommandKind.allCases.map(\.name), statuses: Status.allCases.map(\.name), situations: Observation.named.map(\.name))
  }
}

extension ThresholdVocabulary {
  /// What the rate of each situation is a share of. The table is in `docs/scenario-format.md`.
  static var billingWholes: [String: [ThresholdWhole]] {
    let reloads: [ThresholdWhole] = [met(.reloadFired)]
    let answers: [ThresholdWhole] = [sent(.settle)]
    let renewals: [ThresholdWhole] = [met(.renewed), met(.renewalDeclined)]
    let table: [(Observation, [ThresholdWhole])] = [
      (.reloadSettled, reloads), (.reloadDeclined, reloads), (.reloadRetried, reloads), (.reloadPaused, reloads),
      (.reloadHeldBack, [met(.reloadFired), met(.reloadHeldBack)]),
      (.duplicateNotification, answers), (.settledAfterDetach, answers), (.settledAfterDecline, answers),
      (.settledAfterLapse, answers), (.lateSuccess, answers),
      (.checkoutLapsed, [sent(.purchase)]), (.negativeBalance, [sent(.use)]),
      (.jobReleasedUnfilled, [sent(.openJob)]), (.holdOverSeveralLots, [sent(.openJob)]),
      (.disputeIntoDebt, [sent(.dispute)]),
      (.renewed, renewals), (.renewalDeclined, renewals),
      (.recoveredByDunning, [met(.recoveredByDunning), met(.endedByDunning)]),
      (.endedByDunning, [met(.recoveredByDunning), met(.endedByDunning)]),
      (.upgradeDeclined, [met(.upgraded), met(.upgradeDeclined)]),
      (.cancelled, [sent(.subscribe)]), (.reactivated, [met(.cancelled)]),
      (.quotaReached, [sent(.analyse), sent(.chat)]), (.paymentWasRequired, [sent(.access), sent(.interview)]),
      (.spentBeyondCredits, [sent(.interview)]),
    ]
    return Dictionary(uniqueKeysWithValues: table.map { (name($0), $1) })
  }

  private static func name(_ observation: Observation) -> String {
    Observation.named.first { $0.observation == observation }?.name ?? ""
  }
  private static func met(_ observation: Observation) -> ThresholdWhole { .situation(name(observation)) }
  private static func sent(_ kind: CommandKind) -> ThresholdWhole { .commands(kind.name) }
}
