/// What one field of `report.json` means, and what it is counted in.
public struct Definition: Hashable, Sendable {
  /// Where it stands: names joined by dots, "[]" for every item of a list.
  public let path: String
  public let unit: String
  public let meaning: String

  init(_ path: String, _ unit: String, _ meaning: String) {
    self.path = path
    self.unit = unit
    self.meaning = meaning
  }

  /// Every field, in the order of the file. The documentation prints this table and a test compares it with the JSON.
  public static let all: [Definition] =
    identity + verdict + violation + money + finance + catalogs + replications + baseline + operations + waits + activity
    + ownerBalances + worstOwners + reload + cutoffs + metering
    + wall

  /// As rows of a Markdown table with its heading.
  public static func markdown(_ definitions: [Definition]) -> String {
    let rows = definitions.map { "| `\($0.path)` | \($0.unit) | \($0.meaning) |" }
    return (["| field | unit | meaning |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }
}

extension Definition {
  static let identity = [
    Definition("schema", "text", "Form of this file: a name and a version that rises when a field changes its meaning or goes."),
    Definition("windtunnel", "text", "Version of the program."),
    Definition("scenario.name", "text", "Name of the scenario."),
    Definition("scenario.file", "path", "Its file, as it was given."),
    Definition(
      "scenario.sha256", "64 hex digits",
      "Fingerprint of what the files say, after flags have changed it; comments and layout do not count."),
    Definition("scenario.about", "text", "What the scenario says about itself."),
    Definition("seed", "integer, 64 bits unsigned", "Where all randomness comes from."),
    Definition("replication", "integer", "Which of the independent repetitions under one seed this is, from 0."),
    Definition("threads", "threads", "How many worked; changes nothing but `wall`."),
    Definition("owners", "owners", "How many were simulated."),
    Definition("start", "time, UTC", "First instant that was simulated."),
    Definition("horizon", "time, UTC", "First instant that was not simulated any more."),
  ]

  static let verdict = [
    Definition("verdict", "`pass`, `fail`, `inconclusive` or `partial`", "What the run came to."),
    Definition("exitCode", "integer", "What the program returns: see the exit codes."),
    Definition("reasons[]", "sentence", "Why, the most important first."),
    Definition("digest", "16 hex digits", "Fingerprint of every step of every owner: equal for the same scenario and seed."),
    Definition("recordedDigest", "16 hex digits or null", "The same over the recorded owners, when a trace was recorded."),
    Definition("events", "events", "Taken from the agenda and performed."),
    Definition("commands", "commands", "Sent to the billing core, refused ones too."),
    Definition("invariants[].name", "text", "Name of the invariant."),
    Definition("invariants[].checks", "checks", "How often it was checked."),
    Definition("invariants[].violations", "checks", "How often it did not hold."),
  ]

  static let violation = [
    Definition("invariants[].first", "object or null", "The first violation, if there was one."),
    Definition("invariants[].first.invariant", "text", "Name of the invariant that broke."),
    Definition("invariants[].first.left.label", "text", "What stands on the left of the equation."),
    Definition("invariants[].first.left.value", "as labelled", "Its value: minor units or a count."),
    Definition("invariants[].first.right.label", "text", "What stands on the right of the equation."),
    Definition("invariants[].first.right.value", "as labelled", "Its value."),
    Definition("invariants[].first.sentence", "sentence", "What is wrong."),
    Definition("invariants[].first.owner", "text", "Whose books broke."),
    Definition("invariants[].first.at", "time, UTC", "Simulated time of the step."),
    Definition("invariants[].first.event", "integer", "Which of the owner's events it was, from 1."),
    Definition("invariants[].first.command", "text", "The command after which it was noticed, whole, and its answer."),
    Definition("invariants[].first.repeat", "command line", "Shows it again."),
    Definition("thresholds[].expression", "text", "A demand of the scenario on its own figures."),
    Definition("thresholds[].name", "text", "Its own name, or the expression."),
    Definition(
      "thresholds[].value", "as `unit` says, or null", "What was measured, a decimal number; null where there was nothing."),
    Definition(
      "thresholds[].unit", "`%`, a currency or asset in major units, or `count`", "What `value` and `limit` are counted in."),
    Definition("thresholds[].limit", "as `unit` says", "What the expression compares with."),
    Definition(
      "thresholds[].verdict", "`pass`, `fail` or `no-data`", "Whether the demand was met; compared before `value` was rounded."),
    Definition("sometimes[].name", "text", "A feature of the scenario, then the rare situations that a run may meet."),
    Definition(
      "sometimes[].count", "steps",
      "How many steps met it; 0 means that it was never tried. Of a bonus the months in which one was given, of revisions those within the run."
    ),
    Definition("sometimes[].expected", "flag", "Whether the scenario's catalogs and population name it."),
  ]

  static let money =
    [
      Definition("money.asset", "currency", "What all amounts are counted in."),
      Definition("money.decimals", "digits", "Decimal places of the minor unit: 2 for cents."),
      Definition("money.monthly[].month", "month, UTC", "The calendar month."),
      Definition("money.monthly[].asset", "currency", "The asset of the row's amounts."),
    ] + figures("money.monthly[]") + [Definition("money.total.asset", "currency", "The asset of the amounts.")]
    + figures("money.total")
    + ["paid", "promotional", "total"].flatMap { rollForward("money.rollForward.\($0)", of: $0) }
    + MovingBalance.allCases.flatMap(rollForward)
    + [
      Definition("money.largestDebt", "minor units", "What one owner owed at most at once."),
      Definition(
        "money.byAccount[].account", "text", "An account of the chart; the owners' accounts are summed over all owners."),
      Definition("money.byAccount[].kind", "`asset`, `liability`, `income` or `expense`", "Its kind."),
      Definition("money.byAccount[].asset", "currency, or `credits`, `reports`, `minutes`", "The asset of the amounts."),
      Definition("money.byAccount[].decimals", "digits", "Decimal places of the amounts: 3 for thousandths."),
      Definition("money.byAccount[].balance", "minor units", "Closing balance by the ledger, positive where the account grows."),
      Definition("money.byAccount[].explained", "minor units", "What the transfers of all months add up to."),
      Definition("money.byAccount[].ties", "true or false", "Whether both are equal."),
      Definition("money.ties[].name", "text", "An equation that the money must satisfy."),
      Definition("money.ties[].asset", "currency, or `credits`, `reports`, `minutes`", "The asset of the amounts."),
      Definition("money.ties[].left", "minor units", "Its left side."),
      Definition("money.ties[].right", "minor units", "Its right side."),
      Definition("money.ties[].holds", "true or false", "Whether both sides are equal; if not, the verdict is `fail`."),
    ]

  private static func figures(_ path: String) -> [Definition] {
    MonthlyFigure.allCases.map { Definition("\(path).\($0.rawValue)", "minor units", $0.meaning) }
  }

  private static func rollForward(_ path: String, of what: String) -> [Definition] {
    let credits = what == "total" ? "all credits" : "\(what) credits"
    return [Definition("\(path).asset", "currency", "The asset of the amounts, which are those of \(credits).")]
      + RollForwardFigure.allCases.map { Definition("\(path).\($0.rawValue)", "minor units", $0.meaning) }
      + conclusion(path)
  }

  private static func rollForward(_ balance: MovingBalance) -> [Definition] {
    let path = "money.rollForward.\(balance.rawValue)"
    return [
      Definition("\(path).asset", "currency", "The asset of the amounts, which are those of \(balance.what)."),
      Definition("\(path).opening", "minor units", "The balance when the run began; a run begins without any."),
    ] + balance.movements.map { Definition("\(path).\($0.key)", "minor units", $0.meaning) } + [
      Definition("\(path).closing", "minor units", "The balance when the run ended, as the ledger's accounts hold it.")
    ] + conclusion(path)
  }

  private static func conclusion(_ path: String) -> [Definition] {
    [
      Definition("\(path).ties", "true or false", "Whether the movements lead exactly from opening to closing."),
      Definition("\(path).identity", "text, major units", "The movements as an equation."),
    ]
  }

  /// Absent from the report of a run with one catalog.
  static let catalogs =
    [
      Definition("catalogs[].name", "text", "A catalog, in a run with several; absent in a run with one."),
      Definition("catalogs[].sha256", "64 hex digits", "Fingerprint of what it says; comments and layout do not count."),
      Definition("catalogs[].owners", "owners", "How many paid by it."),
      Definition("catalogs[].owed", "minor units", "Owed to them at the end: credits, deferred money and account credit."),
      Definition("catalogs[].total.asset", "currency", "The asset of the amounts, in the unit of the whole run."),
    ] + figures("catalogs[].total")

  static let operations = [
    Definition("operations[].kind", "text", "A kind of command; kinds that were never sent are left out."),
    Definition("operations[].count", "commands", "How often it was sent, refused ones too."),
    Definition("operations[].refused", "commands", "How often it changed nothing."),
    Definition("operations[].refusals[].status", "text", "Why it changed nothing."),
    Definition("operations[].refusals[].count", "commands", "How often for this reason."),
    Definition("operations[].peakPerMinute", "object or null", "The busiest minute of simulated time; null if not counted."),
    Definition("operations[].peakPerMinute.count", "commands a minute", "How many came in it."),
    Definition("operations[].peakPerMinute.at", "time, UTC", "When it began."),
    Definition("operations[].peakPerHour", "object or null", "The busiest hour, hours being counted from the start."),
    Definition("operations[].peakPerHour.count", "commands an hour", "How many came in it."),
    Definition("operations[].peakPerHour.at", "time, UTC", "When it began."),
  ]

  static let activity =
    [("perSecond", "second"), ("perMinute", "minute"), ("perHour", "hour"), ("perDay", "day")].flatMap { key, span in
      [
        Definition("peaks.\(key)", "object or null", "The busiest \(span) over all kinds; null if not counted."),
        Definition("peaks.\(key).count", "commands", "How many came in that \(span)."),
        Definition("peaks.\(key).at", "time, UTC", "When it began."),
      ]
    } + [
      Definition("peaks.hours[].hour", "0 to 23, UTC", "An hour of the day; the list is empty when nothing was counted."),
      Definition("peaks.hours[].count", "commands", "How many came in this hour on all days together."),
      Definition("peaks.hours[].onBusiestDay", "commands", "How many came in it on the busiest day."),
      Definition(
        "peaks.days[]", "commands", "How many came on each day of the calendar, UTC, from the one on which the run begins."),
      Definition("ownersByMonth[].month", "month, UTC", "The calendar month."),
      Definition("ownersByMonth[].joined", "owners", "Began in the month."),
      Definition("ownersByMonth[].active", "owners", "Sent a command in the month."),
      Definition("ownersByMonth[].gone", "owners", "Left in the month."),
    ]

  static let reload = [
    Definition("reload.fired", "steps", "An automatic reload charged the card."),
    Definition("reload.settled", "steps", "Such a charge settled."),
    Definition("reload.declined", "steps", "Such a charge was declined."),
    Definition("reload.retried", "steps", "A reload was tried again after a decline."),
    Definition("reload.paused", "steps", "Reloads were paused after declines."),
    Definition("reload.heldBack", "steps", "A cap, a cool-down or a used-up card held a reload back."),
  ]

  static let cutoffs = [
    Definition(
      "cutoffs[].delayFromMilliseconds", "milliseconds",
      "Cutoffs that came at least this late, or would have without new credits; bounds are powers of two, pairs without one are left out."
    ),
    Definition("cutoffs[].delayToMilliseconds", "milliseconds", "And below this."),
    Definition("cutoffs[].overspentFrom", "minor units", "Whose overdraft is at least this."),
    Definition("cutoffs[].overspentTo", "minor units", "And below this; from 0 to 1 nothing was overdrawn."),
    Definition("cutoffs[].count", "cutoffs", "How many."),
    Definition("cutoffs[].overspent", "minor units", "What all of them overdrew."),
  ]

  static let metering = [
    Definition("metering", "object or null", "How usage was metered; null where access never ends as metered."),
    Definition("metering.uses", "uses", "Went through the metering pipeline; 0 without one."),
    Definition("metering.waited", "uses", "Found their partition busy, or standing still."),
    Definition("metering.meanWaitMicroseconds", "microseconds", "Mean time from a use to the beginning of its metering."),
    Definition("metering.longestWaitMicroseconds", "microseconds", "The longest such time."),
    Definition("metering.largestBacklog", "uses", "Most uses of one partition at once that were not metered yet."),
    Definition("metering.cutoffs", "cutoffs", "How often a balance was used up."),
    Definition(
      "metering.meanCutoffDelayMilliseconds", "milliseconds",
      "Mean time from then until access ended, or would have ended without new credits."),
    Definition("metering.longestCutoffDelayMilliseconds", "milliseconds", "The longest such time."),
    Definition("metering.asset", "currency", "The asset of the amount."),
    Definition(
      "metering.overspent", "minor units", "Used beyond the balance, by the use that emptied it and until access ended."),
    Definition("repeat", "command line", "Runs the same again."),
    Definition("conditions[].kind", "text", "What went differently, such as `surge`, or `price change`."),
    Definition("conditions[].text", "text", "What it means."),
    Definition("conditions[].from", "time, UTC", "When it began."),
    Definition("conditions[].to", "time, UTC, or null", "When it was over; null where it stayed so."),
    Definition("settings[].key", "path of keys", "A key of the scenario and the files that it names, flags obeyed."),
    Definition("settings[].value", "text", "Its value on one line, cut where it is long."),
    Definition(
      "settings[].default", "true or false", "Whether nobody wrote it, so that the program's default holds; the first 2,000 keys."
    ),
  ]

  static let wall = [
    Definition("wall.seconds", "seconds", "How long the run took."),
    Definition("wall.eventsPerSecond", "events a second or null", "Throughput; null if the run was too short to tell."),
    Definition("wall.eventsPerSecondPerCore", "events a second or null", "The same for each thread."),
    Definition("wall.commandsPerSecond", "commands a second or null", "Throughput in commands."),
    Definition("wall.peakMemoryBytes", "bytes", "The most memory at once; 0 if unknown."),
    Definition("wall.threads", "threads", "How many worked."),
    Definition("wall.host", "text or null", "What kind of machine it ran on; null if unknown."),
    Definition("wall.byKind[].kind", "text", "A kind of command."),
    Definition("wall.byKind[].commandsPerSecond", "commands a second or null", "Its share of the throughput."),
  ]
}
