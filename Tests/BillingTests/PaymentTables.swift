import Accounting
import BillingTestSupport
import Pricing

/// Purchases, their answers, and what is refused before anything moves.
enum PaymentTables {
  static let all = [
    keys, answers, foreignPayments, limits, precedenceOfPurchase, precedenceOfJobs, precedenceOfSettings, grants, usage,
    processorFee, detachedInFlight,
  ]

  static let keys = Table(
    "An idempotency key has one effect, whatever became of it", .plain,
    """
    time | command            | status            | available | asks    | moved
    0    | buy 500 key a      | no-payment-method |           |         |
         | attach             |                   |           |         |
         | buy 500 key a      |                   |           | 1: 500  |
         | buy 500 key a      | repeated          |           |         |
         | settle 1 succeeded |                   | 500       |         | purchase 500
         | buy 500 key a      | repeated          |           |         |
         | buy 501 key a      | key-reused        |           |         |
         | buy 0 key a        | key-reused        |           |         |
         | buy 500 key b      |                   |           | 2: 500  |
         | settle 2 hard      |                   |           |         |
         | buy 500 key b      | repeated          |           |         |
         | buy 500            |                   |           | 3: 500  |
         | buy 500            |                   |           | 4: 500  |
         | detach             |                   |           |         |
         | buy 500 key a      | repeated          |           |         |
    """)

  static let answers = Table(
    "A success counts once and is final; a decline may still be followed by a success", .inside,
    """
    time | command            | status   | paid  | promo | moved
    0    | attach             |          |       |       |
         | buy 5000           |          |       |       |
         | buy 5000           |          |       |       |
         | settle 1 succeeded |          | 5000  | 500   | purchase 5000, bonus 500
         | settle 1 succeeded | repeated |       |       |
         | settle 1 hard      | repeated |       |       |
         | settle 2 soft      |          |       |       |
         | settle 2 soft      | repeated |       |       |
         | settle 2 3ds       | repeated |       |       |
    1d   | settle 2 succeeded |          | 10000 | 1000  | purchase 5000, bonus 500
         | settle 2 succeeded | repeated |       |       |
         | settle 2 soft      | repeated |       |       |
    """)

  static let foreignPayments = Table(
    "An answer to a payment that this owner never made changes nobody", .plain,
    """
    time | owner | command            | status          | available | cash | moved
    0    | 1     | attach             |                 |           |      |
         | 1     | buy 500            |                 |           |      |
         | 1     | buy 600            |                 |           |      |
         | 2     | settle 1 succeeded | unknown-payment |           |      |
         | 2     | attach             |                 |           |      |
         | 2     | buy 70             |                 |           |      |
         | 2     | settle 2 succeeded | unknown-payment |           |      |
         | 2     | settle 0 succeeded | unknown-payment |           |      |
         | 2     | settle 1 succeeded |                 | 70        | 70   | purchase 70
         | 1     | settle 1 succeeded |                 | 500       | 570  | purchase 500
         | 1     | settle 3 soft      | unknown-payment |           |      |
         | 1     | settle 2 succeeded |                 | 1100      | 1170 | purchase 600
    """)

  static let limits = Table(
    "A purchase stays within its limits", .inside,
    """
    time | command             | status         | paid   | promo | asks
    0    | attach              |                |        |       |
         | buy -1              | invalid-amount |        |       |
         | buy 0               | invalid-amount |        |       |
         | buy 999             | below-minimum  |        |       |
         | buy 100001          | above-maximum  |        |       |
         | buy 100000000000001 | invalid-amount |        |       |
         | buy 1000            |                |        |       | 1: 1000
         | settle 1 succeeded  |                | 1000   |       |
         | buy 100000          |                |        |       | 2: 100000
         | settle 2 succeeded  |                | 101000 | 20000 |
    """)

  static let precedenceOfPurchase = Table(
    "A purchase is checked in order: key, amount, limits, method", .inside,
    """
    time | command            | status            | available
    0    | buy 0              | invalid-amount    |
         | buy 999            | below-minimum     |
         | buy 100001         | above-maximum     |
         | buy 1000           | no-payment-method |
         | attach             |                   |
         | buy 1000 key a     |                   |
         | detach             |                   |
         | buy 0 key a        | key-reused        |
         | buy 1000 key a     | repeated          |
         | detach             | no-payment-method |
    """)

