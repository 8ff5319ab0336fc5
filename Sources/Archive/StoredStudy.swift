import GRDB
import Reporting

/// A study in the list of runs: one line for all of its runs.
public struct StoredStudy: Hashable, Sendable {
  public let number: Int64
  /// As in `StudyRecord.Kind`, or of a later version.
  public let kind: String
  public let name: String
  /// RFC 3339, UTC.
  public let createdAt: String
  /// nil where it was never finished: its runs are there all the same.
  public let verdict: String?
  public let reason: String?
  public let repeatCommand: String?
  public let runs: Int64
  /// Of the first of its runs.
  public let seed: String
  public let owners: Int64
  public let unit: MoneyUnit
  /// Minor units, the mean over its runs; nil of runs that are not of one scenario.
  public let cashIn: Int64?
  public let net: Int64?

  /// Of one study, by its number.
  static let query = """
    SELECT study.*, count(*) AS runs, first.seed, first.owners, first.currency, first.decimals,
      avg((SELECT minor FROM metric WHERE run_id = run.id AND name = 'net')) AS net,
      avg((SELECT minor FROM metric WHERE run_id = run.id AND name = 'cash-in')) AS cash_in
    FROM study JOIN run ON run.study_id = study.id
      JOIN run AS first ON first.id = (SELECT min(id) FROM run WHERE study_id = study.id)
    WHERE study.id = ? GROUP BY study.id
    """

  init(_ row: Row) {
    number = row["id"]
    kind = row["kind"]
    name = row["name"]
    createdAt = row["created_at"]
    verdict = row["verdict"]
    reason = row["reason"]
    repeatCommand = row["repeat"]
    runs = row["runs"]
    seed = row["seed"]
    owners = row["owners"]
    unit = MoneyUnit(code: row["currency"], decimals: row["decimals"])
    let isOfOne = kind == StudyRecord.Kind.replications.rawValue
    cashIn = isOfOne ? (row["cash_in"] as Double?).flatMap { Int64(exactly: $0.rounded()) } : nil
    net = isOfOne ? (row["net"] as Double?).flatMap { Int64(exactly: $0.rounded()) } : nil
  }
}

/// A study with what its runs said together.
public struct StoredStudyReport: Sendable {
  public let study: StoredStudy
  /// nil where the study was never finished.
  public let json: String?
  public let text: String?
  public let markdown: String?
  /// A page that is not drawn from `json`.
  public let page: String?

  init(_ row: Row) {
    study = StoredStudy(row)
    json = row["report"]
    text = row["summary_text"]
    markdown = row["summary_markdown"]
    page = row["page"]
  }
}

/// A line of the list: a run that belongs to no study, or a study.
public enum StoredEntry: Hashable, Sendable {
  case run(StoredRun)
  case study(StoredStudy)
}
