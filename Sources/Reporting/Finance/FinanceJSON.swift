import Accounting
import Measurement

/// The object `finance` of `report.json`.
enum FinanceJSON {
  static func object(_ finance: FinanceReport) -> JSONValue {
    let asset = ("asset", JSONValue.text(finance.unit.code))
    return .object([
      asset,
      ("decimals", .integer(Int64(finance.unit.decimals))),
      (
        "income",
        .object([("monthly", .array(finance.income.map(statement))), ("total", statement(finance.incomeTotal))])
      ),
      ("rollForward", .object(finance.histories.map { ($0.key, history($0)) })),
      ("origins", .array(finance.origins.map(origin))),
      ("badDebt", badDebt(finance)),
      ("recurring", finance.recurring.map(recurring) ?? .null),
      ("segments", .array(finance.economics.map(economics))),
      ("monthsPerCohort", .integer(Int64(finance.allSegments?.monthsPerCohort ?? 1))),
      ("cohorts", .array(finance.allSegments?.cohorts.map(cohort) ?? [])),
    ])
  }

  private static func statement(_ statement: IncomeStatement) -> JSONValue {
    .object(
      month(statement.month)
        + IncomeFigure.Basis.allCases.map { basis in
          let lines = IncomeFigure.allCases.filter { $0.basis == basis }
          return (basis.rawValue, .object(lines.map { ($0.rawValue, .integer(statement[$0])) }))
        } + [("ties", .flag(statement.ties))])
  }

  private static func history(_ history: BalanceHistory) -> JSONValue {
    .array(
      history.months.map { line in
        .object(
          month(line.month) + [("opening", .integer(line.opening))]
            + zip(history.movements, line.amounts).map { ($0.key, .integer($1)) }
            + [("closing", .integer(line.closing)), ("ties", .flag(line.ties))])
      })
  }

  private static func origin(_ origin: OriginRollForward) -> JSONValue {
    .object([
      ("origin", .text("\(origin.origin)")), ("class", .text("\(origin.origin.creditClass)")),
      ("total", line(origin.total)), ("byMonthGranted", .array(origin.vintages.map(line))),
    ])
  }

  private static func line(_ line: OriginLine) -> JSONValue {
    .object(month(line.month) + OriginFigure.allCases.map { ($0.rawValue, .integer(line[$0])) })
  }

  private static func badDebt(_ finance: FinanceReport) -> JSONValue {
    .object([
      ("open", .integer(finance.debtAges.reduce(0) { $0 + $1.open })),
      ("writtenOff", .integer(finance.debtAges.reduce(0) { $0 + $1.writtenOff })),
      (
        "ages",
        .array(
          finance.debtAges.map {
            .object([
              ("days", .text($0.title)), ("open", .integer($0.open)), ("openDebts", .integer($0.openDebts)),
              ("writtenOff", .integer($0.writtenOff)), ("writtenOffDebts", .integer($0.writtenOffDebts)),
            ])
          })
      ),
    ])
  }

  private static func recurring(_ bridge: RecurringBridge) -> JSONValue {
    .object([
      (
        "monthly",
        .array(
          bridge.months.map { line in
            .object(
              [
                ("month", .text(NumberText.month(line.month))), ("opening", .integer(line.opening)),
              ] + RecurringSums.Change.allCases.map { ($0.key, .integer(line[$0])) } + [
                ("closing", .integer(line.closing)), ("openingSubscriptions", .integer(line.openingSubscriptions)),
              ] + RecurringSums.Change.allCases.map { ("\($0.key)Subscriptions", .integer(line.counts[$0.rawValue])) } + [
                ("closingSubscriptions", .integer(line.closingSubscriptions))
              ])
          })
      ),
      ("closing", .integer(bridge.closing)),
      ("closingSubscriptions", .integer(bridge.closingSubscriptions)),
    ])
  }

  private static func economics(_ part: UnitEconomics) -> JSONValue {
    .object([
      ("segment", .optional(part.segment?.name)), ("catalog", .optional(part.segment?.catalog)),
      ("owners", .integer(part.owners)), ("activeMonths", .integer(part.activeMonths)),
      ("cashIn", .integer(part.total.cashIn)), ("revenue", .integer(part.total.revenue)),
      ("promotion", .integer(part.total.promotion)), ("processorFees", .integer(part.total.processorFees)),
      ("badDebt", .integer(part.total.badDebt)), ("disputeLosses", .integer(part.total.disputeLosses)),
      ("net", .integer(part.total.net)), ("revenuePerActiveMonth", .optional(part.revenuePerActiveMonth)),
      ("cashPerOwner", .optional(part.cashPerOwner)), ("revenuePerOwner", .optional(part.revenuePerOwner)),
      ("netPerOwner", .optional(part.netPerOwner)), ("recurring", .integer(part.recurring)),
      ("paybackAge", .optional(part.paybackAge.map { Int64($0) })),
      (
        "lifetime",
        .array(
          part.lifetime.map {
            .object([
              ("age", .integer(Int64($0.age))), ("owners", .integer($0.owners)), ("revenue", .integer($0.revenue)),
              ("net", .integer($0.net)),
            ])
          })
      ),
    ])
  }

  private static func cohort(_ cohort: Cohort) -> JSONValue {
    .object([
      ("month", .text(NumberText.month(cohort.month))), ("joined", .integer(cohort.joined)),
      ("ages", .array(cohort.ages.map(age))),
    ])
  }

  private static func age(_ age: Cohort.Age) -> JSONValue {
    func percent(_ part: Int64) -> JSONValue { age.percent(part).map { .literal($0) } ?? .null }
    return .object([
      ("age", .integer(Int64(age.age))), ("active", .integer(age.active)), ("gone", .integer(age.gone)),
      ("cashIn", .integer(age.total.cashIn)), ("revenue", .integer(age.total.revenue)), ("net", .integer(age.total.net)),
      ("revenuePerOwner", .integer(age.revenuePerOwner)), ("netPerOwner", .integer(age.netPerOwner)),
      ("bought", .integer(age.bought)), ("spent", .integer(age.spent)), ("expired", .integer(age.expired)),
      ("refunded", .integer(age.refunded)), ("left", .integer(age.left)), ("spentPercent", percent(age.spent)),
      ("expiredPercent", percent(age.expired)), ("leftPercent", percent(age.left)),
    ])
  }

  private static func month(_ month: CivilDate?) -> [(String, JSONValue)] {
    month.map { [("month", .text(NumberText.month($0)))] } ?? []
  }
}
