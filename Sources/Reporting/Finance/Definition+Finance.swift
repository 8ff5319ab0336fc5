import Accounting
import Measurement

/// What the fields under `finance` mean.
extension Definition {
  static let finance =
    [
      Definition("finance.asset", "currency", "What all amounts of this object are counted in."),
      Definition("finance.decimals", "digits", "Decimal places of the minor unit: 2 for cents."),
      Definition("finance.income.monthly[].month", "month, UTC", "The calendar month."),
    ] + statement("finance.income.monthly[]") + statement("finance.income.total")
    + histories + origins + badDebt + recurring + segments + cohorts

  private static func statement(_ path: String) -> [Definition] {
    IncomeFigure.allCases.map { Definition("\(path).\($0.basis.rawValue).\($0.rawValue)", "minor units", $0.meaning) } + [
      Definition("\(path).ties", "true or false", "Whether net cash and the lines of `bridge` together are the net.")
    ]
  }

  private static let histories =
    (CreditClass.allCases.map { ("\($0)", "\($0) credits", BalanceHistory.movements(of: $0)) }
    + MovingBalance.allCases.map { ($0.rawValue, $0.what, $0.movements) }).flatMap { key, what, movements in
      let path = "finance.rollForward.\(key)[]"
      return [
        Definition("\(path).month", "month, UTC", "The calendar month."),
        Definition("\(path).opening", "minor units", "At its beginning: \(what)."),
      ] + movements.map { Definition("\(path).\($0.key)", "minor units", ($0.adds ? "Adds: " : "Takes: ") + $0.meaning) } + [
        Definition("\(path).closing", "minor units", "At its end, by all postings since the start."),
        Definition("\(path).ties", "true or false", "Whether the movements lead exactly from opening to closing."),
      ]
    }

  private static let origins =
    [
      Definition(
        "finance.origins[].origin", "`purchase`, `reload`, `bonus`, `freeTier` or `grant`",
        "Where credits came from; those that never came are left out."),
      Definition("finance.origins[].class", "`paid` or `promotional`", "The class of such credits."),
    ] + OriginFigure.allCases.map { Definition("finance.origins[].total.\($0.rawValue)", $0.unit, $0.meaning) } + [
      Definition("finance.origins[].byMonthGranted[].month", "month, UTC", "Of the credits that were granted in this month:")
    ] + OriginFigure.allCases.map { Definition("finance.origins[].byMonthGranted[].\($0.rawValue)", $0.unit, $0.meaning) }

  private static let badDebt = [
    Definition("finance.badDebt.open", "minor units", "Debts that were open when the run ended, where they are written off."),
    Definition("finance.badDebt.writtenOff", "minor units", "Debts that were written off before."),
    Definition(
      "finance.badDebt.ages[].days", "`0-30`, `31-60`, `61-90` or `over 90`",
      "For how many days the owner had owed something without a break."),
    Definition("finance.badDebt.ages[].open", "minor units", "Of this age, open when the run ended."),
    Definition("finance.badDebt.ages[].openDebts", "debts", "How many."),
    Definition("finance.badDebt.ages[].writtenOff", "minor units", "Of this age, written off before."),
    Definition("finance.badDebt.ages[].writtenOffDebts", "debts", "How many."),
  ]

  private static let recurring: [Definition] = {
    let path = "finance.recurring.monthly[]"
    return [
      Definition(
        "finance.recurring", "object or null",
        "Monthly recurring revenue (MRR): what all subscriptions that are paid for come to a month. Null where there never was one."
      ),
      Definition("\(path).month", "month, UTC", "The calendar month."),
      Definition("\(path).opening", "minor units a month", "At its beginning."),
    ] + RecurringSums.Change.allCases.map { Definition("\(path).\($0.key)", "minor units a month", $0.meaning) } + [
      Definition("\(path).closing", "minor units a month", "At its end: opening and the five changes together."),
      Definition("\(path).openingSubscriptions", "subscriptions", "Paid for at its beginning."),
    ]
      + RecurringSums.Change.allCases.map {
        Definition("\(path).\($0.key)Subscriptions", "subscriptions", "How many changed so.")
      } + [
        Definition(
          "\(path).closingSubscriptions", "subscriptions",
          "At its end: opening, new and reactivated ones less those that churned."),
        Definition(
          "finance.recurring.closing", "minor units a month", "Counted from the subscriptions that there are when the run ends."),
        Definition("finance.recurring.closingSubscriptions", "subscriptions", "How many these are."),
      ]
  }()

