import Accounting
import Measurement

/// `report.json`: everything that the other files show, versioned, keys in a fixed order. Money is integer minor units with
/// the asset named beside it.
public enum JSONReport {
  /// The whole report, ending in a newline: the same bytes for the same report.
  ///
  /// - Parameter includesWall: false leaves out `threads` and `wall`, the only fields that differ from run to run; what is
  ///   left can be compared byte for byte with a golden file.
  public static func render(_ report: RunReport, includesWall: Bool = true) -> String {
    document(report, includesWall: includesWall).rendered()
  }

  /// The same as a tree, for other renderers.
  static func document(_ report: RunReport, includesWall: Bool) -> JSONValue {
    var members = identity(report, includesWall: includesWall) + verdict(report)
    members += [
      ("money", money(report.money)),
      ("finance", FinanceJSON.object(report.finance)),
    ]
    // A run with one catalog reads as it always did.
    if !report.catalogs.isEmpty { members.append(("catalogs", .array(report.catalogs.map(catalog)))) }
    // So does one that stands alone.
    if let replications = report.replications { members.append(("replications", replications.json)) }
    // And one that was compared with nothing.
    if let baseline = report.baseline { members.append(("baseline", baseline.json)) }
    members += [
      ("operations", .array(report.operations.map(operation))),
      ("waits", .array(report.waits.map(\.json))),
      ("peaks", peaks(report.peaks)),
      ("ownersByMonth", .array(report.ownersByMonth.map(ownersInMonth))),
      ("ownerBalances", .array(report.ownerBalances.map { $0.json(asset: report.money.unit.code) })),
      ("worstOwners", .array(report.worstOwners.map { $0.json(asset: report.money.unit.code) })),
      ("reload", reload(report.reload)),
      ("cutoffs", .array(report.cutoffs.map(cutoffs))),
      ("metering", report.metering.map { metering($0, report.money.unit.code) } ?? .null),
      ("repeat", .text(report.run.repeatCommand)),
    ]
    members.append(("conditions", .array(report.run.conditions.map(condition))))
    members.append(("settings", .array(report.run.settings.map(setting))))
    if includesWall { members.append(("wall", wall(report.speed))) }
    return .object(members)
  }

  private static func identity(_ report: RunReport, includesWall: Bool) -> [(String, JSONValue)] {
    let run = report.run
    var members: [(String, JSONValue)] = [
      ("schema", .text(RunReport.schema)),
      ("windtunnel", .text(run.version)),
      (
        "scenario",
        .object([
          ("name", .text(run.scenario.name)), ("file", .text(run.scenario.file)), ("sha256", .text(run.scenario.sha256)),
          ("about", .text(run.scenario.about)),
        ])
      ),
      ("seed", .unsigned(run.seed)),
      ("replication", .integer(Int64(run.replication))),
    ]
    if includesWall { members.append(("threads", .integer(Int64(run.threads)))) }
    members += [
      ("owners", .integer(report.owners)),
      ("start", instant(run.start)),
      ("horizon", instant(run.horizon)),
    ]
    return members
  }

  private static func verdict(_ report: RunReport) -> [(String, JSONValue)] {
    [
      ("verdict", .text(report.verdict.outcome.rawValue)),
      ("exitCode", .integer(Int64(report.verdict.exitCode))),
      ("reasons", .array(report.verdict.reasons.map { .text($0) })),
      ("digest", .text(report.digest)),
      ("recordedDigest", .optional(report.recordedDigest)),
      ("events", .integer(report.events)),
      ("commands", .integer(report.commands)),
      ("invariants", .array(report.invariants.map(invariant))),
      ("thresholds", .array(report.thresholds.map(threshold))),
      (
        "sometimes",
        .array(
          report.features.map { sometimes($0.name, $0.count, isExpected: $0.isExpected) }
            + report.situations.map { sometimes($0.name, $0.count, isExpected: false) })
      ),
    ]
  }

  private static func sometimes(_ name: String, _ count: Int64, isExpected: Bool) -> JSONValue {
    .object([("name", .text(name)), ("count", .integer(count)), ("expected", .flag(isExpected))])
  }

  private static func invariant(_ result: InvariantResult) -> JSONValue {
    .object([
      ("name", .text(result.name)), ("checks", .integer(result.checks)), ("violations", .integer(result.violations)),
      ("first", result.first.map(violation) ?? .null),
    ])
  }

