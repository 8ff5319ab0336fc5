import Foundation
import GRDB

/// A set of runs that belong together, as it is put into an archive: its runs as they come, what they say together at the end.
public struct StudyRecord: Sendable {
  /// What sort of set; raw values stand in the file.
  public enum Kind: String, Sendable {
    /// One scenario with other chances each time, and perhaps with uncertain values drawn.
    case replications
    /// Variants against a base, each with the same replications.
    case comparison
  }

  public var kind: Kind
  /// What it is about, for people.
  public var name: String
  public var createdAt: Date

  public init(_ kind: Kind, name: String, createdAt: Date = Date()) {
    self.kind = kind
    self.name = name
    self.createdAt = createdAt
  }

  /// - Returns: its number.
  func insert(into database: Database) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO study (kind, name, created_at) VALUES (?, ?, ?)",
      arguments: [kind.rawValue, name, ISO8601DateFormatter().string(from: createdAt)])
    return database.lastInsertedRowID
  }
}

/// What a study came to.
public struct StudyOutcome: Sendable {
  /// "pass", "fail", "inconclusive" or "partial".
  public var verdict: String
  public var exitCode: Int32
  public var reason: String
  public var repeatCommand: String
  /// The whole report.json or compare.json.
  public var json: String
  public var text: String
  public var markdown: String
  /// A page that is not drawn from `json`; nil where it is.
  public var page: String?

  public init(
    verdict: String, exitCode: Int32, reason: String, repeatCommand: String, json: String, text: String, markdown: String,
    page: String? = nil
  ) {
    self.verdict = verdict
    self.exitCode = exitCode
    self.reason = reason
    self.repeatCommand = repeatCommand
    self.json = json
    self.text = text
    self.markdown = markdown
    self.page = page
  }

  func update(_ study: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE study SET verdict = ?, exit_code = ?, reason = ?, repeat = ?, report = ?, summary_text = ?, summary_markdown = ?,
          page = ? WHERE id = ?
        """, arguments: [verdict, exitCode, reason, repeatCommand, json, text, markdown, page, study])
  }
}
