/// The report for a terminal: at most 45 lines of 100 columns in the order verdict, why, money, speed, how to repeat.
public struct TextReport: Sendable {
  /// Lines that a report may have; the table of operations takes what the rest leaves.
  public static let mostLines = 45

  /// Lines that thresholds may have; what broke needs the room more.
  private var mostThresholds: Int { report.invariants.allSatisfy(\.holds) && report.money.allTie ? 5 : 2 }

  let report: RunReport
  let style: TextStyle
  let includesWall: Bool

  /// Draws `report`, ending in a newline. Only a command line longer than a page makes it longer than `mostLines`.
  ///
  /// - Parameter includesWall: false leaves out wall time, the only figures that differ from run to run.
  public static func render(_ report: RunReport, style: TextStyle = .plain, includesWall: Bool = true) -> String {
    TextReport(report: report, style: style, includesWall: includesWall).lines().joined(separator: "\n") + "\n"
  }

  private func lines() -> [String] {
    let (top, middle) = (header() + [""] + verdict() + [""] + why(), [""] + money())
    let rest = [""] + speed()
    let bottom = [""] + howToRepeat()
    let head = top + series(room: TextReport.mostLines - top.count - middle.count - rest.count - bottom.count) + middle
    let room = TextReport.mostLines - head.count - rest.count - bottom.count
    let catalogs = catalogs(room: room - 2)
    // Equations are written out where that takes no line from the table of operations.
    let whole = rollForwards()
    let equations = whole.count + catalogs.count + report.operations.count + 1 <= room ? whole : rollForwardsInShort()
    // What broke needs the room more than what the metering came to; that stands in summary.md as well.
    let metered = Array(metering().prefix(max(0, room - catalogs.count - equations.count)))
    let table = operations(room: room - catalogs.count - equations.count - metered.count)
    return head + catalogs + equations + metered + rest + table + bottom
  }

  private func header() -> [String] {
    let run = report.run
    let title = "windtunnel \(run.version): \(run.scenario.name) (\(run.scenario.file), sha256 \(run.scenario.sha256.prefix(12)))"
    let days = run.horizon.since(run.start) / 86_400_000
    let facts = [
      "seed \(run.seed)", run.replication == 0 ? "" : "replication \(run.replication)",
      NumberText.counted(report.owners, "owner"), "\(NumberText.date(run.start.date)) to \(NumberText.date(run.horizon.date))",
      NumberText.counted(days, "day"), "digest \(report.digest)",
    ]
    return style.wrap(title, indent: 0, limit: 1) + style.wrap(run.scenario.about, indent: 0, limit: 1)
      + style.wrap(facts.filter { !$0.isEmpty }.joined(separator: ", "), indent: 0, limit: 2)
  }

  private func verdict() -> [String] {
    let verdict = report.verdict
    let colour: TextStyle.Colour =
      switch verdict.outcome {
      case .pass: .green
      case .fail: .red
      case .inconclusive, .partial: .yellow
      }
    var lines = [
      heading("VERDICT", style.paint(verdict.outcome.rawValue.uppercased(), colour) + " (exit code \(verdict.exitCode))")
    ]
    lines += style.wrap(verdict.reasons[0], indent: 2, limit: 2)
    if verdict.reasons.count == 2 { lines += style.wrap(verdict.reasons[1], indent: 2, limit: 1) }
    if verdict.reasons.count > 2 { lines.append("  and \(verdict.reasons.count - 1) more reasons, see report.json") }
    return lines
  }

  // MARK: Why

  private func why() -> [String] {
    let broken = report.invariants.filter { !$0.holds }
    let held = report.invariants.count { $0.holds && $0.checks > 0 }
    var lines = [heading("WHY")]
    let checks = NumberText.counted(report.checks, "check")
    if !report.invariants.isEmpty {
      let mark = style.mark(broken.isEmpty ? .good : .bad)
      lines.append("  \(mark) \(held) of \(NumberText.counted(Int64(report.invariants.count), "invariant")) held, \(checks)")
    }
    if let worst = broken.first { lines += violation(worst) }
    if broken.count > 1 {
      lines += style.wrap("also broken: " + broken.dropFirst().map(\.name).joined(separator: ", "), indent: 5, limit: 1)
    }
    lines += ties() + thresholds() + features() + situations()
    return lines
  }

