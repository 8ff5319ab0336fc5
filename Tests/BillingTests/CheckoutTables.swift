import Accounting
import BillingTestSupport
import Pricing

/// Checkout sessions, the free tier, and what becomes of held credits when they expire.
enum CheckoutTables {
  static let all = [lapse, answered, freeTier, noFreeTier, shrink, grace]

  private static let hourly = Terms.inside.with { $0.limits.checkoutExpires_ms = Duration_ms.hour }

  static let lapse = Table(
    "A checkout that nobody pays lapses after its hour; a success heard later is credited, once", hourly,
    """
    time     | command               | status          | available | cash | asks    | moved
    0        | attach                |                 |           |      |         |
             | buy 1000 key k        |                 |           |      | 1: 1000 |
             | elapse checkout 1     | timer-not-due   |           |      |         |
             | elapse checkout 2     | timer-cancelled |           |      |         |
    1h       | wait                  |                 |           |      |         |
             | elapse checkout 1     | timer-cancelled |           |      |         |
             | settle 1 soft         | repeated        |           |      |         |
             | buy 1000 key k        | repeated        |           |      |         |
             | buy 2000 key k        | key-reused      |           |      |         |
    3h       | settle 1 succeeded    |                 | 1000      | 1000 |         | purchase 1000
             | settle 1 succeeded    | repeated        |           |      |         |
    """)

  static let answered = Table(
    "A checkout that was answered does not lapse, whatever the answer", hourly,
    """
    time     | command               | status          | available | cash | asks    | moved
    0        | attach                |                 |           |      |         |
             | buy 1000              |                 |           |      | 1: 1000 |
             | buy 2500              |                 |           |      | 2: 2500 |
    30m      | settle 1 succeeded    |                 | 1000      | 1000 |         | purchase 1000
             | settle 2 hard         |                 |           |      |         |
    2h       | elapse checkout 1     | timer-cancelled |           |      |         |
             | elapse checkout 2     | timer-cancelled |           |      |         |
             | settle 2 succeeded    |                 | 3625      | 3500 |         | purchase 2500, bonus 125
    """)

  static let freeTier = Table(
    "The free tier comes once, in the catalog's amount, for the catalog's term",
    Terms.inside.with { $0.freeTier = FreeTierRule(amount: 500, term: .milliseconds(30 * Duration_ms.day)) },
    """
    time | command              | status          | available | promotion | moved
    0    | grant 499 free       | invalid-amount  |           |           |
         | grant 500 free       |                 | 500       | 500       | grant 500
         | grant 500 free       | already-granted |           |           |
         | grant 501 free       | invalid-amount  |           |           |
         | grant 20             |                 | 520       | 520       | grant 20
    29d  | use 100              |                 | 420       |           | usage 100
    30d  | wait                 |                 | 20        | 120       | expiry 400
         | grant 500 free       | already-granted |           |           |
    """)

  static let noFreeTier = Table(
    "Without a free tier in the catalog whoever gives it decides", .plain,
    """
    time | command              | status | available | moved
    0    | grant 7 free         |        | 7         | grant 7
         | grant 8 free         |        | 15        | grant 8
    """)

  static let shrink = Table(
    "Credits that expire inside a hold take their slots with them, and the rest of those slots goes back",
    Terms.plain.with { $0.expiry.held = .shrink },
    """
    time | command            | status         | available | held | promotion | lots          | moved
    0    | grant 25 until 1d  |                | 25        |      | 25        | 1:25          | grant 25
         | grant 100          |                | 125       |      | 125       | 1:25 2:100    | grant 100
         | open 1: 6 at 10    |                | 65        | 60   |           | 1:0+25 2:65+35 | hold 60
    1d   | wait               |                | 70        | 30   | 100       | 2:70+30       | release 25, expiry 25, release 5
         | pay 1: 4           | too-many-slots |           |      |           | 2:70+30       |
         | pay 1: 3           |                |           | 0    |           | 2:70          | capturePayout 30
    """)

  static let grace = Table(
    "Credits that are held at their expiry have a grace period once, and burn in their new place",
    Terms.plain.with { $0.expiry.held = .grace(.milliseconds(10 * Duration_ms.day)) },
    """
    time | command            | status         | available | held | promotion | lots                | moved
    0    | grant 30 until 1d  |                | 30        |      | 30        | 1:30                | grant 30
         | grant 50 until 5d  |                | 80        |      | 80        | 1:30 2:50           | grant 50
         | open 1: 2 at 10    |                | 60        | 20   |           | 1:10+20 2:50        | hold 20
    1d   | wait               |                | 50        |      | 70        | 2:50 1:0+20         | expiry 10
         | elapse lot 1       | timer-not-due  |           |      |           | 2:50 1:0+20         |
    2d   | close 1            |                | 70        | 0    |           | 2:50 1:20           | release 20
         | use 55             |                | 15        |      |           | 1:15                | usage 55
    11d  | wait               |                | 0         |      | 55        | none                | expiry 15
    """)
}
