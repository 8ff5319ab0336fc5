import GRDB

/// The form of the file: which tables there are, and how an older file becomes one of today. `docs/archive.md` explains each table.
///
/// The version stands in the header (`PRAGMA user_version`), beside a mark that tells an archive from other databases
/// (`PRAGMA application_id`).
enum ArchiveSchema {
  /// "wtun" as a number.
  static let applicationID = 0x7774_756E
  /// The version that this program reads and writes.
  static var version: Int { migrations.count }

  /// From each version to the next, the first from an empty file. One that was released is never changed.
  static let migrations: [String] = [first, studies]

  private static let first = """
    CREATE TABLE study (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      study_id INTEGER REFERENCES study(id),
      point TEXT,
      stored_at TEXT NOT NULL,
      windtunnel TEXT NOT NULL,
      scenario TEXT NOT NULL,
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      about TEXT NOT NULL,
      seed TEXT NOT NULL,
      replication INTEGER NOT NULL,
      owners INTEGER NOT NULL,
      start TEXT NOT NULL,
      horizon TEXT NOT NULL,
      verdict TEXT NOT NULL,
      exit_code INTEGER NOT NULL,
      reason TEXT NOT NULL,
      digest TEXT NOT NULL,
      events INTEGER NOT NULL,
      commands INTEGER NOT NULL,
      currency TEXT NOT NULL,
      decimals INTEGER NOT NULL,
      seconds REAL,
      repeat TEXT NOT NULL,
      report TEXT NOT NULL,
      summary_text TEXT NOT NULL,
      summary_markdown TEXT NOT NULL
    ) STRICT;
    CREATE INDEX run_by_scenario ON run(scenario, id);
    CREATE TABLE metric (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      label TEXT NOT NULL,
      kind TEXT NOT NULL,
      unit TEXT NOT NULL,
      value REAL,
      minor INTEGER,
      PRIMARY KEY (run_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE month (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      month TEXT NOT NULL,
      statement TEXT NOT NULL,
      line TEXT NOT NULL,
      minor INTEGER NOT NULL,
      PRIMARY KEY (run_id, statement, line, month)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE segment (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      segment TEXT NOT NULL,
      catalog TEXT NOT NULL,
      line TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (run_id, segment, line)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE account (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      account TEXT NOT NULL,
      kind TEXT NOT NULL,
      asset TEXT NOT NULL,
      decimals INTEGER NOT NULL,
      balance INTEGER NOT NULL,
      PRIMARY KEY (run_id, account)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE invariant (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      checks INTEGER NOT NULL,
      violations INTEGER NOT NULL,
      PRIMARY KEY (run_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE violation (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      invariant TEXT NOT NULL,
      sentence TEXT NOT NULL,
      owner TEXT NOT NULL,
      at TEXT NOT NULL,
      event INTEGER NOT NULL,
      command TEXT NOT NULL,
      left_label TEXT NOT NULL,
      left_value INTEGER NOT NULL,
      right_label TEXT NOT NULL,
      right_value INTEGER NOT NULL,
      repeat TEXT NOT NULL,
      PRIMARY KEY (run_id, invariant)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE threshold (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      expression TEXT NOT NULL,
      value TEXT,
      unit TEXT NOT NULL,
      verdict TEXT NOT NULL,
      PRIMARY KEY (run_id, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE journal (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      at TEXT NOT NULL,
      owner TEXT NOT NULL,
      step INTEGER NOT NULL,
      code TEXT NOT NULL,
      debit TEXT NOT NULL,
      credit TEXT NOT NULL,
      asset TEXT NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (run_id, place)
    ) STRICT, WITHOUT ROWID;
    """

  /// What a study came to; null until it is over. No run belonged to a study before.
  private static let studies = """
    ALTER TABLE study ADD COLUMN verdict TEXT;
    ALTER TABLE study ADD COLUMN exit_code INTEGER;
    ALTER TABLE study ADD COLUMN reason TEXT;
    ALTER TABLE study ADD COLUMN repeat TEXT;
    ALTER TABLE study ADD COLUMN report TEXT;
    ALTER TABLE study ADD COLUMN summary_text TEXT;
    ALTER TABLE study ADD COLUMN summary_markdown TEXT;
    ALTER TABLE study ADD COLUMN page TEXT;
    CREATE INDEX run_by_study ON run(study_id, id);
    """

  /// Makes the file one of today, or says why it is none. Within a transaction that writes, because another program may do the same.
  ///
  /// - Throws: `ArchiveError`, or an error of SQLite; the file is as it was then.
  static func upgrade(_ database: Database, path: String) throws {
    let found = try check(database, path: path)
    if found == version { return }
    for migration in migrations[found...] { try database.execute(sql: migration) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// The version of the file, 0 for an empty one.
  ///
  /// - Throws: `ArchiveError` where it is no archive, or a newer one.
  static func check(_ database: Database, path: String) throws -> Int {
    let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if mark != applicationID {
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      if mark != 0 || found != 0 || tables != 0 {
        throw ArchiveError.noArchive(path: path, reason: "it is a database of another program")
      }
      return 0
    }
    if found > version { throw ArchiveError.tooNew(path: path, version: found) }
    if found < 1 { throw ArchiveError.noArchive(path: path, reason: "it has no version") }
    return found
  }
}
