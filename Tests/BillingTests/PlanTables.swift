import Accounting
import BillingTestSupport
import Pricing

/// Subscriptions as ledgers: what is charged, what waits on the account, what is earned.
enum PlanTables {
  static let all = [refusals, precedence, changes]

  static let refusals = Table(
    "What a subscription refuses, one status after the other", .subscriptions,
    """
    time       | command            | status              | subscription | asks     | moved
    0          | end plan           | no-subscription     | none 0       |          |
               | subscribe 0        | invalid-plan        |              |          |
               | subscribe 1        | no-payment-method   |              |          |
               | attach             |                     |              |          |
               | subscribe 1        |                     | incomplete 0 | 1: 9900  |
               | subscribe 2        | change-pending      |              |          |
               | settle 1 succeeded |                     | active 1     |          | planBilled 9900
               | settle 1 soft      | repeated            |              |          |
               | subscribe 2        | subscription-exists |              |          |
               | plan 1             | same-plan           |              |          |
               | plan 0             | invalid-plan        |              |          |
               | reactivate         | not-cancelling      |              |          |
               | refund 1 1         | not-refundable      |              |          |
               | chat 0             | invalid-count       |              |          |
    2026-02-01 | wait               |                     |              | 2: 9900  | planEarned 9899, planEarned 1
               | settle 2 soft      |                     | pastDue 1    |          |
               | plan 2             | payment-overdue     |              |          |
    2026-02-02 | wait               |                     |              | 3: 9900  |
               | settle 3 succeeded |                     | active 1     |          | planBilled 9900, planEarned 353
               | end plan           |                     |              |          |
               | end plan           | repeated            |              |          |
    2026-03-01 | wait               |                     | canceled 0   |          | planEarned 9546, planEarned 1
               | analyse            |                     |              |          |
               | analyse            | limit-exceeded      |              |          |
    """)

  static let precedence = Table(
    "A change of plan is checked in order: plan, subscription, answers awaited, payment overdue", .subscriptions,
    """
    time | command             | status            | subscription | asks     | moved
    0    | plan 9              | invalid-plan      | none 0       |          |
         | plan 1              | no-subscription   |              |          |
         | attach              |                   |              |          |
         | subscribe 1         |                   | incomplete 0 | 1: 9900  |
         | plan 0              | invalid-plan      |              |          |
         | plan 1              | change-pending    |              |          |
         | settle 1 succeeded  |                   | active 1     |          | planBilled 9900
         | detach              |                   |              |          |
         | plan 2              | no-payment-method |              |          |
         | attach              |                   |              |          |
         | plan 2              |                   |              | 2: 90000 |
         | plan 2              | change-pending    |              |          |
         | end plan            | change-pending    |              |          |
         | settle 2 soft       |                   |              |          |
         | plan 2              |                   |              | 3: 90000 |
         | settle 2 succeeded  |                   |              |          | overpayment 90000
         | settle 3 succeeded  |                   | active 2     |          | planBilled 90000
    """)

  static let changes = Table(
    "Up and down within one period: the credit pays the next change first", .subscriptions, from: .utc(2025, 11, 1),
    """
    time       | command            | subscription | credit | deferred | asks     | moved
    2025-11-01 | attach             | none 0       |        |          |          |
               | subscribe 2        | incomplete 0 |        |          | 1: 99900 |
               | settle 1 succeeded | active 2     |        | 99900    |          | planBilled 99900
    2025-11-16 | plan 1             | active 1     | 45000  | 4950     |          | planEarned 49950, planCredited 45000
               | plan 2             | active 2     | 0      | 49950    |          | creditApplied 45000
    2025-11-24 | plan 1             | active 1     | 21000  | 2310     |          | planEarned 26640, planCredited 21000
    2025-12-01 | wait               |              | 11100  | 9900     |          | planEarned 2309, planEarned 1, creditApplied 9900
    """)
}
