import Accounting

/// How the tables of a run are laid out that tell kinds of owner and times of joining apart: [segment][cohort][month].
///
/// A cohort is what joined within a month. Where many segments and a long horizon would need tables larger than
/// `largestTable_bytes`, cohorts are quarters, years or everybody instead; what a run adds up to does not depend on it.
public struct CohortShape: Equatable, Sendable {
  /// Months since year 0 of the first row.
  public let firstMonth: Int
  public let months: Int
  public let segments: Int
  /// How many months of joining make one cohort: 1, 3, 12, or all of them.
  public let monthsPerCohort: Int
  public var cohorts: Int { (months + monthsPerCohort - 1) / monthsPerCohort }
  /// How many rows a table has.
  public var rows: Int { segments * cohorts * months }

  /// What one table may take, for each thread.
  public static let largestTable_bytes = 8 << 20

  /// The finest cohorts that have room. Without segments there are no rows.
  public init(firstMonth: Int, months: Int, segments: Int) {
    self.firstMonth = firstMonth
    self.months = months
    self.segments = segments
    let row_bytes = MonthlyFlows.width * MemoryLayout<Int64>.stride
    monthsPerCohort =
      [1, 3, 12].first { width in
        segments * ((months + width - 1) / width) * months * row_bytes <= CohortShape.largestTable_bytes
      } ?? max(1, months)
  }

  /// The first of the rows of the owners of a segment who join at `joinedAt`; a row for each month follows. Who joins outside the
  /// run counts towards the nearest cohort. - Complexity: O(1).
  public func firstRow(segment: Int, joinedAt: Instant) -> Int {
    let month = min(max(0, joinedAt.date.monthIndex - firstMonth), months - 1)
    return firstRow(segment: segment, cohort: month / monthsPerCohort)
  }

  /// The first of the rows of a cohort.
  public func firstRow(segment: Int, cohort: Int) -> Int { (segment * cohorts + cohort) * months }

  /// The first day of the month in which a cohort's first members may join, UTC.
  public func firstDay(ofCohort cohort: Int) -> CivilDate { firstDay(ofMonth: cohort * monthsPerCohort) }

  /// The first day of row `month`, UTC.
  public func firstDay(ofMonth month: Int) -> CivilDate {
    let index = firstMonth + month
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    return CivilDate(year: year, month: index - year * 12 + 1, day: 1)
  }
}
