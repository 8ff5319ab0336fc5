import GRDB
import Reporting

/// A line of the list of runs.
public struct StoredRun: Hashable, Sendable {
  public let number: Int64
  /// The study that it belongs to, and which of its runs it is; nil where it was run alone.
  public let study: Int64?
  public let point: String?
  /// RFC 3339, UTC.
  public let storedAt: String
  public let scenario: String
  public let file: String
  public let sha256: String
  /// An unsigned number of 64 bits.
  public let seed: String
  public let replication: Int64
  public let owners: Int64
  public let start: String
  public let horizon: String
  public let verdict: String
  public let reason: String
  public let digest: String
  public let unit: MoneyUnit
  /// Minor units; nil where they were not asked for.
  public let cashIn: Int64?
  public let net: Int64?
  public let repeatCommand: String

  init(_ row: Row) throws {
    number = row["id"]
    study = row["study_id"]
    point = row["point"]
    storedAt = row["stored_at"]
    scenario = row["scenario"]
    file = row["file"]
    sha256 = row["sha256"]
    seed = row["seed"]
    replication = row["replication"]
    owners = row["owners"]
    start = row["start"]
    horizon = row["horizon"]
    verdict = row["verdict"]
    reason = row["reason"]
    digest = row["digest"]
    unit = MoneyUnit(code: row["currency"], decimals: row["decimals"])
    cashIn = row["cash_in"]
    net = row["net"]
    repeatCommand = row["repeat"]
  }
}

/// A run as it was stored: its report in the forms in which it was printed, and its metrics.
public struct StoredReport: Sendable {
  public let run: StoredRun
  /// The report.json.
  public let json: String
  public let text: String
  public let markdown: String
  /// By the name of the metric.
  public let metrics: [String: StoredMetric]

  init(_ row: Row, metrics: [Row]) throws {
    run = try StoredRun(row)
    json = row["report"]
    text = row["summary_text"]
    markdown = row["summary_markdown"]
    self.metrics = Dictionary(
      metrics.map { row in
        (
          row["name"],
          StoredMetric(label: row["label"], kind: row["kind"], unit: row["unit"], value: row["value"], minor: row["minor"])
        )
      }, uniquingKeysWith: { $1 })
  }
}

/// What a run came to in one metric.
public struct StoredMetric: Hashable, Sendable {
  public let label: String
  /// "money", "count" or "share".
  public let kind: String
  public let unit: String
  /// Major units, a count, or a share from 0 to 1; nil where there was nothing to measure.
  public let value: Double?
  /// Of money: exact minor units.
  public let minor: Int64?
}
