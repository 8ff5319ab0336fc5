import Foundation
import GRDB
import Reporting
import Testing

@testable import Archive

@Suite("The archive of runs")
struct RunArchiveTests {
  @Test("A run is found again with its figures, whole, and the newest comes first")
  func stored() throws {
    try inFolder { folder throws in
      let path = "\(folder)/runs.sqlite"
      let report = smallReport(seed: .max)
      #expect(try RunArchive.forWriting(path).store(RunRecord(report)) == 1)
      #expect(try RunArchive.forWriting(path).store(RunRecord(smallReport(used: 5_000))) == 2)
      let archive = try RunArchive.forReading(path)
      let runs = try archive.runs()
      #expect(runs.map(\.number) == [2, 1])
      #expect(runs.map(\.net) == [5_000, 4_000])
      #expect(runs.map(\.cashIn) == [10_000, 10_000])
      #expect(runs[1].seed == String(UInt64.max))
      #expect(try archive.runs(scenario: "year") == [])
      #expect(try archive.runs(limit: 1).map(\.number) == [2])
      let first = try archive.run(1)
      #expect(first.json == JSONReport.render(report))
      #expect(first.markdown == MarkdownReport.render(report))
      #expect(first.metrics["net"]?.value == 40)
      #expect(first.metrics["reload.declined"]?.value == nil)
      #expect(try archive.run(nil).run.number == 2)
      #expect(throws: ArchiveError.noRun(path: path, number: 9)) { try archive.run(9) }
    }
  }

