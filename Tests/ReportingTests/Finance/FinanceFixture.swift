import Accounting
import Measurement

@testable import Reporting

/// Two months of two segments made by hand, counted as a run counts: three owners whose books fit on a page.
///
/// - An agency joins in January and buys 100.00 with a bonus of 10.00; of a job for 50.00 it pays 39.00, in February it uses 5.00, and
///   4.00 of the bonus expire.
/// - A startup joins in February and subscribes at 30.00 a month, of which 10.00 are earned; it runs up a debt of 2.00, 20 days old at the end.
/// - Another one joins in February and has a free tier of 5.00.
struct FinanceRun: ~Copyable {
  static let segments = [
    SegmentIdentity(name: "agencies", catalog: "escrow"), SegmentIdentity(name: "startups", catalog: "plans"),
  ]
  var card: Scorecard

  init(catalogs: Int = 1) {
    card = Scorecard(
      start: HandMadeRun.start, end: HandMadeRun.end, kinds: 3, statuses: 3, peaks: true, catalogs: catalogs, segments: 2)
    card.owners = 3
    let (january, february) = (HandMadeRun.start, HandMadeRun.february)
    join(segment: 0, january)
    post(.cash, .availablePaid, 10_000, .purchase, at: january)
    post(.processorFees, .cash, 320, .processorFee, at: january)
    post(.promotion, .availablePromotional, 1_000, .bonus, at: january)
    post(.availablePaid, .heldPaid, 5_000, .hold, at: january)
    post(.heldPaid, .workerPayable, 3_000, .capturePayout, at: january)
    post(.heldPaid, .feeRevenue, 900, .captureFee, at: january)
    post(.heldPaid, .availablePaid, 1_100, .release, at: january)
    post(.availablePaid, .usageRevenue, 500, .usage, at: february)
    post(.availablePromotional, .promotion, 400, .expiry, at: february)
    card.ownersByMonth.add(row: 1, column: Scorecard.OwnerColumn.active.rawValue)
    card.members.add(row: row + 1, column: Scorecard.OwnerColumn.active.rawValue)
    addLot(.purchase, 10_000, used: 4_400, at: january)
    addLot(.bonus, 1_000, expired: 400, at: january)

    join(segment: 1, february)
    post(.cash, .deferred, 3_000, .planBilled, at: february)
    post(.processorFees, .cash, 120, .processorFee, at: february)
    post(.deferred, .planRevenue, 1_000, .planEarned, at: february)
    post(.receivable, .usageRevenue, 200, .usageOnDebt, at: february)
    post(.badDebt, .receivable, 200, .badDebt, at: HandMadeRun.end.advanced(by: -1))
    card.debts.add(200, age: .upTo30, .atHorizon, segment: 1)
    card.recurring.add(3_000, .new, segment: 1, month: 1)
    card.recurring.close(3_000, segment: 1)

    join(segment: 1, february)
    post(.promotion, .availablePromotional, 500, .grant, at: february)
    addLot(.freeTier, 500, at: february)
  }

  /// Where the rows of the last owner that joined begin.
  private var row = 0

  private mutating func join(segment: Int, _ at: Instant) {
    row = card.cohorts.shape.firstRow(segment: segment, joinedAt: at)
    card.cohorts.choose(firstRow: row)
    let month = at == HandMadeRun.start ? 0 : 1
    for column in [Scorecard.OwnerColumn.joined, .active] {
      card.ownersByMonth.add(row: month, column: column.rawValue)
      card.members.add(row: row + month, column: column.rawValue)
    }
  }

  mutating func post(_ debit: Account, _ credit: Account, _ amount: Int64, _ code: TransferCode, at: Instant) {
    card.cohorts.add(Transfer(debit: debit, credit: credit, amount: amount, code: code), at: at)
    card.balances.add(debit.growsByDebit ? amount : -amount, row: Int(debit.rawValue))
    card.balances.add(credit.growsByDebit ? -amount : amount, row: Int(credit.rawValue))
  }

  mutating func addLot(_ origin: LotOrigin, _ granted: Int64, used: Int64 = 0, expired: Int64 = 0, at: Instant) {
    var lot = Lot(
      id: LotID(1), granted: granted, costBasis: 0, origin: origin, priority: 0, payment: .none, grantedAt: at, expiresAt: .never)
    lot.used = used
    lot.expired = expired
    lot.remaining = granted - used - expired
    card.vintages.add(lot, catalog: 0)
  }

  static func identity() -> RunIdentity {
    var run = HandMadeRun.identity()
    run.segments = segments
    return run
  }

  consuming func report() -> RunReport {
    card.settle(catalogsOfSegments: [0, 0], factors: [1])
    return HandMadeRun(card: card).report(FinanceRun.identity())
  }
}