  private static func violation(_ note: ViolationNote) -> JSONValue {
    func side(_ side: ViolationNote.Side) -> JSONValue {
      .object([("label", .text(side.label)), ("value", .integer(side.value))])
    }
    return .object([
      ("invariant", .text(note.invariant)), ("left", side(note.left)), ("right", side(note.right)),
      ("sentence", .text(note.sentence)), ("owner", .text(note.owner)), ("at", instant(note.at)), ("event", .integer(note.event)),
      ("command", .text(note.command)), ("repeat", .text(note.repeatCommand)),
    ])
  }

  private static func threshold(_ result: ThresholdResult) -> JSONValue {
    .object([
      ("expression", .text(result.expression)), ("name", .text(result.name)),
      ("value", result.value.map { .literal($0) } ?? .null), ("unit", .text(result.unit)),
      ("limit", result.limit.isEmpty ? .null : .literal(result.limit)), ("verdict", .text(result.outcome.rawValue)),
    ])
  }

  // MARK: Money

  private static func money(_ money: MoneyReport) -> JSONValue {
    let asset = money.unit.code
    return .object([
      ("asset", .text(asset)),
      ("decimals", .integer(Int64(money.unit.decimals))),
      ("monthly", .array(money.monthly.map { statement($0, asset) })),
      ("total", statement(money.total, asset)),
      (
        "rollForward",
        .object(
          [
            ("paid", rollForward(money.paid, asset)), ("promotional", rollForward(money.promotional, asset)),
            ("total", rollForward(money.rollForward, asset)),
          ] + money.balances.map { ($0.balance.rawValue, rollForward($0, asset)) })
      ),
      ("largestDebt", .integer(money.largestDebt)),
      ("byAccount", .array(money.accounts.map(account))),
      ("ties", .array(money.ties.map(tie))),
    ])
  }

  private static func statement(_ statement: MonthlyStatement, _ asset: String) -> JSONValue {
    let month: [(String, JSONValue)] = statement.month.map { [("month", .text(NumberText.month($0)))] } ?? []
    let figures = MonthlyFigure.allCases.map { ($0.rawValue, JSONValue.integer(statement[$0])) }
    return .object(month + [("asset", .text(asset))] + figures)
  }

  private static func rollForward(_ rollForward: RollForward, _ asset: String) -> JSONValue {
    let figures = RollForwardFigure.allCases.map { ($0.rawValue, JSONValue.integer(rollForward[$0])) }
    return .object(
      [("asset", .text(asset))] + figures + [("ties", .flag(rollForward.ties)), ("identity", .text(rollForward.identity))])
  }

  private static func rollForward(_ rollForward: BalanceRollForward, _ asset: String) -> JSONValue {
    let movements = zip(rollForward.balance.movements, rollForward.amounts).map { ($0.key, JSONValue.integer($1)) }
    return .object(
      [("asset", .text(asset)), ("opening", .integer(rollForward.opening))] + movements + [
        ("closing", .integer(rollForward.closing)), ("ties", .flag(rollForward.ties)),
        ("identity", .text(rollForward.identity)),
      ])
  }

  private static func catalog(_ summary: CatalogSummary) -> JSONValue {
    .object([
      ("name", .text(summary.catalog.name)), ("sha256", .text(summary.catalog.sha256)), ("owners", .integer(summary.owners)),
      ("owed", .integer(summary.owed)), ("total", statement(summary.money.total, summary.money.unit.code)),
    ])
  }

  private static func account(_ line: AccountLine) -> JSONValue {
    .object([
      ("account", .text(line.name)), ("kind", .text(line.kind)), ("asset", .text(line.unit.code)),
      ("decimals", .integer(Int64(line.unit.decimals))), ("balance", .integer(line.balance)),
      ("explained", .integer(line.explained)), ("ties", .flag(line.ties)),
    ])
  }

  private static func tie(_ tie: Tie) -> JSONValue {
    .object([
      ("name", .text(tie.name)), ("asset", .text(tie.unit.code)), ("left", .integer(tie.left)), ("right", .integer(tie.right)),
      ("holds", .flag(tie.holds)),
    ])
  }

  // MARK: Activity

