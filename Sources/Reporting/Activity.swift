import Accounting
import Measurement

/// The busiest second, minute or hour of simulated time.
public struct PeakNote: Hashable, Sendable {
  /// Commands in it.
  public let count: Int64
  /// When it began.
  public let at: Instant

  init(count: Int64, at: Instant) {
    self.count = count
    self.at = at
  }

  init?(_ peak: ArrivalPeaks.Peak?) {
    guard let peak else { return nil }
    count = Int64(peak.count)
    at = peak.at
  }
}

/// One kind of command: how often it was sent and refused, and when it came thickest.
public struct OperationLine: Hashable, Sendable {
  public let kind: String
  public let count: Int64
  /// Those that changed nothing, repetitions included.
  public let refused: Int64
  /// The same by status, those that happened, in the order of the statuses.
  public let refusals: [SituationCount]
  public let busiestMinute: PeakNote?
  public let busiestHour: PeakNote?
}

/// Peaks over all kinds of command together; nil when they were not counted.
public struct PeakLoad: Hashable, Sendable {
  public let second: PeakNote?
  public let minute: PeakNote?
  public let hour: PeakNote?
  /// The busiest day of the calendar, UTC.
  public let day: PeakNote?
  /// By hour of the day in UTC: commands of the whole run, and those of the busiest day; empty when they were not counted.
  public let hours: [HourLoad]
  /// Commands on each day of the calendar, UTC, from the one on which the run begins.
  public let perDay: [Int64]

  /// One of the 24 hours of a day.
  public struct HourLoad: Hashable, Sendable {
    public let hour: Int
    public let count: Int64
    public let onBusiestDay: Int64
  }
}

/// Owners by month.
public struct OwnersInMonth: Hashable, Sendable {
  /// The first day of the month, UTC.
  public let month: CivilDate
  public let joined: Int64
  public let active: Int64
  public let gone: Int64
}

/// What became of automatic reloads: steps that met each stage.
public struct ReloadFunnel: Hashable, Sendable {
  public let fired: Int64
  public let settled: Int64
  public let declined: Int64
  public let retried: Int64
  public let paused: Int64
  public let heldBack: Int64

  init(_ observations: borrowing Tally, rows: ReportNames.ReloadRows) {
    fired = observations[rows.fired]
    settled = observations[rows.settled]
    declined = observations[rows.declined]
    retried = observations[rows.retried]
    paused = observations[rows.paused]
    heldBack = observations[rows.heldBack]
  }
}

extension Scorecard {
  /// One line for each kind that was sent at all, in the order of the kinds.
  borrowing func operationLines(_ names: ReportNames) -> [OperationLine] {
    var lines: [OperationLine] = []
    let minutes = peaks.busiest(minutesEach: 1)
    let hours = peaks.busiest(minutesEach: 60)
    for row in 0..<commands.rows where commands[row] > 0 {
      var refusals: [SituationCount] = []
      for column in 1..<max(1, commands.columns) where commands[row, column] > 0 {
        refusals.append(SituationCount(name: name(column, in: names.statuses, "status"), count: commands[row, column]))
      }
      lines.append(
        OperationLine(
          kind: name(row, in: names.kinds, "kind"), count: commands[row], refused: commands[row] - commands[row, 0],
          refusals: refusals, busiestMinute: PeakNote(minutes[row]), busiestHour: PeakNote(hours[row])))
    }
    return lines
  }

  /// Every named situation, met or not, and unnamed ones that were met.
  borrowing func situationCounts(_ names: [String]) -> [SituationCount] {
    var counts: [SituationCount] = []
    for row in 0..<observations.rows where row < names.count || observations[row] > 0 {
      counts.append(SituationCount(name: name(row, in: names, "situation"), count: observations[row]))
    }
    return counts
  }

  borrowing func ownersInMonths() -> [OwnersInMonth] {
    var lines: [OwnersInMonth] = []
    for month in 0..<flows.months {
      lines.append(
        OwnersInMonth(
          month: flows.firstDay(ofMonth: month), joined: ownersByMonth[month, OwnerColumn.joined.rawValue],
          active: ownersByMonth[month, OwnerColumn.active.rawValue], gone: ownersByMonth[month, OwnerColumn.gone.rawValue]))
    }
    return lines
  }

  borrowing func peakLoad() -> PeakLoad {
    let start = peaks.tables.start
    let midnight = start.advanced(by: -start.timeOfDay_ms)
    let firstHour = Int(start.timeOfDay_ms / Duration_ms.hour)
    var perDay: [Int64] = []
    var byHour = [Int64](repeating: 0, count: 24)
    let perHour = peaks.perHour()
    for (index, count) in perHour.enumerated() {
      let (day, hour) = (firstHour + index).quotientAndRemainder(dividingBy: 24)
      if day == perDay.count { perDay.append(0) }
      perDay[day] += Int64(count)
      byHour[hour] += Int64(count)
    }
    // The minute after the last one is counted too, and is a day without anything where a run ends at midnight.
    if perDay.count > 1, perDay.last == 0 { perDay.removeLast() }
    let most = perDay.max() ?? 0
    let busiest = most > 0 ? perDay.firstIndex(of: most) : nil
    let hours = busiest.map { day in
      (0..<24).map { hour in
        let index = day * 24 + hour - firstHour
        return PeakLoad.HourLoad(
          hour: hour, count: byHour[hour], onBusiestDay: perHour.indices.contains(index) ? Int64(perHour[index]) : 0)
      }
    }
    return PeakLoad(
      second: PeakNote(peaks.busiestSecond()), minute: PeakNote(peaks.busiestMinute(nil)),
      hour: PeakNote(peaks.busiestHour(nil)),
      day: busiest.map { PeakNote(count: most, at: midnight.advanced(by: Int64($0) * Duration_ms.day)) }, hours: hours ?? [],
      perDay: busiest == nil ? [] : perDay)
  }

  /// A row without a name is shown by its number rather than left out.
  private borrowing func name(_ row: Int, in names: [String], _ what: String) -> String {
    row < names.count ? names[row] : "\(what) \(row)"
  }
}