  @Test("Months, accounts, invariants, violations and the journal stand in tables, the journal within its bound")
  func tables() throws {
    try inFolder { folder throws in
      let path = "\(folder)/runs.sqlite"
      let journal = smallJournal(entries: RunRecord.mostEntries + 5)
      try RunArchive.forWriting(path).store(RunRecord(smallReport(breaks: true), journal: journal))
      let queue = try DatabaseQueue(path: path)
      try queue.read { database throws in
        func number(_ sql: String) throws -> Int? { try Int.fetchOne(database, sql: sql) }
        #expect(
          try number("SELECT minor FROM month WHERE month = '2026-01' AND statement = 'cash' AND line = 'netCash'") == 10_000)
        #expect(try number("SELECT minor FROM month WHERE statement = 'monthly' AND line = 'net'") == 4_000)
        #expect(try number("SELECT balance FROM account WHERE account = 'availablePaid'") == 6_000)
        #expect(try number("SELECT checks FROM invariant WHERE name = 'lots'") == 12)
        #expect(try String.fetchOne(database, sql: "SELECT owner || ' ' || at FROM violation") == "o1 2026-01-01T00:00:00Z")
        #expect(try number("SELECT count(*) FROM journal") == RunRecord.mostEntries)
        #expect(try number("SELECT max(step) FROM journal") == RunRecord.mostEntries)
        #expect(try number("PRAGMA user_version") == ArchiveSchema.version)
        #expect(try number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
      }
    }
  }

  @Test("A run that cannot be stored whole leaves nothing behind")
  func whole() throws {
    try inFolder { folder throws in
      let path = "\(folder)/runs.sqlite"
      try RunArchive.forWriting(path).store(RunRecord(smallReport()))
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON account BEGIN SELECT raise(ABORT, 'no'); END") }
      #expect(throws: ArchiveError.self) { try RunArchive.forWriting(path).store(RunRecord(smallReport())) }
      #expect(try RunArchive.forReading(path).runs().map(\.number) == [1])
      #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT run_id) FROM metric") } == 1)
    }
  }

  @Test(
    "A file of a later version, of another program or without a form is left as it is",
    arguments: ["new", "other", "text", "cut"])
  func foreign(_ kind: String) throws {
    try inFolder { folder throws in
      let path = "\(folder)/runs.sqlite"
      switch kind {
      case "new":
        try RunArchive.forWriting(path).store(RunRecord(smallReport()))
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = \(ArchiveSchema.version + 1)") }
      case "other": try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
      case "text": try Data("month,net\n".utf8).write(to: URL(fileURLWithPath: path))
      default:
        try RunArchive.forWriting(path).store(RunRecord(smallReport()))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.prefix(5_000).write(to: URL(fileURLWithPath: path))
      }
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      for attempt in [
        { _ = try RunArchive.forReading(path).run(nil) }, { try RunArchive.check(path) },
        { _ = try RunArchive.forWriting(path).store(RunRecord(smallReport())) },
      ] {
        let error = #expect(throws: ArchiveError.self) { try attempt() }
        #expect(error?.exitCode == 65, "\(String(describing: error))")
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
  }

  @Test("What a program that was killed left half-written is taken back by whoever comes next, a reader too")
  func killed() throws {
    try inFolder { folder throws in
      let (path, copy) = ("\(folder)/runs.sqlite", "\(folder)/copy.sqlite")
      try RunArchive.forWriting(path).store(RunRecord(smallReport()))
      let other = try DatabaseQueue(path: path)
      try other.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE")
        for _ in 0..<20 {
          try database.execute(sql: "INSERT INTO study (kind, name, created_at) VALUES ('x', hex(randomblob(20000)), 'now')")
        }
        try database.execute(sql: "UPDATE run SET scenario = 'half'; PRAGMA cache_spill = 1")
        for suffix in ["", "-journal"] {
          try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        try database.execute(sql: "ROLLBACK")
      }
      let archive = try RunArchive.forReading(copy)
      #expect(try archive.runs().map(\.scenario) == ["month"])
      #expect(try RunArchive.forWriting(copy).store(RunRecord(smallReport())) == 2)
    }
  }

  @Test("A locked file is waited for, and told when it stays locked")
  func locked() throws {
    try inFolder { folder throws in
      let path = "\(folder)/runs.sqlite"
      try RunArchive.forWriting(path).store(RunRecord(smallReport()))
      let other = try DatabaseQueue(path: path)
      try other.writeWithoutTransaction { database in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        let error = #expect(throws: ArchiveError.self) { try RunArchive.forWriting(path, patience_s: 0.05) }
        #expect(error == .locked(path: path) && error?.exitCode == 75)
        let reading = #expect(throws: ArchiveError.self) { try RunArchive.forReading(path, patience_s: 0.05) }
        #expect(reading == .locked(path: path))
        try database.execute(sql: "ROLLBACK")
      }
      #expect(try RunArchive.forWriting(path).store(RunRecord(smallReport())) == 2)
    }
  }

  @Test("A folder, a folder that is not there and a file that is not there have codes of their own")
  func places() throws {
    try inFolder { folder throws in
      func code(_ body: () throws(ArchiveError) -> Void) -> Int32? {
        do throws(ArchiveError) {
          try body()
          return nil
        } catch {
          return error.exitCode
        }
      }
      #expect(code { () throws(ArchiveError) in try RunArchive.check(folder) } == 73)
      #expect(code { () throws(ArchiveError) in try RunArchive.check("\(folder)/nowhere/runs.sqlite") } == 73)
      #expect(code { () throws(ArchiveError) in _ = try RunArchive.forReading("\(folder)/runs.sqlite") } == 66)
      #expect(code { () throws(ArchiveError) in _ = try RunArchive.forReading(folder) } == 65)
      #expect(code { () throws(ArchiveError) in try RunArchive.check("\(folder)/runs.sqlite") } == nil)
      // Looking whether there is a place makes no file; an empty one is taken for a new one.
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/runs.sqlite"))
      _ = FileManager.default.createFile(atPath: "\(folder)/runs.sqlite", contents: Data())
      #expect(code { () throws(ArchiveError) in _ = try RunArchive.forReading("\(folder)/runs.sqlite") } == 66)
      #expect(try RunArchive.forWriting("\(folder)/runs.sqlite").store(RunRecord(smallReport())) == 1)
    }
  }

  @Test("Two runs are compared metric by metric, and only in one currency")
  func comparison() throws {
    try inFolder { folder throws in
      let archive = try RunArchive.forWriting("\(folder)/runs.sqlite")
      for (seed, used) in [(UInt64(7), Int64(4_000)), (7, 4_000), (8, 5_000)] {
        try archive.store(RunRecord(smallReport(seed: seed, used: used)))
      }
      try archive.store(RunRecord(smallReport(currency: "EUR")))
      let same = try RunComparison(archive.run(1), against: archive.run(2))
      #expect(same.differences == [])
      #expect(same.lines.allSatisfy { $0.isEqual })
      let other = try RunComparison(archive.run(1), against: archive.run(3))
      #expect(other.differences == ["seed: 7, 8"])
      let net = try #require(other.lines.first { $0.name == "net" })
      #expect((net.first, net.second, net.difference, net.percent) == ("40.00", "50.00", "+10.00", "+25.0 %"))
      #expect(other.lines.first { $0.name == "plan-revenue" } == nil)
      #expect(other.markdown.contains("| net | USD | 40.00 | 50.00 | +10.00 | +25.0 % |"))
      #expect(throws: IncomparableRuns.self) { try RunComparison(archive.run(1), against: archive.run(4)) }
    }
  }
}

@Suite("The schema of the archive")
struct ArchiveSchemaTests {
  @Test("docs/archive.md explains every column of every table, and none that is not there")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/archive.md"), encoding: .utf8)
    let queue = try DatabaseQueue()
    let columns = try queue.write { database in
      try ArchiveSchema.upgrade(database, path: "memory")
      return try String.fetchAll(
        database,
        sql: """
          SELECT t.name || '.' || c.name || '` | ' || lower(c.type) FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
          """)
    }
    #expect(columns.count > 60)
    for column in columns { #expect(text.contains("\n| `\(column) | "), "\(column)") }
    #expect(text.matches(of: #/\n\| `\w+\.\w+` \| /#).count == columns.count)
  }

  @Test("Making a file of today is done once, and leaves what is there")
  func again() throws {
    let queue = try DatabaseQueue()
    try queue.write { database in
      try ArchiveSchema.upgrade(database, path: "memory")
      try database.execute(
        sql: "INSERT INTO study (kind, name, created_at) VALUES ('replications', 'fee', '2026-01-01T00:00:00Z')")
      try ArchiveSchema.upgrade(database, path: "memory")
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM study") == 1)
      #expect(try ArchiveSchema.check(database, path: "memory") == ArchiveSchema.version)
    }
  }

  @Test("A file of the first form is read as it is, and made one of today by whoever stores")
  func ofTheFirstForm() throws {
    try inFolder { folder in
      let path = "\(folder)/old.sqlite"
      let old = try DatabaseQueue(path: path)
      try old.write { database in
        try database.execute(sql: ArchiveSchema.migrations[0])
        try database.execute(sql: "PRAGMA application_id = \(ArchiveSchema.applicationID)")
        try database.execute(sql: "PRAGMA user_version = 1")
        _ = try RunRecord(smallReport()).insert(into: database)
      }
      try old.close()
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      let reader = try RunArchive.forReading(path)
      #expect(try reader.entries().count == 1 && reader.runs().count == 1)
      #expect(try reader.newestStudy() == nil)
      #expect(try reader.run(1).text.contains("VERDICT"))
      #expect(throws: ArchiveError.noStudy(path: path, number: 1)) { try reader.study(1) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      let writer = try RunArchive.forWriting(path)
      #expect(
        try writer.store([RunRecord(smallReport(seed: 8))], of: StudyRecord(.replications, name: "month"), number: nil) == 1)
      #expect(try writer.run(1).run.seed == "7" && writer.study(1).study.runs == 1)
    }
  }
}

