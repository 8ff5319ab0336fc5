import Accounting
import BillingTestSupport
import Pricing

/// Lots: which burn first, how they expire, and where held credits go back to.
enum LotTables {
  static let all = [
    halfOpen, lastMillisecond, bonus, bonusOwnTerm, pinned, releasedAfterExpiry, severalLots, reverseOrder, sameInstant,
    leapDay, overdueDriver, rejectedAfterExpiry,
  ]

  static let halfOpen = Table(
    "A credit may be spent until the instant before its expiry", .plain,
    """
    time            | command              | status             | available | promotion | moved
    0               | grant 100 until 1d   |                    | 100       | 100       | grant 100
    23h 59m 59s     | use 40               |                    | 60        |           | usage 40
    1d              | use 1                | insufficient-funds | 0         | 40        | expiry 60
    """)

  static let lastMillisecond = Table(
    "At the instant of expiry the timer comes first; a driver that forgot it is told so", .plain,
    """
    time | command            | status          | available | moved
    0    | grant 100 until 1d |                 | 100       | grant 100
         | elapse lot 1       | timer-not-due   |           |
    23h 59m 59s 999ms | use 1 |                 | 99        | usage 1
    ~1d  | use 1              | timer-overdue   |           |
         | elapse lot 1       |                 | 0         | expiry 99
         | elapse lot 1       | timer-cancelled |           |
         | elapse lot 2       | timer-cancelled |           |
    """)

  static let bonus = Table(
    "The bonus is a lot of its own with the purchase's expiry, burns first, and expires as no revenue", .inside,
    from: .utc(2025, 2, 28),
    """
    time       | command          | status | paid  | promo | lots          | breakage | promotion | moved
    2025-02-28 | attach           |        |       |       |               |          |           |
               | top up 10000     |        | 10000 | 1500  | 2:1500 1:10000 |         | 1500      | purchase 10000, bonus 1500
               | use 1600         |        | 9900  | 0     | 1:9900        |          |           | usage 100, usage 1500
               | top up 2499      |        | 12399 |       | 1:9900 3:2499 |          |           | purchase 2499
    2025-03-01 | top up 2500      |        | 14899 | 125   | 1:9900 3:2499 5:125 4:2500 | | 1625      | purchase 2500, bonus 125
    2026-02-28 | wait             |        | 2500  |       | 5:125 4:2500  | 12399    |           | expiry 9900, expiry 2499
    2026-03-01 | wait             |        | 0     | 0     | none          | 14899    | 1500      | expiry 2500, expiry 125
    """)

  static let bonusOwnTerm = Table(
    "A bonus may live shorter than what it came with",
    Terms.inside.with { $0.expiry.bonus = .milliseconds(Duration_ms.week) },
    """
    time | command      | status | paid | promo | moved
    0    | attach       |        |      |       |
         | top up 5000  |        | 5000 | 500   | purchase 5000, bonus 500
    6d   | use 100      |        |      | 400   | usage 100
    7d   | wait         |        |      | 0     | expiry 400
    """)

  static let pinned = Table(
    "A held credit does not expire while it is held, and can still be captured", .plain,
    """
    time | command            | status | available | held | promotion | moved
    0    | grant 100 until 1d |        | 100       |      | 100       | grant 100
         | open 1: 3 at 20    |        | 40        | 60   |           | hold 60
    1d   | wait               |        | 0         |      | 60        | expiry 40
    2d   | pay 1: 3           |        |           | 0    |           | capturePayout 60
    """)

  static let releasedAfterExpiry = Table(
    "Released after its expiry a credit expires at once, with a transfer of its own", .plain,
    """
    time | command            | status | available | held | promotion | moved
    0    | grant 100 until 1d |        | 100       |      | 100       | grant 100
         | grant 50           |        | 150       |      | 150       | grant 50
         | open 1: 6 at 20    |        | 30        | 120  |           | hold 120
    1d   | wait               |        |           |      |           |
    2d   | pay 1: 1           |        |           | 100  |           | capturePayout 20
    3d   | close 1            |        | 50        | 0    | 70        | release 100, expiry 80
    """)

