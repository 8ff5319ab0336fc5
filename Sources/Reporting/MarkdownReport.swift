import Accounting

/// `summary.md`: the report for people who read it in a pull request or a document; every figure has a unit and a definition.
public struct MarkdownReport: Sendable {
  let report: RunReport
  let includesWall: Bool

  /// The document, the verdict in its first line.
  ///
  /// - Parameter includesWall: false leaves out wall time, the only figures that differ from run to run.
  public static func render(_ report: RunReport, includesWall: Bool = true) -> String {
    let page = MarkdownReport(report: report, includesWall: includesWall)
    let sections = [
      page.verdict(), page.invariants(), report.replications.map { ReplicationsMarkdown(series: $0).lines() } ?? [],
      page.money(), page.catalogs(), page.months(),
      FinanceMarkdown(finance: report.finance).section(), page.accounts(), page.activity(),
      page.metering(),
      page.speed(),
      page.operations(),
      page.howToRepeat(), page.definitions(),
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func verdict() -> [String] {
    let run = report.run
    let verdict = report.verdict
    let word = verdict.outcome.rawValue.uppercased()
    var lines = ["**\(word)** (exit code \(verdict.exitCode)): \(escaped(verdict.reasons[0]))"]
    if verdict.reasons.count > 1 { lines += [""] + verdict.reasons.dropFirst().map { "- " + escaped($0) } }
    let about = run.scenario.about.isEmpty ? "" : " \(escaped(run.scenario.about))"
    lines += [
      "", "Scenario **\(escaped(run.scenario.name))**.\(about)", "", "| run | |", "|---|---|",
      row(["file", code(run.scenario.file)]), row(["sha256 of what it says", code(run.scenario.sha256)]),
      row(["seed", String(run.seed)]), row(["replication", String(run.replication)]),
      row(["owners", NumberText.grouped(report.owners)]),
      row(["simulated time, UTC", "\(NumberText.instant(run.start)) up to \(NumberText.instant(run.horizon))"]),
      row(["events", NumberText.grouped(report.events)]), row(["commands", NumberText.grouped(report.commands)]),
      row(["digest", code(report.digest)]),
    ]
    if let recorded = report.recordedDigest { lines.append(row(["digest of the recorded owners", code(recorded)])) }
    return lines + [row(["windtunnel", escaped(run.version)])]
  }

  // MARK: Why

  private func invariants() -> [String] {
    var lines = ["## Why"]
    for result in report.invariants where !result.holds { lines += [""] + violation(result) }
    if !report.invariants.isEmpty {
      lines += ["", "| invariant | checks | violations |", "|---|---:|---:|"]
      lines += report.invariants.map {
        row([escaped($0.name), NumberText.grouped($0.checks), NumberText.grouped($0.violations)])
      }
    }
    if !report.thresholds.isEmpty {
      lines += ["", "| threshold | measured | outcome |", "|---|---|---|"]
      lines += report.thresholds.map { row([threshold($0), escaped($0.finding), $0.outcome.rawValue]) }
    }
    let never = report.neverExercised
    if !never.isEmpty {
      lines += ["", "Never happened, although the scenario names it: \(never.map(escaped).joined(separator: ", "))."]
    }
    if !report.features.isEmpty {
      lines += ["", "| feature | happened | named by the scenario |", "|---|---:|---|"]
      lines += report.features.map {
        row([escaped($0.name), $0.count == 0 ? "never" : NumberText.grouped($0.count), $0.isExpected ? "yes" : "no"])
      }
    }
    if !report.situations.isEmpty {
      lines += ["", "| situation | steps that met it |", "|---|---:|"]
      lines += report.situations.map { row([escaped($0.name), $0.count == 0 ? "never" : NumberText.grouped($0.count)]) }
    }
    return lines
  }

  /// The expression, behind its name where it has one.
  private func threshold(_ result: ThresholdResult) -> String {
    result.name == result.expression ? code(result.expression) : "\(escaped(result.name)): \(code(result.expression))"
  }

  private func violation(_ result: InvariantResult) -> [String] {
    guard let first = result.first else { return ["**\(escaped(result.name))** broke."] }
    let left = "\(escaped(first.left.label)) **\(NumberText.grouped(first.left.value))**"
    let right = "\(escaped(first.right.label)) **\(NumberText.grouped(first.right.value))**"
    return [
      "**\(escaped(result.name))** broke: \(escaped(first.sentence))", "", "- \(left) is not \(right)",
      "- owner \(escaped(first.owner)), \(NumberText.instant(first.at)), event \(NumberText.grouped(first.event)), "
        + "after \(code(first.command))", "- shows it again: \(code(first.repeatCommand))",
    ]
  }

  // MARK: Money

  private func money() -> [String] {
    let money = report.money
    let unit = money.unit
    var lines = ["## Money", "", "| whole run | \(escaped(unit.code)) |", "|---|---:|"]
    lines += money.shownFigures.map { row([$0.title, unit.text(money.total[$0])]) }
    let balances = money.balances.filter { !$0.isIdle }
    if owesCredits { lines += owedCredits() }
    if !balances.isEmpty { lines += ["", "### What is not earned yet"] + balances.flatMap(rollForward) }
    let failed = money.failedTies
    lines += ["", "\(money.ties.count - failed.count) of \(money.ties.count) equations of the money hold."]
    if !failed.isEmpty {
      lines += ["", "| equation that fails | asset | left | right |", "|---|---|---:|---:|"]
      lines += failed.map { row([escaped($0.name), escaped($0.unit.code), $0.unit.text($0.left), $0.unit.text($0.right)]) }
    }
    return lines
  }

  /// A run that only sold plans and packs need not read about credits that are money.
  private var owesCredits: Bool { !report.money.rollForward.isIdle || report.money.balances.allSatisfy(\.isIdle) }

  private func owedCredits() -> [String] {
    let money = report.money
    let unit = money.unit
    let parts = [money.paid, money.promotional, money.rollForward]
    var lines = ["", "### What is owed to owners", ""]
    lines += ["| \(escaped(unit.code)) | paid | promotional | total |", "|---|---:|---:|---:|"]
    lines += RollForwardFigure.allCases.map { figure in
      row([figure.rawValue] + parts.map { unit.text($0[figure]) })
    }
    lines.append(row(["ties"] + parts.map { $0.ties ? "yes" : "**no**" }))
    lines += [""] + parts.map { "- \($0.name): \(escaped($0.identity))" }
    return lines
  }

  private func rollForward(_ rollForward: BalanceRollForward) -> [String] {
    let unit = report.money.unit
    var lines = ["", "| \(rollForward.balance.title) | \(escaped(unit.code)) |", "|---|---:|"]
    lines.append(row(["opening", unit.text(rollForward.opening)]))
    for (movement, amount) in zip(rollForward.balance.movements, rollForward.amounts) where amount != 0 {
      lines.append(row([movement.title, unit.text(movement.adds ? amount : -amount)]))
    }
    lines.append(row(["closing", unit.text(rollForward.closing)]))
    lines.append(row(["ties", rollForward.ties ? "yes" : "**no**"]))
    return lines + ["", escaped(rollForward.identity)]
  }

  private func catalogs() -> [String] {
    if report.catalogs.isEmpty { return [] }
    let unit = report.money.unit
    let code = escaped(unit.code)
    var lines = ["### By catalog, in \(code)", ""]
    lines += [row(["catalog", "owners", "cash in", "revenue in total", "net", "owed at the end", "sha256 of what it says"])]
    lines.append("|---|---:|---:|---:|---:|---:|---|")
    for part in report.catalogs {
      let total = part.money.total
      lines.append(
        row(
          [escaped(part.catalog.name), NumberText.grouped(part.owners)]
            + [total.cashIn, total.revenue, total.net, part.owed].map(unit.text) + [self.code(part.catalog.sha256)]))
    }
    return lines + ["", "Owed are credits, deferred money and account credit. The catalogs add up to the whole run."]
  }

  private func months() -> [String] {
    let unit = report.money.unit
    let columns: [MonthlyFigure] = [
      .cashIn, .creditsSold, .payouts, .planRevenue, .packRevenue, .revenue, .promotionCost, .processorFees, .badDebt,
      .disputeLosses, .net, .closingHeld, .closingLiability, .closingDeferred, .closingAccountCredit,
    ]
    let shown = report.money.shownFigures.filter(columns.contains)
    var lines = ["### By month, in \(escaped(unit.code))", "", "All columns are in `monthly.csv`.", ""]
    lines.append(row(["month"] + shown.map(\.title)))
    lines.append("|---|" + shown.map { _ in "---:|" }.joined())
    lines += report.money.monthly.map { statement in
      row([statement.month.map(NumberText.month) ?? ""] + shown.map { unit.text(statement[$0]) })
    }
    return lines
  }

  /// The accounts that the run used: those of money, then those of quantities.
  private func accounts() -> [String] {
    let used = report.money.accounts.filter { !$0.isIdle }
    let unit = escaped(report.money.unit.code)
    var lines = ["### By account", "", "| account | kind | balance, \(unit) | by transfers, \(unit) |", "|---|---|---:|---:|"]
    lines += used.filter { $0.account.asset == .money }.map(cells).map(row)
    let quantities = used.filter { $0.account.asset != .money }
    if quantities.isEmpty { return lines }
    lines += ["", "| account of a quantity | kind | asset | balance | by transfers |", "|---|---|---|---:|---:|"]
    return lines
      + quantities.map { line in
        var cells = cells(line)
        cells.insert(escaped(line.unit.code), at: 2)
        return row(cells)
      }
  }

  private func cells(_ line: AccountLine) -> [String] {
    [line.name, line.kind, line.unit.text(line.balance), line.unit.text(line.explained)]
  }

  // MARK: Activity

  private func activity() -> [String] {
    var lines = ["## Owners", "", "| month | joined | active | gone |", "|---|---:|---:|---:|"]
    lines += report.ownersByMonth.map {
      row([NumberText.month($0.month)] + [$0.joined, $0.active, $0.gone].map(NumberText.grouped))
    }
    let reload = report.reload
    lines += ["", "| automatic reloads | steps |", "|---|---:|"]
    lines += [
      ("fired", reload.fired), ("settled", reload.settled), ("declined", reload.declined), ("tried again", reload.retried),
      ("paused", reload.paused), ("held back", reload.heldBack),
    ].map { row([$0, NumberText.grouped($1)]) }
    return lines
  }

  private func metering() -> [String] {
    guard let metering = report.metering else { return [] }
    let unit = report.money.unit
    let rows = [
      ("uses through the pipeline", NumberText.grouped(metering.uses)), ("uses that waited", NumberText.grouped(metering.waited)),
      ("mean wait", NumberText.microseconds(metering.meanWait_us)),
      ("longest wait", NumberText.microseconds(metering.longestWait_us)),
      ("largest backlog of a partition, uses", NumberText.grouped(metering.largestBacklog)),
      ("cutoffs", NumberText.grouped(metering.cutoffs)),
      ("mean delay of a cutoff", NumberText.microseconds(metering.meanCutoffDelay_ms * 1_000)),
      ("longest delay of a cutoff", NumberText.microseconds(metering.longestCutoffDelay_ms * 1_000)),
      ("used beyond the balance, \(escaped(unit.code))", unit.text(metering.overspent)),
    ]
    return ["## Metering", "", "| metering | |", "|---|---:|"] + rows.map { row([$0, $1]) }
  }

  private func rate(_ value: Int64?) -> String { value.map(NumberText.grouped) ?? "unknown" }

  private func speed() -> [String] {
    let speed = report.speed
    guard includesWall else { return ["## Speed"] }
    return [
      "## Speed", "", "| wall time | |", "|---|---:|", row(["seconds", NumberText.seconds(speed.milliseconds)]),
      row(["events a second", rate(speed.eventsPerSecond)]),
      row([
        "events a second for each of \(NumberText.counted(Int64(speed.threads), "thread"))", rate(speed.eventsPerSecondPerCore),
      ]),
      row(["commands a second", rate(speed.commandsPerSecond)]),
      row(["most memory at once", speed.peakMemoryBytes > 0 ? NumberText.megabytes(speed.peakMemoryBytes) : "unknown"]),
    ]
  }

  private func operations() -> [String] {
    var lines = ["| busiest in simulated time | commands | began, UTC |", "|---|---:|---|"]
    for (span, note) in [("second", report.peaks.second), ("minute", report.peaks.minute), ("hour", report.peaks.hour)] {
      lines.append(row([span, peak(note), note.map { NumberText.instant($0.at) } ?? ""]))
    }
    let ofWall = includesWall ? "a second of wall time | " : ""
    lines += ["", "| operation | count | refused | \(ofWall)peak a minute | peak an hour | refused because |"]
    lines.append("|---|---:|---:|---:|---:|" + (includesWall ? "---:|" : "") + "---|")
    for (line, wall) in zip(report.operations, report.speed.byKind) {
      let reasons = line.refusals.map { "\(escaped($0.name)) \(NumberText.grouped($0.count))" }.joined(separator: ", ")
      let counts =
        [NumberText.grouped(line.count), NumberText.grouped(line.refused)] + (includesWall ? [rate(wall.perSecond)] : [])
      lines.append(row([escaped(line.kind)] + counts + [peak(line.busiestMinute), peak(line.busiestHour), reasons]))
    }
    return lines
  }

  private func peak(_ note: PeakNote?) -> String {
    note.map { NumberText.grouped($0.count) } ?? "not counted"
  }

  private func howToRepeat() -> [String] { ["## How to repeat", "", "    " + oneLine(report.run.repeatCommand)] }

  private func definitions() -> [String] {
    var lines = ["## What the figures mean", "", "| figure | unit | meaning |", "|---|---|---|"]
    let unit = escaped(report.money.unit.code)
    lines += report.money.shownFigures.map { row([$0.title, unit, $0.meaning]) }
    if owesCredits { lines += RollForwardFigure.allCases.map { row(["owed: \($0.rawValue)", unit, $0.meaning]) } }
    for balance in report.money.balances where !balance.isIdle {
      lines += balance.balance.movements.map { row(["\(balance.balance.title): \($0.title)", unit, $0.meaning]) }
    }
    let activity = Definition.activity.filter { $0.path.hasPrefix("ownersByMonth[].") } + Definition.reload
    let metering = report.metering == nil ? [] : Definition.metering.filter { $0.path.hasPrefix("metering.") }
    return lines + (activity + metering).map { row([code($0.path), $0.unit, $0.meaning]) }
  }

  // MARK: Text

  private func row(_ cells: [String]) -> String { MarkdownText.row(cells) }
  private func oneLine(_ text: String) -> String { MarkdownText.oneLine(text) }
  private func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
  private func code(_ text: String) -> String { MarkdownText.code(text) }
}