  private func violation(_ result: InvariantResult) -> [String] {
    let often = NumberText.counted(result.violations, "violation")
    var lines = style.wrap("\(result.name): \(often) in \(NumberText.counted(result.checks, "check"))", indent: 5, limit: 1)
    guard let first = result.first else { return lines }
    let left = "\(first.left.label) \(NumberText.grouped(first.left.value))"
    let right = "\(first.right.label) \(NumberText.grouped(first.right.value))"
    lines += style.wrap("\(left) \(style.notEqual) \(right)", indent: 7, limit: 1)
    lines += style.wrap(
      "owner \(first.owner), \(NumberText.instant(first.at)), event \(NumberText.grouped(first.event)): \(first.command)",
      indent: 7, limit: 1)
    return lines + command(first.repeatCommand, indent: 7)
  }

  private func ties() -> [String] {
    let failed = report.money.failedTies
    let count = NumberText.counted(Int64(report.money.ties.count), "equation")
    let mark = style.mark(failed.isEmpty ? .good : .bad)
    var lines = ["  \(mark) \(report.money.ties.count - failed.count) of \(count) of the money tie"]
    if let first = failed.first {
      let sides = "\(first.unit.text(first.left)) \(style.notEqual) \(first.unit.text(first.right))"
      lines += style.wrap("\(first.name): \(sides) \(first.unit.code)", indent: 5, limit: 1)
    }
    return lines
  }

  private func thresholds() -> [String] {
    if report.thresholds.isEmpty { return [] }
    let count = report.thresholds.count
    // What was missed comes first; what does not fit is counted.
    let ordered =
      report.thresholds.filter { $0.outcome == .fail } + report.thresholds.filter { $0.outcome == .noData }
      + report.thresholds.filter { $0.outcome == .pass }
    let shown = report.thresholds.count <= mostThresholds ? count : mostThresholds - 1
    var lines = ordered.prefix(shown).map { result in
      let mark = style.mark(result.outcome == .pass ? .good : result.outcome == .fail ? .bad : .unknown)
      let finding = style.clean(result.finding)
      let room = max(20, style.columns - 5 - finding.count)
      return "  \(mark) " + style.fit("\(style.fit(style.clean(result.expression), room)): \(finding)", style.columns - 5)
    }
    if shown < count {
      let rest = ordered.dropFirst(shown)
      let met = rest.count { $0.outcome == .pass }
      lines.append("     and \(rest.count) more thresholds, \(met) of them met, see summary.md")
    }
    return lines
  }

  /// A line of its own only for what is missing: the rest is in the other files.
  private func features() -> [String] {
    let never = report.neverExercised
    if never.isEmpty { return [] }
    let text = "never happened, although the scenario names it: " + never.joined(separator: ", ")
    let wrapped = style.wrap(text, indent: 5, limit: report.verdict.outcome == .fail ? 1 : 2)
    return ["  \(style.mark(.unknown)) \(wrapped[0].dropFirst(5))"] + wrapped.dropFirst()
  }

  private func situations() -> [String] {
    let never = report.neverMet
    if report.situations.isEmpty { return [] }
    let met = report.situations.count - never.count
    let text = "\(met) of \(NumberText.counted(Int64(report.situations.count), "situation")) met"
    let all = never.isEmpty ? text : text + "; never: " + never.joined(separator: ", ")
    // What broke needs the room more than what was never tried.
    let wrapped = style.wrap(all, indent: 5, limit: report.verdict.outcome == .fail ? 1 : 2)
    return ["  \(style.mark(never.isEmpty ? .good : .unknown)) \(wrapped[0].dropFirst(5))"] + wrapped.dropFirst()
  }

  /// What all runs of a series say together; the sections below it are of one of them.
  private func series(room: Int) -> [String] {
    guard let series = report.replications else { return [] }
    // The equations of one run take two lines at least.
    return [""] + ReplicationsText(series: series, style: style).lines(room: room - 3)
  }

  // MARK: Money

