import Accounting
import Auditing
import Pricing

@testable import Billing

/// Bugs of money in, of automatic reload, and of the driver.
extension Fault {
  static let moneyIn: [Fault] = [
    Fault(.givenAsGranted, "credits are given without a grant", at: .use(amount: 10)) { $0.transfers[0].change(code: .grant) },
    Fault(
      .checkoutLapsesOnTime, "a checkout outlives its session", after: [Command](Command.funded.dropLast()),
      at: .settle(PaymentID(1), .succeeded)
    ) { $0.payments[0].expiresAt = .distantPast },
    Fault(
      .creditedExactlyOnce, "a webhook that comes twice credits twice", after: [Command](Command.funded.dropLast()),
      at: .settle(PaymentID(1), .succeeded)
    ) { $0.payments[0].timesCredited = 2 },
    Fault(
      .creditedExactlyOnce, "credits come without a settlement", after: [Command](Command.funded.dropLast()),
      at: .settle(PaymentID(1), .succeeded)
    ) { $0.payments[0].state = .pending },
    Fault(
      .bonusFollowsPurchase, "a bonus that was not promised", after: [Command](Command.funded.dropLast()),
      at: .settle(PaymentID(1), .succeeded)
    ) { $0.payments[0].bonus = 2_000 },
    Fault(
      .bonusFollowsPurchase, "a promise that the ladder does not make", after: [.attachMethod(.works)],
      at: .purchase(amount: 50_000, key: .none)
    ) { $0.terms.bonus = .none },
    Fault(
      atEnd: .idempotent, "the key is stored after the effect",
      after: [
        .attachMethod(.works), .purchase(amount: 100, key: IdempotencyKey(text: "a")),
        .purchase(amount: 100, key: IdempotencyKey(text: "b")),
      ]
    ) { $0.payments[1].key = $0.payments[0].key },
    Fault(.orderFree, "a late decline undoes a success") { watched, isPlanted in
      if let early = watched.send(Command.funded) { return early }
      if isPlanted { watched.book.payments[0].state = .declined }
      return watched.auditor.checkOrder(watched.book, watched.owner, succeeded: [1], at: watched.now)
    },
  ]

  /// Reloads of 20,000 below 60,000, which the funded owner is.
  private static let low = Command.configureReload(enabled: true, threshold: 60_000, amount: 20_000)
  /// The same settings, switched off.
  private static let off = Command.configureReload(enabled: false, threshold: 60_000, amount: 20_000)
  private static let reload = Effect.charge(PaymentID(9), amount: 20_000, .reload)

  static let reloads: [Fault] = [
    Fault(.oneReloadInFlight, "a trigger for each step", after: Command.funded + [low], at: .use(amount: 10)) {
      $0.effects.append(reload)
    },
    Fault(.reloadJustified, "a reload though nobody asked for any", at: .use(amount: 10)) { $0.effects.append(reload) },
    Fault(.reloadJustified, "a reload though it is switched off", after: Command.funded + [off], at: .use(amount: 10)) {
      $0.effects.append(reload)
    },
    Fault(.reloadLive, "a silent stop", at: low) {
      $0.effects.removeAll()
      $0.owners[0].reload.phase = .ready
    },
    Fault(.reloadLive, "a wait that is over and nobody notices", at: low) {
      $0.effects.removeAll()
      $0.owners[0].reload.phase = .coolingDown
    },
    Fault(
      .reloadPaced, "a retry before the back-off is over", after: Command.funded + [low, .settle(PaymentID(2), .declinedSoft)],
      at: .use(amount: 10)
    ) {
      $0.effects.append(reload)
      $0.owners[0].reload.phase = .inFlight
    },
    Fault(
      .reloadPaced, "a reload of a card that was declined for good",
      after: Command.funded + [low, .settle(PaymentID(2), .declinedHard)], at: .use(amount: 10)
    ) {
      $0.effects.append(reload)
      $0.owners[0].reload.phase = .inFlight
    },
    Fault(.reloadPaced, "more than the month's cap", at: low) { $0.terms.reload.monthlyCap = 19_999 },
    Fault(.reloadPaced, "more attempts on a card than it allows", after: Command.funded, at: low) {
      $0.terms.reload.attemptsPerCard = 0
    },
  ]

  static let driver: [Fault] = [
    Fault(.timeNeverRunsBack, "a timer lost its place") { watched, isPlanted in
      if let early = watched.send(Command.funded) { return early }
      watched.now = watched.now.advanced(by: isPlanted ? -1 : 0)
      return watched.send(.use(amount: 10))
    },
    Fault(.agendaAccounts, "an event is lost when it is put off") { watched, isPlanted in
      watched.auditor.checkAgenda(
        watched.book, scheduled: 10, run: 6, cancelled: 1, pending: isPlanted ? 2 : 3, at: watched.now)
    },
  ]

  static let all =
    ledger + lots + moneyIn + reloads + driver + offers + usage + plans + changes + dunning + wallets + interviews + sums
}
