import Accounting
import BillingTestSupport
import Pricing

/// How jobs live and end.
enum JobTables {
  static let all = [
    filled, partial, rejectedReleased, rejectedReopened, timedOut, endedOnce, lateWork, numbers, insideThePrice, totalFee,
  ]

  static let filled = Table(
    "A job is filled slot by slot and is then over", .onTop,
    """
    time | command             | status     | available | held | jobs | payout | fee | moved
    0    | attach              |            |           |      |      |        |     |
         | top up 50000        |            | 50000     |      |      |        |     | purchase 50000
    1h   | open 1: 10 at 300   |            | 46100     | 3900 | 1    |        |     | hold 3900
    2h   | pay 1: 1            |            |           | 3510 |      | 300    | 90  | capturePayout 300, captureFee 90
    3h   | pay 1: 9            |            |           | 0    | 0    | 3000   | 900 | capturePayout 2700, captureFee 810
    4h   | pay 1: 1            | job-closed |           |      |      |        |     |
    4h   | close 1             | job-closed |           |      |      |        |     |
    40d  | wait                |            |           |      |      |        |     |
    """)

  static let partial = Table(
    "A job that is closed or cancelled gives back what was not settled", .onTop,
    """
    time | command           | status | available | held | jobs | moved
    0    | attach            |        |           |      |      |
         | top up 50000      |        | 50000     |      |      | purchase 50000
         | open 1: 10 at 300 |        | 46100     | 3900 | 1    | hold 3900
         | open 2: 1 at 1000 |        | 44800     | 5200 | 2    | hold 1300
    1d   | pay 1: 7          |        |           | 2470 |      | capturePayout 2100, captureFee 630
    2d   | close 1           |        | 45970     | 1300 | 1    | release 1170
    3d   | cancel 2          |        | 47270     | 0    | 0    | release 1300
    """)

  static let rejectedReleased = Table(
    "A rejected slot is over and its escrow goes back at once", .onTop,
    """
    time | command          | status         | available | held | jobs | moved
    0    | attach           |                |           |      |      |
         | top up 1000      |                | 1000      |      |      | purchase 1000
         | open 1: 4 at 100 |                | 480       | 520  | 1    | hold 520
    1h   | reject 1: 1      |                | 610       | 390  |      | release 130
         | reject 1: 4      | too-many-slots |           |      |      |
         | pay 1: 2         |                |           | 130  |      | capturePayout 200, captureFee 60
         | pay 1: 2         | too-many-slots |           |      |      |
         | reject 1: 1      |                | 740       | 0    | 0    | release 130
         | pay 1: 1         | job-closed     |           |      |      |
    """)

  static let rejectedReopened = Table(
    "A rejected slot may stay open for somebody else", Terms.onTop.with { $0.jobs.rejectedSlot = .reopen },
    """
    time | command          | status         | available | held | jobs | moved
    0    | attach           |                |           |      |      |
         | top up 1000      |                | 1000      |      |      | purchase 1000
         | open 1: 4 at 100 |                | 480       | 520  | 1    | hold 520
    1h   | reject 1: 1      |                |           |      |      |
         | pay 1: 4         |                |           | 0    | 0    | capturePayout 400, captureFee 120
         | reject 1: 1      | job-closed     |           |      |      |
    """)

  static let timedOut = Table(
    "A job ends at its deadline, its own or the catalog's", Terms.onTop.with { $0.jobs.timeout_ms = 5 * Duration_ms.day },
    """
    time             | command                   | status         | available | held | jobs | moved
    0                | attach                    |                |           |      |      |
                     | top up 1000               |                | 1000      |      |      | purchase 1000
                     | open 1: 1 at 100 until 2d |                | 870       | 130  | 1    | hold 130
                     | open 2: 2 at 100          |                | 610       | 390  | 2    | hold 260
    1d               | elapse job 1              | timer-not-due  |           |      |      |
    1d 23h 59m 59s   | pay 2: 1                  |                |           | 260  |      | capturePayout 100, captureFee 30
    2d               | wait                      |                | 740       | 130  | 1    | release 130
                     | pay 1: 1                  | job-closed     |           |      |      |
    4d 23h 59m 59s   | wait                      |                |           |      |      |
    5d               | wait                      |                | 870       | 0    | 0    | release 130
                     | elapse job 2              | timer-cancelled |          |      |      |
    """)

