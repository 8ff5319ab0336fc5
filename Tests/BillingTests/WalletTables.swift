import Accounting
import BillingTestSupport
import Pricing

/// Packs, reports, documents and interviews.
enum WalletTables {
  static let all = [documents, reports, disputes, interviews, overage]

  private static let termed = Terms.reading.with { $0.packs?.term = .milliseconds(10 * Duration_ms.day) }

  static let documents = Table(
    "End users buy packs and open documents; what is left of a pack expires", termed,
    """
    time | command            | status            | moved
    0    | access 7: 1 2      | payment-required  |
         | pack 3 for 7       | unknown-pack      |
         | pack 1             | no-payment-method |
         | pack 1 for 7       |                   |
         | settle 1 succeeded |                   | packBilled 1999, creditsIssued 5000
         | settle 1 succeeded | repeated          |
         | access 7           | invalid-count     |
    1d   | access 7: 1 2 1    |                   | creditsSpent 2000, packEarned 799
         | access 7: 2 1      |                   |
         | access 7: 3 4 5 6  | payment-required  |
         | access 8: 1        | payment-required  |
         | elapse credits 1   | timer-not-due     |
    ~10d | access 7: 3        | timer-overdue     |
         | elapse credits 1   |                   | creditsLapsed 3000, packExpiry 1200
         | elapse credits 1   | timer-cancelled   |
         | access 7: 3        | payment-required  |
         | access 7: 1 2      |                   |
    """)

  static let reports = Table(
    "A report is charged to the owner's card and lives thirty days", .reading,
    """
    time | command            | status            | moved
    0    | report             | no-payment-method |
         | attach             |                   |
         | report             |                   |
         | settle 1 soft      |                   |
    1h   | settle 1 succeeded |                   | packBilled 2900, reportIssued 1000
    30d  | elapse credits 1   | timer-not-due     |
    31d  | wait               |                   | reportLapsed 1000, packExpiry 2900
    """)

  static let disputes = Table(
    "A bank takes a pack's price back: what is unspent is void, the rest is a loss", .reading,
    """
    time | command            | status   | moved
    0    | pack 2 for 7       |          |
         | settle 1 succeeded |          | packBilled 2999, creditsIssued 10000
         | access 7: 1 2 3    |          | creditsSpent 3000, packEarned 899
         | dispute 1          |          | creditsLapsed 7000, packDisputed 2100, disputeLost 899
         | dispute 1          | repeated |
    """)

  static let interviews = Table(
    "Interviews are debited whole when they end; what is missing is owed from the next pack", .inCredits,
    """
    time | command            | status           | moved
    0    | attach             |                  |
         | interview 3: 20    | unknown-product  |
         | interview 0: 0     | invalid-count    |
         | interview 0: 20    | payment-required |
         | prices 1           | unknown-override |
         | pack 2             |                  |
         | settle 1 succeeded |                  | packBilled 2999, creditsIssued 10000
         | interview 0: 27    |                  | creditsSpent 10000, creditsSpentOnDebt 1000, packEarned 2999
         | interview 2: 1     | payment-required |
         | prices 0           |                  |
         | prices 0           | repeated         |
         | pack 2             |                  |
         | settle 2 succeeded |                  | packBilled 2999, creditsIssued 9000, creditsIssuedOnDebt 1000, packEarned 299
         | interview 0: 24    |                  | creditsSpent 4000, packEarned 1200
    """)

  static let overage = Table(
    "No interview by the minute without a plan", .inMinutes,
    """
    time | command         | status          | moved
    0    | interview 0: 20 | no-subscription |
         | pack 0          | not-offered     |
         | report          | not-offered     |
         | access 7: 1     | not-offered     |
         | prices 0        | unknown-override |
    """)
}
