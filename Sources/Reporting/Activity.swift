import Accounting
import Measurement

/// The busiest second, minute or hour of simulated time.
public struct PeakNote: Hashable, Sendable {
  /// Commands in it.
  public let count: Int64
  /// When it began.
  public let at: Instant

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
    PeakLoad(
      second: PeakNote(peaks.busiestSecond()), minute: PeakNote(peaks.busiestMinute(nil)),
      hour: PeakNote(peaks.busiestHour(nil)))
  }

  /// A row without a name is shown by its number rather than left out.
  private borrowing func name(_ row: Int, in names: [String], _ what: String) -> String {
    row < names.count ? names[row] : "\(what) \(row)"
  }
}