  static let endedOnce = Table(
    "A job ends once, however it is ended again", .onTop,
    """
    time | command          | status          | available | held | jobs | moved
    0    | attach           |                 |           |      |      |
         | top up 1000      |                 | 1000      |      |      | purchase 1000
         | open 1: 4 at 100 |                 | 480       | 520  | 1    | hold 520
         | close 1          |                 | 1000      | 0    | 0    | release 520
         | close 1          | job-closed      |           |      |      |
         | cancel 1         | job-closed      |           |      |      |
         | pay 1: 1         | job-closed      |           |      |      |
         | reject 1: 1      | job-closed      |           |      |      |
         | elapse job 1     | timer-cancelled |           |      |      |
    30d  | wait             |                 |           |      |      |
    """)

  static let lateWork = Table(
    "Work cannot be settled once the deadline has come, even if the driver forgot the timer", .onTop,
    """
    time | command                   | status        | available | held | jobs | moved
    0    | attach                    |               |           |      |      |
         | top up 1000               |               | 1000      |      |      | purchase 1000
         | open 1: 4 at 100 until 1d |               | 480       | 520  | 1    | hold 520
    ~1d  | pay 1: 1                  | timer-overdue |           |      |      |
         | reject 1: 1               | timer-overdue |           |      |      |
         | close 1                   | timer-overdue |           |      |      |
         | cancel 1                  | timer-overdue |           |      |      |
    1d   | wait                      |               | 1000      | 0    | 0    | release 520
    """)

  static let numbers = Table(
    "A job's number is used once and rises", .onTop,
    """
    time | command          | status      | available | held | jobs | moved
    0    | attach           |             |           |      |      |
         | top up 1000      |             | 1000      |      |      | purchase 1000
         | pay 1: 1         | unknown-job |           |      |      |
         | open 2: 1 at 100 |             | 870       | 130  | 1    | hold 130
         | open 2: 1 at 100 | job-exists  |           |      |      |
         | open 1: 1 at 100 | job-exists  |           |      |      |
         | close 3          | unknown-job |           |      |      |
         | close 0          | unknown-job |           |      |      |
         | close 2          |             | 1000      | 0    | 0    | release 130
         | open 2: 1 at 100 | job-exists  |           |      |      |
    """)

  static let insideThePrice = Table(
    "With the fee inside the price the worker gets the rest", Terms.inside.with { $0.limits = PurchaseLimits() },
    """
    time | command           | status | available | held | payout | fee | moved
    0    | attach            |        |           |      |        |     |
         | top up 2000       |        | 2000      |      |        |     | purchase 2000
         | open 1: 10 at 50  |        | 1500      | 500  |        |     | hold 500
         | pay 1: 1          |        |           | 450  | 40     | 10  | capturePayout 40, captureFee 10
         | close 1           |        | 1950      | 0    |        |     | release 450
         | open 2: 1 at 3    |        | 1947      | 3    |        |     | hold 3
         | pay 2: 1          |        |           | 0    | 42     | 11  | capturePayout 2, captureFee 1
         | open 3: 1 at 2    |        | 1945      | 2    |        |     | hold 2
         | pay 3: 1          |        |           | 0    | 44     |     | capturePayout 2
    """)

  static let totalFee = Table(
    "A fee on the total is handed out by cumulative floors: 33.3 % of 10 is 3, at the 4th, 7th and 10th slot",
    Terms.plain.with { $0.fee = FeeRule(placement: .onTop, share: Share(millionths: 333_000), rounding: .down, scope: .onTotal) },
    """
    time | command         | status | available | held | payout | fee | moved
    0    | attach          |        |           |      |        |     |
         | top up 100      |        | 100       |      |        |     | purchase 100
         | open 1: 10 at 1 |        | 87        | 13   |        |     | hold 13
         | pay 1: 3        |        |           | 10   | 3      |     | capturePayout 3
         | pay 1: 1        |        |           | 8    | 4      | 1   | capturePayout 1, captureFee 1
         | reject 1: 2     |        | 89        | 6    |        |     | release 2
         | pay 1: 1        |        |           | 4    | 5      | 2   | capturePayout 1, captureFee 1
         | close 1         |        | 93        | 0    |        |     | release 4
    """)
}