  private static let segments: [Definition] = {
    let path = "finance.segments[]"
    return [
      Definition("\(path).segment", "text or null", "A segment of the scenario; the first item is of all together, and null."),
      Definition("\(path).catalog", "text or null", "The catalog that its owners pay by."),
      Definition("\(path).owners", "owners", "How many joined."),
      Definition("\(path).activeMonths", "owner-months", "Months in which an owner sent a command, summed over owners."),
      Definition("\(path).cashIn", "minor units", IncomeFigure.received.meaning),
      Definition("\(path).revenue", "minor units", IncomeFigure.revenue.meaning),
      Definition("\(path).promotion", "minor units", IncomeFigure.promotion.meaning),
      Definition("\(path).processorFees", "minor units", IncomeFigure.processorFees.meaning),
      Definition("\(path).badDebt", "minor units", IncomeFigure.badDebt.meaning),
      Definition("\(path).disputeLosses", "minor units", IncomeFigure.disputeLosses.meaning),
      Definition("\(path).net", "minor units", IncomeFigure.net.meaning),
      Definition("\(path).revenuePerActiveMonth", "minor units or null", "ARPU: revenue / activeMonths, to the nearest unit."),
      Definition("\(path).cashPerOwner", "minor units or null", "cashIn / owners."),
      Definition("\(path).revenuePerOwner", "minor units or null", "revenue / owners."),
      Definition("\(path).netPerOwner", "minor units or null", "net / owners."),
      Definition("\(path).recurring", "minor units a month", "What its subscriptions come to when the run ends."),
      Definition(
        "\(path).paybackAge", "months or null",
        "The age from which on `lifetime[].net` is never below zero: when what was given away first has come back. Null where it has not."
      ),
      Definition("\(path).lifetime[].age", "months", "Since the month in which an owner joined, which is 0."),
      Definition("\(path).lifetime[].owners", "owners", "Those who joined early enough to have come to this age within the run."),
      Definition(
        "\(path).lifetime[].revenue", "minor units",
        "LTV: what an owner brought in up to this age, month for month the mean over the owners who came to it."),
      Definition("\(path).lifetime[].net", "minor units", "The same for the net."),
    ]
  }()

  private static let cohorts: [Definition] = {
    let path = "finance.cohorts[].ages[]"
    return [
      Definition(
        "finance.monthsPerCohort", "months",
        "How many months of joining make one cohort: 1, or 3, 12 or all of them where many segments and months would need too much memory."
      ),
      Definition("finance.cohorts[].month", "month, UTC", "The first month in which the owners of the cohort joined."),
      Definition("finance.cohorts[].joined", "owners", "How many; cohorts that nobody joined are left out."),
      Definition("\(path).age", "months", "Since that month, which is 0."),
      Definition("\(path).active", "owners", "Sent a command in this month."),
      Definition("\(path).gone", "owners", "Left in this month."),
      Definition("\(path).cashIn", "minor units", "Card payments of this month."),
      Definition("\(path).revenue", "minor units", "Revenue of this month."),
      Definition("\(path).net", "minor units", "Net of this month."),
      Definition("\(path).revenuePerOwner", "minor units", "Revenue since joining, of an owner that joined."),
      Definition("\(path).netPerOwner", "minor units", "Net since joining, of an owner that joined."),
      Definition("\(path).bought", "minor units", "Credits bought since joining."),
      Definition("\(path).spent", "minor units", "Bought credits that were captured or used since then."),
      Definition("\(path).expired", "minor units", "Bought credits that expired since then."),
      Definition("\(path).refunded", "minor units", "Bought credits that were taken back since then."),
      Definition("\(path).left", "minor units", "Bought credits that are owed at the end of the month, spendable or in escrow."),
      Definition("\(path).spentPercent", "% or null", "`spent` of `bought`, to one decimal place."),
      Definition("\(path).expiredPercent", "% or null", "`expired` of `bought`."),
      Definition("\(path).leftPercent", "% or null", "`left` of `bought`."),
    ]
  }()
}