  /// What came in and went out, then what was earned and what is left: the order down the two columns.
  private static let figures: [MonthlyFigure] = [
    .cashIn, .processorFees, .creditsSold, .bonusGiven, .grants, .held, .payouts, .refunds, .disputes, .feeRevenue, .usageRevenue,
    .planRevenue, .packRevenue, .breakage, .revenue, .promotionCost, .badDebt, .disputeLosses, .net, .closingHeld,
    .closingLiability, .closingDeferred, .closingAccountCredit,
  ]

  private func money() -> [String] {
    let unit = report.money.unit
    let run = report.replications == nil ? "whole run" : "whole run, of replication \(report.run.replication) alone"
    var lines = [heading("MONEY", "in \(style.clean(unit.code)), \(run)")]
    let shown = report.money.shownFigures
    let figures = TextReport.figures.filter(shown.contains)
    let titles = 21
    let amounts = figures.map { unit.text(report.money.total[$0]).count }.max() ?? 0
    let width = (style.columns - 8) / 2
    if titles + amounts <= width {
      let rows = (figures.count + 1) / 2
      for index in 0..<rows {
        let right = rows + index < figures.count ? "    " + amount(figures[rows + index], titles, width) : ""
        lines.append("  \(amount(figures[index], titles, width))\(right)")
      }
    } else {
      // An amount that is cut short would be a wrong amount, so a narrow terminal gets more lines.
      for figure in figures { lines.append("  " + amount(figure, titles, titles + amounts)) }
    }
    return lines
  }

  /// A line for each of several catalogs, or none where they do not all have room.
  private func catalogs(room: Int) -> [String] {
    let unit = report.money.unit
    var rows = [["catalog", "owners", "cash in", "revenue", "net", "owed at the end"]]
    for part in report.catalogs {
      let total = part.money.total
      let amounts = [total.cashIn, total.revenue, total.net, part.owed].map(unit.text)
      rows.append([style.clean(part.catalog.name), NumberText.grouped(part.owners)] + amounts)
    }
    // A name may be cut short, an amount may not.
    let name = 20
    let widths = (1..<6).map { column in max(column == 1 ? 10 : 16, (rows.map { $0[column].count }.max() ?? 0) + 1) }
    if rows.count == 1 || rows.count > room || 2 + name + widths.reduce(0, +) > style.columns { return [] }
    return rows.enumerated().map { index, cells in
      let line = "  " + style.pad(cells[0], name) + zip(cells.dropFirst(), widths).map { style.pad($0, $1, right: true) }.joined()
      return index == 0 ? style.paint(line, .bold) : line
    }
  }

  /// The equations of what is owed to owners.
  private func rollForwards() -> [String] {
    let money = report.money
    var lines = liability(limit: 4)
    for balance in money.balances where !balance.isIdle {
      lines += equation("\(balance.balance.title): \(balance.identity)", holds: balance.ties, limit: 3)
    }
    return lines
  }

  /// The same where room is short; what broke needs it more, and stands under WHY with its difference.
  private func rollForwardsInShort() -> [String] {
    let unit = report.money.unit
    let balances = report.money.balances.filter { !$0.isIdle }
    if balances.isEmpty { return liability(limit: report.catalogs.isEmpty ? 4 : 2) }
    let parts = balances.map { "\($0.balance.title) \(unit.text($0.closing))" }
    if report.verdict.outcome == .fail { return liability(limit: 1) }
    return liability(limit: report.catalogs.isEmpty ? 4 : 1)
      + equation("rolled forward: \(parts.joined(separator: ", "))", holds: balances.allSatisfy(\.ties), limit: 1)
  }

  private func liability(limit: Int) -> [String] {
    let money = report.money
    if money.rollForward.isIdle, money.balances.contains(where: { !$0.isIdle }) { return [] }
    return equation("liability: " + money.rollForward.identity, holds: money.rollForward.ties, limit: limit)
  }

  private func equation(_ text: String, holds: Bool, limit: Int) -> [String] {
    let wrapped = style.wrap(text, indent: 5, limit: limit)
    return ["  \(style.mark(holds ? .good : .bad)) \(wrapped[0].dropFirst(5))"] + wrapped.dropFirst()
  }

  private func amount(_ figure: MonthlyFigure, _ titles: Int, _ width: Int) -> String {
    let value = report.money.total[figure]
    let text = report.money.unit.text(value)
    let padded = style.pad(figure.title, titles) + style.pad(text, width - titles, right: true)
    return value < 0 ? padded.dropLast(text.count) + style.paint(text, .red) : padded
  }

