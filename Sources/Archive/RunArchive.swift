import Accounting
import Foundation
import GRDB
import Reporting

/// A file that keeps finished runs: a SQLite database with the tables of `docs/archive.md`.
///
/// One run is one transaction, so that what is interrupted leaves nothing. The file keeps a rollback journal and not a write-ahead log: it
/// is one file that can be mailed, and `synchronous` stays FULL. Several programs may write at a time; each waits for its turn.
public struct RunArchive: Sendable {
  private let queue: DatabaseQueue
  private let path: String

  /// How long to wait for another program before `ArchiveError.locked`.
  public static let patience_s: Double = 15

  /// Opens a file for storing runs; one that is not there is made.
  public static func forWriting(_ path: String, patience_s: Double = RunArchive.patience_s) throws(ArchiveError) -> RunArchive {
    try checkPlace(path, mustExist: false)
    let archive = try RunArchive(path, readonly: false, patience_s: patience_s)
    try archive.attempt { queue in
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          try ArchiveSchema.upgrade(database, path: path)
          return .commit
        }
      }
    }
    return archive
  }

  /// Opens a file for listing and reading. Nothing is written to it, but that what a crash left half-written is taken back.
  public static func forReading(_ path: String, patience_s: Double = RunArchive.patience_s) throws(ArchiveError) -> RunArchive {
    try checkPlace(path, mustExist: true)
    do throws(ArchiveError) {
      return try reading(path, readonly: true, patience_s: patience_s)
    } catch .cannotCreate {
      // There is a journal of a program that was killed, and whoever may only read cannot roll it back.
      return try reading(path, readonly: false, patience_s: patience_s)
    }
  }

  private static func reading(_ path: String, readonly: Bool, patience_s: Double) throws(ArchiveError) -> RunArchive {
    let archive = try RunArchive(path, readonly: readonly, patience_s: patience_s)
    try archive.attempt { queue in
      try queue.read { database in
        if try ArchiveSchema.check(database, path: path) == 0 { throw ArchiveError.noRun(path: path, number: nil) }
      }
    }
    return archive
  }

  /// Finds out before a long run whether runs could be stored in `path`. A file that is not there is not made.
  public static func check(_ path: String) throws(ArchiveError) {
    try checkPlace(path, mustExist: false)
    if !FileManager.default.fileExists(atPath: path) { return }
    // As for writing, because a journal that a killed program left is rolled back then.
    let archive = try RunArchive(path, readonly: false, patience_s: patience_s)
    try archive.attempt { queue in _ = try queue.read { try ArchiveSchema.check($0, path: path) } }
  }

  private init(_ path: String, readonly: Bool, patience_s: Double) throws(ArchiveError) {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(patience_s)
    // What reads may not be undone by a half-written journal of another program, and a run counts when it is on the disk.
    configuration.prepareDatabase { database in
      if !readonly { try database.execute(sql: "PRAGMA synchronous = FULL") }
    }
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  private static func checkPlace(_ path: String, mustExist: Bool) throws(ArchiveError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue {
        throw mustExist ? .noArchive(path: path, reason: "it is a folder") : .cannotCreate(path: path, reason: "it is a folder")
      }
      if mustExist { return }
    } else if mustExist {
      throw .noFile(path: path)
    }
    do throws(ReportError) {
      try DiskFile.check(path)
    } catch {
      switch error {
      case .cannotCreate(_, let reason): throw .cannotCreate(path: path, reason: reason)
      case .io(_, let reason): throw .io(path: path, reason: reason)
      }
    }
  }

  private func attempt<Value>(_ body: (DatabaseQueue) throws -> Value) throws(ArchiveError) -> Value {
    do {
      return try body(queue)
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  // MARK: Storing

  /// Stores a run whole, or nothing of it.
  ///
  /// - Returns: its number, by which it is found again; numbers are never used twice.
  /// - Complexity: O(rows): some hundred, and the entries of the journal.
  @discardableResult
  public func store(_ run: RunRecord) throws(ArchiveError) -> Int64 {
    try attempt { queue in
      try queue.writeWithoutTransaction { database in
        var number: Int64 = 0
        try database.inTransaction(.immediate) {
          number = try run.insert(into: database)
          return .commit
        }
        return number
      }
    }
  }

  /// Stores runs of a study, all of them or none, so that a long study does not wait for the disk with each.
  ///
  /// - Parameter number: the study's; nil for the first of its runs, which the study begins with.
  /// - Returns: the study's number. Until `finish` it is there with its runs and without an outcome.
  public func store(_ runs: [RunRecord], of study: StudyRecord, number: Int64?) throws(ArchiveError) -> Int64 {
    try attempt { queue in
      try queue.writeWithoutTransaction { database in
        var study_id: Int64 = 0
        try database.inTransaction(.immediate) {
          study_id = try number ?? study.insert(into: database)
          for run in runs { _ = try run.insert(into: database, study: study_id) }
          return .commit
        }
        return study_id
      }
    }
  }

  /// Says what a study came to.
  public func finish(_ study: Int64, _ outcome: StudyOutcome) throws(ArchiveError) {
    try attempt { queue in
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          try outcome.update(study, in: database)
          return .commit
        }
      }
    }
  }

  // MARK: Reading

  /// Runs and studies, the newest first, a study at the place of its newest run.
  ///
  /// - Parameter scenario: only runs of the scenario of this name, and studies that have some.
  public func entries(scenario: String? = nil, limit: Int = .max) throws(ArchiveError) -> [StoredEntry] {
    try attempt { queue in
      try queue.read { database in
        let newest = try Row.fetchAll(
          database,
          sql: """
            SELECT max(id) AS last, study_id FROM run WHERE ? IS NULL OR scenario = ? GROUP BY coalesce(-study_id, id)
            ORDER BY last DESC LIMIT ?
            """, arguments: [scenario, scenario, Int64(limit)])
        return try newest.compactMap { row -> StoredEntry? in
          if let study = row["study_id"] as Int64? { return try studyRow(study, database).map { .study(StoredStudy($0)) } }
          let run = try Row.fetchOne(database, sql: RunArchive.runs + "WHERE run.id = ?", arguments: [row["last"] as Int64])
          return try run.map { .run(try StoredRun($0)) }
        }
      }
    }
  }

  private static let runs = """
    SELECT run.*, (SELECT minor FROM metric WHERE run_id = run.id AND name = 'net') AS net,
      (SELECT minor FROM metric WHERE run_id = run.id AND name = 'cash-in') AS cash_in
    FROM run
    """ + " "

  /// nil where there is none, or where the file is of a version that had none.
  private func studyRow(_ number: Int64, _ database: Database) throws -> Row? {
    try Row.fetchOne(database, sql: StoredStudy.query, arguments: [number])
  }

  /// A study with what its runs said together.
  public func study(_ number: Int64) throws(ArchiveError) -> StoredStudyReport {
    try attempt { queue in
      try queue.read { database in
        guard let row = try studyRow(number, database) else { throw ArchiveError.noStudy(path: path, number: number) }
        return StoredStudyReport(row)
      }
    }
  }

  /// The study of the newest run; nil where that was run alone.
  public func newestStudy() throws(ArchiveError) -> Int64? {
    try attempt { queue in
      try queue.read { try Int64.fetchOne($0, sql: "SELECT study_id FROM run ORDER BY id DESC LIMIT 1") }
    }
  }

  /// The runs, the newest first; those of a study in their order.
  ///
  /// - Parameter scenario: only runs of the scenario of this name.
  public func runs(scenario: String? = nil, study: Int64? = nil, limit: Int = .max) throws(ArchiveError) -> [StoredRun] {
    try attempt { queue in
      try queue.read { database in
        let order = study == nil ? "DESC" : "ASC"
        let rows = try Row.fetchAll(
          database,
          sql: RunArchive.runs + "WHERE (? IS NULL OR scenario = ?) AND (? IS NULL OR study_id = ?) ORDER BY id \(order) LIMIT ?",
          arguments: [scenario, scenario, study, study, Int64(limit)])
        if let study, rows.isEmpty { throw ArchiveError.noStudy(path: path, number: study) }
        return try rows.map { try StoredRun($0) }
      }
    }
  }

  /// One run with all that it printed; the newest where `number` is nil.
  public func run(_ number: Int64?) throws(ArchiveError) -> StoredReport {
    try attempt { queue in
      try queue.read { database in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT run.*, NULL AS net, NULL AS cash_in FROM run WHERE id = coalesce(?, (SELECT max(id) FROM run))
            """, arguments: [number])
        guard let row else { throw ArchiveError.noRun(path: path, number: number) }
        let metrics = try Row.fetchAll(
          database, sql: "SELECT * FROM metric WHERE run_id = ?", arguments: [row["id"] as Int64])
        return try StoredReport(row, metrics: metrics)
      }
    }
  }
}