  private static func operation(_ line: OperationLine) -> JSONValue {
    let refusals = line.refusals.map { JSONValue.object([("status", .text($0.name)), ("count", .integer($0.count))]) }
    return .object([
      ("kind", .text(line.kind)), ("count", .integer(line.count)), ("refused", .integer(line.refused)),
      ("refusals", .array(refusals)), ("peakPerMinute", peak(line.busiestMinute)), ("peakPerHour", peak(line.busiestHour)),
    ])
  }

  private static func peaks(_ peaks: PeakLoad) -> JSONValue {
    .object([
      ("perSecond", peak(peaks.second)), ("perMinute", peak(peaks.minute)), ("perHour", peak(peaks.hour)),
      ("perDay", peak(peaks.day)),
      (
        "hours",
        .array(
          peaks.hours.map {
            .object([
              ("hour", .integer(Int64($0.hour))), ("count", .integer($0.count)), ("onBusiestDay", .integer($0.onBusiestDay)),
            ])
          })
      ), ("days", .array(peaks.perDay.map { .integer($0) })),
    ])
  }

  private static func peak(_ note: PeakNote?) -> JSONValue {
    guard let note else { return .null }
    return .object([("count", .integer(note.count)), ("at", instant(note.at))])
  }

  private static func ownersInMonth(_ line: OwnersInMonth) -> JSONValue {
    .object([
      ("month", .text(NumberText.month(line.month))), ("joined", .integer(line.joined)), ("active", .integer(line.active)),
      ("gone", .integer(line.gone)),
    ])
  }

  private static func reload(_ funnel: ReloadFunnel) -> JSONValue {
    .object([
      ("fired", .integer(funnel.fired)), ("settled", .integer(funnel.settled)), ("declined", .integer(funnel.declined)),
      ("retried", .integer(funnel.retried)), ("paused", .integer(funnel.paused)), ("heldBack", .integer(funnel.heldBack)),
    ])
  }

  private static func metering(_ metering: MeteringReport, _ asset: String) -> JSONValue {
    .object([
      ("uses", .integer(metering.uses)), ("waited", .integer(metering.waited)),
      ("meanWaitMicroseconds", .integer(metering.meanWait_us)), ("longestWaitMicroseconds", .integer(metering.longestWait_us)),
      ("largestBacklog", .integer(metering.largestBacklog)), ("cutoffs", .integer(metering.cutoffs)),
      ("meanCutoffDelayMilliseconds", .integer(metering.meanCutoffDelay_ms)),
      ("longestCutoffDelayMilliseconds", .integer(metering.longestCutoffDelay_ms)), ("asset", .text(asset)),
      ("overspent", .integer(metering.overspent)),
    ])
  }

  private static func cutoffs(_ cell: CutoffScatter.Cell) -> JSONValue {
    .object([
      ("delayFromMilliseconds", .integer(cell.delayFrom_ms)), ("delayToMilliseconds", .integer(cell.delayTo_ms)),
      ("overspentFrom", .integer(cell.overspentFrom)), ("overspentTo", .integer(cell.overspentTo)),
      ("count", .integer(cell.count)), ("overspent", .integer(cell.overspent)),
    ])
  }

  private static func condition(_ note: ConditionNote) -> JSONValue {
    .object([
      ("kind", .text(note.kind)), ("text", .text(note.text)), ("from", instant(note.from)),
      ("to", note.to.map(instant) ?? .null),
    ])
  }

  private static func setting(_ setting: ScenarioSetting) -> JSONValue {
    .object([("key", .text(setting.key)), ("value", .text(setting.value)), ("default", .flag(setting.isDefault))])
  }

  private static func wall(_ speed: Speed) -> JSONValue {
    let byKind = speed.byKind.map {
      JSONValue.object([("kind", .text($0.kind)), ("commandsPerSecond", .optional($0.perSecond))])
    }
    return .object([
      ("seconds", .literal(NumberText.seconds(speed.milliseconds))),
      ("eventsPerSecond", .optional(speed.eventsPerSecond)),
      ("eventsPerSecondPerCore", .optional(speed.eventsPerSecondPerCore)),
      ("commandsPerSecond", .optional(speed.commandsPerSecond)),
      ("peakMemoryBytes", .integer(speed.peakMemoryBytes)),
      ("threads", .integer(Int64(speed.threads))),
      ("host", speed.host.isEmpty ? .null : .text(speed.host)),
      ("byKind", .array(byKind)),
    ])
  }

  private static func instant(_ instant: Instant) -> JSONValue { .text(NumberText.instant(instant)) }
}
