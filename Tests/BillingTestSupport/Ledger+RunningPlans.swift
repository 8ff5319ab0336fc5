import Accounting
import Pricing

@testable import Billing

/// Plans that run without having been bought: for tests about what a plan allows, not about subscriptions.
extension Ledger {
  /// The plan of this name runs from now for a month.
  public func runPlan(_ name: String) {
    let (owner, now) = (owner.index, now)
    arrange { book in
      let row = book.membershipRow(owner, now)
      book.memberships[row].plan = Int16(book.terms.plans?.plan(named: name)?.number ?? 0)
      book.memberships[row].status = .active
      book.memberships[row].periodStart = now
      book.memberships[row].periodEnd = now.addingMonths(1)
      book.beginAllowance(owner, now)
    }
  }

  /// The plan becomes the one of this name, in the middle of its period.
  public func switchPlan(_ name: String) {
    let owner = owner.index
    arrange { book in
      let row = Int(book.owners[owner].membership)
      book.memberships[row].plan = Int16(book.terms.plans?.plan(named: name)?.number ?? 0)
    }
  }

  /// The plan's period ends now, and the next one begins.
  ///
  /// - Returns: what minutes beyond the allowance cost, in minor units.
  @discardableResult
  public func turnPeriod() -> Int64 {
    let (owner, now) = (owner.index, now)
    var cost: Int64 = 0
    arrange { book in
      let row = Int(book.owners[owner].membership)
      cost = book.endAllowance(owner, now)
      book.memberships[row].periodStart = now
      book.memberships[row].periodEnd = now.addingMonths(1)
      book.beginAllowance(owner, now)
    }
    return cost
  }

  /// The plan ends now.
  public func endPlan() {
    let (owner, now) = (owner.index, now)
    arrange { book in
      _ = book.endAllowance(owner, now)
      book.memberships[Int(book.owners[owner].membership)].status = .canceled
    }
  }

  /// Uses a report for an analysis; whether there was one.
  public func takeReport() -> Bool {
    let (owner, now) = (owner.index, now)
    var wasThere = false
    arrange { wasThere = $0.takeReport(owner, now) }
    return wasThere
  }
}