  static let rejectedAfterExpiry = Table(
    "A slot rejected after the expiry of its credits gives nothing back", .plain,
    """
    time | command            | status | available | held | promotion | lots     | moved
    0    | grant 40 until 1d  |        | 40        |      | 40        | 1:40     | grant 40
         | open 1: 2 at 20    |        | 0         | 40   |           | 1:0+40   | hold 40
    1d   | reject 1: 1        |        |           | 20   | 20        | 1:0+20   | release 20, expiry 20
         | reject 1: 1        |        |           | 0    | 0         | none     | release 20, expiry 20
    """)

  static let severalLots = Table(
    "A capture over several lots takes them in the order of holding, paid and given told apart", .plain,
    """
    time | command             | status | paid | promo | held | lots              | moved
    0    | attach              |        |      |       |      |                   |
         | grant 30 until 5d   |        |      | 30    |      | 1:30              | grant 30
         | top up 100          |        | 100  |       |      | 1:30 2:100        | purchase 100
         | grant 50 until 9d   |        |      | 80    |      | 1:30 3:50 2:100   | grant 50
         | open 1: 10 at 10    |        | 80   | 0     | 100  | 1:0+30 3:0+50 2:80+20 | hold 20, hold 80
         | pay 1: 4            |        |      |       | 60   | 3:0+40 2:80+20    | capturePayout 40
         | pay 1: 5            |        |      |       | 10   | 2:80+10           | capturePayout 10, capturePayout 40
         | close 1             |        | 90   |       | 0    | 2:90              | release 10
    """)

  static let reverseOrder = Table(
    "What is given back goes to exactly the lots that it came from, the last taken first", .plain,
    """
    time | command             | status | available | held | lots                    | moved
    0    | grant 30 until 5d   |        | 30        |      | 1:30                    | grant 30
         | grant 50 until 9d   |        | 80        |      | 1:30 2:50               | grant 50
         | grant 20            |        | 100       |      | 1:30 2:50 3:20          | grant 20
         | open 1: 9 at 10     |        | 10        | 90   | 1:0+30 2:0+50 3:10+10   | hold 90
         | reject 1: 1         |        | 20        | 80   | 1:0+30 2:0+50 3:20      | release 10
         | reject 1: 2         |        | 40        | 60   | 1:0+30 2:20+30 3:20     | release 20
         | open 2: 3 at 10     |        | 10        | 90   | 1:0+30 2:0+50 3:10+10   | hold 30
         | close 1             |        | 70        | 30   | 1:30 2:30+20 3:10+10    | release 60
         | close 2             |        | 100       | 0    | 1:30 2:50 3:20          | release 30
    """)

  static let sameInstant = Table(
    "An answer of the processor comes before a timer of the same instant", .plain,
    """
    time | command            | status   | available | moved
    0    | attach             |          |           |
         | buy 70             |          |           |
         | grant 100 until 1d |          | 100       | grant 100
    ~1d  | settle 1 succeeded |          | 170       | purchase 70
         | settle 1 succeeded | repeated |           |
    1d   | wait               |          | 70        | expiry 100
    """)

  static let leapDay = Table(
    "Twelve months after 29 February is 28 February, at the same time of day",
    Terms.inside.with { $0.bonus = .none }, from: .utc(2024, 2, 29, hour: 10),
    """
    time             | command     | status | paid | moved
    0                | attach      |        |      |
                     | top up 1000 |        | 1000 | purchase 1000
    2025-02-28T09:59 | use 1       |        | 999  | usage 1
    2025-02-28T10:00 | wait        |        | 0    | expiry 999
    """)

  static let overdueDriver = Table(
    "Nothing can be done for an owner whose lot is overdue, but timers and answers", .plain,
    """
    time | command              | status        | available | held | jobs | moved
    0    | attach               |               |           |      |      |
         | grant 100 until 1d   |               | 100       |      |      | grant 100
         | open 1: 1 at 10 until 1d |           | 90        | 10   | 1    | hold 10
    ~1d  | attach               | timer-overdue |           |      |      |
         | detach               | timer-overdue |           |      |      |
         | buy 10               | timer-overdue |           |      |      |
         | grant 10             | timer-overdue |           |      |      |
         | reload off           | timer-overdue |           |      |      |
         | open 2: 1 at 10      | timer-overdue |           |      |      |
         | use 1                | timer-overdue |           |      |      |
         | elapse job 1         |               |           | 0    | 0    | release 10, expiry 10
         | elapse lot 1         |               | 0         |      |      | expiry 90
         | detach               |               |           |      |      |
    """)
}