  static let precedenceOfJobs = Table(
    "A job is checked in order: number, slots, price, deadline, funds", Terms.onTop.with { $0.jobs.mostSlots = 10 },
    """
    time | command                         | status             | available | held
    1d   | attach                          |                    |           |
         | open 0: 0 at 0 until 0          | job-exists         |           |
         | open 1: 0 at 0 until 0          | invalid-slots      |           |
         | open 1: 11 at 0 until 0         | invalid-slots      |           |
         | open 1: -1 at 0 until 0         | invalid-slots      |           |
         | open 1: 10 at 0 until 0         | invalid-amount     |           |
         | open 1: 10 at 10000000000001 until 0 | invalid-amount |          |
         | open 1: 10 at 10000000000000 until 0 | invalid-deadline |        |
         | open 1: 10 at 10 until 1d       | invalid-deadline   |           |
         | open 1: 10 at 10 until 2d       | insufficient-funds |           |
         | top up 130                      |                    | 130       |
         | open 1: 10 at 10 until 2d       |                    | 0         | 130
         | pay 2: 0                        | unknown-job        |           |
         | pay 1: 0                        | invalid-slots      |           |
         | pay 1: -1                       | invalid-slots      |           |
         | pay 1: 11                       | too-many-slots     |           |
         | reject 2: 0                     | unknown-job        |           |
         | reject 1: 0                     | invalid-slots      |           |
         | reject 1: 11                    | too-many-slots     |           |
    """)

  static let precedenceOfSettings = Table(
    "Reload settings are checked in order: threshold, amount, method", .plain,
    """
    time | command               | status            | reload
    0    | reload below -1 add 0 | invalid-threshold |
         | reload below 0 add 0  | invalid-amount    |
         | reload below 0 add 1  | no-payment-method |
         | reload off            |                   |
         | attach                |                   |
         | reload below 0 add 1  |                   | ready
         | reload off            |                   | off
    """)

  static let grants = Table(
    "Credits are given for nothing, for a while, and never as paid ones", .plain,
    """
    time | command                 | status           | promo | promotion | lots        | moved
    1d   | grant 0                 | invalid-amount   |       |           |             |
         | grant 100000000000001   | invalid-amount   |       |           |             |
         | grant 100 paid          | invalid-amount   |       |           |             |
         | grant 100 until 1d      | invalid-deadline |       |           |             |
         | grant 100 until 2d      |                  | 100   | 100       | 1:100       | grant 100
         | grant 50 free           |                  | 150   | 150       | 1:100 2:50  | grant 50
    2d   | wait                    |                  | 50    | 50        | 2:50        | expiry 100
    """)

  static let usage = Table(
    "Usage is paid whole or not at all", .plain,
    """
    time | command     | status             | paid | promo | moved
    0    | use 1       | insufficient-funds |      |       |
         | grant 100   |                    |      | 100   | grant 100
         | attach      |                    |      |       |
         | top up 100  |                    | 100  |       | purchase 100
         | use 0       | invalid-amount     |      |       |
         | use -5      | invalid-amount     |      |       |
         | use 100000000000001 | invalid-amount |  |       |
         | use 201     | insufficient-funds |      |       |
         | use 150     |                    | 50   | 0     | usage 50, usage 100
         | use 50      |                    | 0    |       | usage 50
    """)

  static let processorFee = Table(
    "The processor keeps its part of every settled charge, rounded half-up, never more than the charge",
    Terms.plain.with { $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30) },
    """
    time | command      | status | paid  | cash | moved
    0    | attach       |        |       |      |
         | top up 1000  |        | 1000  | 941  | purchase 1000, processorFee 59
         | top up 20    |        | 1020  | 941  | purchase 20, processorFee 20
         | buy 1000     |        |       |      |
         | settle 3 soft |       |       |      |
         | top up 50    |        | 1070  | 960  | purchase 50, processorFee 31
    """)

  static let detachedInFlight = Table(
    "A charge in flight at detach completes, and nothing new starts", .plain,
    """
    time | command                  | status | available | reload   | asks   | moved
    0    | attach                   |        |           |          |        |
         | reload below 100 add 500 |        |           | inFlight | 1: 500 |
         | detach                   |        |           | off      |        |
    1m   | settle 1 succeeded       |        | 500       |          |        | purchase 500
         | use 450                  |        | 50        |          |        | usage 450
    """)
}