  /// One or two lines, only where access ends as metered.
  private func metering() -> [String] {
    guard let metering = report.metering else { return [] }
    let unit = report.money.unit
    let mean = NumberText.microseconds(metering.meanCutoffDelay_ms * 1_000)
    let longest = NumberText.microseconds(metering.longestCutoffDelay_ms * 1_000)
    let cost = "\(unit.text(metering.overspent)) \(style.clean(unit.code)) overspent"
    let cutoffs = "cutoffs: \(NumberText.grouped(metering.cutoffs)), \(mean) late in the mean, \(longest) at most; \(cost)"
    var lines = style.wrap(cutoffs, indent: 2, limit: 1)
    if metering.uses > 0 {
      let wait = NumberText.microseconds(metering.meanWait_us)
      let most = NumberText.microseconds(metering.longestWait_us)
      let backlog = NumberText.grouped(metering.largestBacklog)
      let uses = NumberText.counted(metering.uses, "use")
      let queue = "pipeline: \(uses), wait \(wait) in the mean, \(most) at most; backlog \(backlog) at most"
      lines += style.wrap(queue, indent: 2, limit: 1)
    }
    return lines
  }

  // MARK: Speed

  private func speed() -> [String] {
    let speed = report.speed
    let rates = [
      speed.eventsPerSecond.map { "\(NumberText.grouped($0))/s" },
      speed.eventsPerSecondPerCore.map {
        "\(NumberText.grouped($0)) per core on \(NumberText.counted(Int64(speed.threads), "thread"))"
      },
      speed.peakMemoryBytes > 0 ? "peak memory \(NumberText.megabytes(speed.peakMemoryBytes))" : nil,
    ]
    let events = NumberText.counted(report.events, "event")
    let wall = ["\(events) in \(NumberText.seconds(speed.milliseconds)) s"] + rates.compactMap { $0 }
    var lines = [heading("SPEED")]
    lines += style.wrap(includesWall ? wall.joined(separator: ", ") : events, indent: 2, limit: 1)
    let peaks = [
      peak(report.peaks.second, "a second"), peak(report.peaks.minute, "a minute"), peak(report.peaks.hour, "an hour"),
    ].compactMap { $0 }
    if !peaks.isEmpty {
      lines += style.wrap("busiest in simulated time, in commands: \(peaks.joined(separator: ", "))", indent: 2, limit: 1)
    }
    return lines
  }

  private func peak(_ peak: PeakNote?, _ span: String) -> String? {
    peak.map { "\(NumberText.grouped($0.count)) \(span)" }
  }

  private func operations(room: Int) -> [String] {
    // A heading over nothing is not worth two lines.
    if room < 2 || report.operations.isEmpty || (room == 2 && report.operations.count > 1) { return [] }
    func row(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { style.pad($1, $0 == 0 ? 20 : 15, right: $0 > 0) }
      return "  " + padded.joined()
    }
    let byCount = report.operations.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    let fits = report.operations.count < room ? report.operations.count : room - 2
    var lines = [style.paint(row(["operation", "count", "refused", "a second", "peak a minute", "peak an hour"]), .bold)]
    for (offset, line) in byCount.prefix(fits) {
      let figures = [
        line.count, line.refused, includesWall ? report.speed.byKind[offset].perSecond : nil, line.busiestMinute?.count,
        line.busiestHour?.count,
      ]
      lines.append(row([style.clean(line.kind)] + figures.map { $0.map(NumberText.grouped) ?? "-" }))
    }
    if fits < report.operations.count { lines.append("  and \(report.operations.count - fits) more kinds, see summary.md") }
    return lines
  }

  private func howToRepeat() -> [String] { [heading("REPEAT")] + command(report.run.repeatCommand, indent: 2) }

  /// A command line that can be copied: broken only between words, with a backslash at the end of a line.
  private func command(_ line: String, indent: Int) -> [String] {
    style.wrap(line, indent: indent, mayOverflow: true, continuation: " \\")
  }

  private func heading(_ title: String, _ rest: String = "") -> String {
    style.paint(style.pad(title, rest.isEmpty ? title.count : 9), .bold) + rest
  }
}
