import Accounting
import BillingTestSupport
import Pricing

/// Usage beyond the credits, bills, arrears, refunds and disputes.
enum UsageTables {
  static let all = [
    lateCutoff, atOnce, billed, arrears, unpaidBill, refunds, refundsWithBonus, neverRefunded, disputes, disputeAfterRefund,
    writeOffs,
  ]

  private static let atOnceTerms = Terms.prepaid.with { $0.cutoff = CutoffRule(delay_ms: 0) }
  private static let billedTerms = Terms.prepaid.with {
    $0.cutoff = CutoffRule(mode: .creditThenInvoice)
    $0.limits = PurchaseLimits()
  }
  private static let refundable = Terms.prepaid.with { $0.refunds = .unspent }

  static let lateCutoff = Table(
    "Access ends two minutes after the balance does, and a payment brings it back once the balance is above zero", .prepaid,
    """
    time | command        | status             | paid | moved
    0    | use 1          | insufficient-funds |      |
         | attach         |                    |      |
         | use 1          | insufficient-funds |      |
         | top up 500     |                    | 500  | purchase 500
         | use 500        |                    | 0    | usage 500
         | elapse cutoff  | timer-not-due      |      |
    119s | use 80         |                    | 0    | usageOnDebt 80
    120s | use 1          | cut-off            | 0    |
         | elapse cutoff  | timer-cancelled    |      |
         | grant 30       |                    | 0    | grant 30
         | use 1          | cut-off            | 0    |
         | top up 500     |                    | 420  | debtRepaid 80, purchase 420
         | use 460        |                    | 0    | usage 420, usage 30, usageOnDebt 10
    """)

  static let atOnce = Table(
    "Without a delay the use that empties the balance is the last", atOnceTerms,
    """
    time | command    | status  | paid | moved
    0    | attach     |         |      |
         | top up 500 |         | 500  | purchase 500
         | use 580    |         | 0    | usage 500, usageOnDebt 80
         | use 1      | cut-off | 0    |
    """)

  static let billed = Table(
    "What credits do not cover is billed at the month's end", billedTerms,
    """
    time       | command    | status          | paid | asks    | moved
    2026-01-10 | use 5      |                 | 0    |         | usageOnDebt 5
               | attach     |                 |      |         |
               | top up 100 |                 | 95   | 1: 100  | debtRepaid 5, purchase 95
               | use 195    |                 | 0    |         | usage 95, usageOnDebt 100
    2026-01-20 | use 50     |                 | 0    |         | usageOnDebt 50
    2026-02-01 | wait       |                 | 0    | 2: 150  |
               | settle 2 succeeded |         | 0    |         | debtRepaid 150
    2026-03-01 | elapse invoice | timer-cancelled |  |         |
    """)

  static let arrears = Table(
    "An arrears plan is billed monthly and must end before credits can be bought", .prepaid,
    """
    time       | command       | status            | paid | asks   | moved
    2026-01-10 | arrears       | no-payment-method |      |        |
               | attach        |                   |      |        |
               | arrears off   | no-arrears-plan   |      |        |
               | arrears       |                   |      |        |
               | arrears       | repeated          |      |        |
               | buy 500       | arrears-open      |      |        |
               | reload below 10 add 500 | arrears-open |  |       |
               | use 300       |                   | 0    |        | usageOnDebt 300
               | arrears off   |                   |      | 1: 300 |
               | settle 1 succeeded |              |      |        | debtRepaid 300
               | top up 500    |                   | 500  | 2: 500 | purchase 500
    """)

  static let unpaidBill = Table(
    "An unpaid bill ends access until the debt is paid", billedTerms,
    """
    time       | command         | status        | paid | asks   | moved
    2026-01-10 | arrears off     | no-arrears-plan |    |        |
               | attach          |               |      |        |
               | use 100         |               |      |        | usageOnDebt 100
    2026-01-31 | elapse invoice  | timer-not-due |      |        |
    2026-02-01 | wait            |               |      | 1: 100 |
               | settle 1 hard   |               |      |        |
               | use 1           | cut-off       |      |        |
    2026-03-01 | wait            |               |      | 2: 100 |
               | settle 2 succeeded |            |      |        | debtRepaid 100
               | use 1           |               |      |        | usageOnDebt 1
    """)