@Suite("Studies in the archive")
struct StudyTests {
  private let study = StudyRecord(.replications, name: "month")

  @Test("A study's runs are there as they come, and what they say together at the end")
  func asTheyCome() throws {
    try inFolder { folder in
      let archive = try RunArchive.forWriting("\(folder)/runs.sqlite")
      _ = try archive.store(RunRecord(smallReport(seed: 1)))
      let number = try archive.store(
        [
          RunRecord(smallReport(used: 2_000), point: "replication 0"),
          RunRecord(smallReport(used: 5_000), point: "replication 1"),
        ],
        of: study, number: nil)
      #expect(
        try archive.store([RunRecord(smallReport(used: 8_000), point: "replication 2")], of: study, number: number) == number)
      let begun = try archive.study(number)
      #expect(begun.study.verdict == nil && begun.json == nil && begun.study.runs == 3)
      // 20, 50 and 80 of 100 were used: the platform keeps that.
      #expect(begun.study.net == 5_000 && begun.study.cashIn == 10_000)
      let outcome = StudyOutcome(
        verdict: "pass", exitCode: 0, reason: "all", repeatCommand: "windtunnel run", json: "{}", text: "text", markdown: "# text"
      )
      try archive.finish(number, outcome)
      let finished = try archive.study(number)
      #expect(finished.study.verdict == "pass" && finished.text == "text" && finished.page == nil)
      #expect(try archive.runs(study: number).map(\.point) == ["replication 0", "replication 1", "replication 2"])
      #expect(try archive.runs(study: number, limit: 2).map(\.number) == [2, 3])
      let entries = try archive.entries()
      #expect(entries.count == 2 && entries.first == .study(finished.study))
      let list = StoredRunList(entries: entries, runs: try archive.runs())
      #expect(list.text(.plain).contains("month, 3 runs") && list.text(.plain).contains("mean 50.00 USD"))
      #expect(try archive.newestStudy() == number)
      #expect(try archive.entries(scenario: "another").isEmpty)
    }
  }

  @Test("Of runs that are stored at once, one that fails leaves none, and the study not either")
  func allOrNone() throws {
    try inFolder { folder in
      let path = "\(folder)/runs.sqlite"
      let archive = try RunArchive.forWriting(path)
      let queue = try DatabaseQueue(path: path)
      try queue.write { database in
        try database.execute(
          sql: "CREATE TRIGGER no BEFORE INSERT ON run WHEN new.seed = '13' BEGIN SELECT raise(ABORT, 'no room'); END")
      }
      let runs = [RunRecord(smallReport(seed: 1)), RunRecord(smallReport(seed: 13))]
      #expect(throws: ArchiveError.self) { try archive.store(runs, of: study, number: nil) }
      #expect(try archive.entries().isEmpty)
      #expect(throws: ArchiveError.noStudy(path: path, number: 1)) { try archive.study(1) }
    }
  }
}