  static let refunds = Table(
    "What is unspent of a purchase can be given back, once", refundable,
    """
    time | command       | status              | paid | cash | moved
    0    | attach        |                     |      |      |
         | refund 1 1    | unknown-payment     |      |      |
         | buy 1000      |                     |      |      |
         | refund 1 1    | payment-not-settled |      |      |
         | settle 1 succeeded |                | 1000 | 1000 | purchase 1000
         | refund 1 0    | invalid-amount      |      |      |
         | use 400       |                     | 600  |      | usage 400
         | refund 1 601  | exceeds-unspent     |      |      |
         | refund 1 100  |                     | 500  | 900  | refund 100
         | refund 1 500  |                     | 0    | 400  | refund 500
         | refund 1 1    | exceeds-unspent     |      |      |
    """)

  static let refundsWithBonus = Table(
    "A refund takes the bonus back in proportion: unspent bonus first, spent bonus out of the cash",
    refundable.with {
      $0.bonus = .fiveSteps
      $0.burnOrder = .promotionalFirst
    },
    """
    time | command      | status | paid | promo | cash | moved
    0    | attach       |        |      |       |      |
         | top up 5000  |        | 5000 | 500   | 5000 | purchase 5000, bonus 500
         | refund 1 1000 |       | 4000 | 400   | 4000 | clawback 100, refund 1000
         | use 350      |        | 4000 | 50    | 4000 | usage 350
         | refund 1 1000 |       | 3000 | 0     | 3050 | clawback 50, refund 950, clawback 50
    """)

  static let neverRefunded = Table(
    "Non-refundable is refused", .prepaid,
    """
    time | command      | status         | paid | moved
    0    | attach       |                |      |
         | top up 500   |                | 500  | purchase 500
         | refund 1 500 | not-refundable | 500  |
         | arrears      |                | 500  |
    """)

  static let disputes = Table(
    "A dispute takes the payment's credits, then other paid ones, then makes a debt", refundable,
    """
    time | command       | status              | paid | cash | moved
    0    | attach        |                     |      |      |
         | dispute 1     | unknown-payment     |      |      |
         | buy 1000      |                     |      |      |
         | dispute 1     | payment-not-settled |      |      |
         | settle 1 succeeded |                | 1000 | 1000 | purchase 1000
         | top up 500    |                     | 1500 | 1500 | purchase 500
         | use 900       |                     | 600  |      | usage 900
         | refund 1 50   |                     | 550  | 1450 | refund 50
         | dispute 1     |                     | 0    | 500  | dispute 550, disputeOnDebt 400
         | dispute 1     | repeated            |      |      |
         | top up 600    |                     | 200  | 1100 | debtRepaid 400, purchase 200
    """)

  static let disputeAfterRefund = Table(
    "What a refund kept for bonus that was spent is paid for: when a hold gives it back, no dispute takes it again",
    Terms.plain.with {
      $0.refunds = .unspent
      $0.bonus = .fiveSteps
      $0.burnOrder = .promotionalFirst
    },
    """
    time | command          | status | paid | promo | cash | moved
    0    | attach           |        |      |       |      |
         | top up 5000      |        | 5000 | 500   | 5000 | purchase 5000, bonus 500
         | open 1: 1 at 500 |        | 5000 | 0     | 5000 | hold 500
         | refund 1 1000    |        | 4000 | 0     | 4100 | refund 900, clawback 100
         | cancel 1         |        | 4000 | 500   | 4100 | release 500
         | dispute 1        |        | 0    | 100   | 0    | clawback 400, dispute 4000, disputeOnDebt 100
    """)

  static let writeOffs = Table(
    "A debt that is given up is bad debt; what was not allowed is not offered", Terms.prepaid.with { $0.allowsArrears = false },
    """
    time | command    | status       | paid | moved
    0    | attach     |              |      |
         | arrears    | not-offered  |      |
         | write off  | nothing-owed |      |
         | top up 500 |              | 500  | purchase 500
         | use 600    |              | 0    | usage 500, usageOnDebt 100
         | write off  |              | 0    | badDebt 100
    """)
}
