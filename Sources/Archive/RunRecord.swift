import Accounting
import Foundation
import GRDB
import Measurement
import Reporting

/// A finished run as it is put into an archive.
public struct RunRecord: Sendable {
  /// No more entries of a journal are kept of one run; what comes later is left out.
  public static let mostEntries = 10_000

  public var report: RunReport
  /// What moved for a few of the owners.
  public var journal: Journal?
  /// Which member of a study it is, in words; nil outside of one.
  public var point: String?
  public var storedAt: Date

  public init(_ report: RunReport, journal: Journal? = nil, point: String? = nil, storedAt: Date = Date()) {
    self.report = report
    self.journal = journal
    self.point = point
    self.storedAt = storedAt
  }

  /// Writes all rows of the run. - Returns: its number.
  func insert(into database: Database, study: Int64? = nil) throws -> Int64 {
    let number = try insertRun(into: database, study: study)
    try insertFigures(of: number, into: database)
    try insertChecks(of: number, into: database)
    try insertJournal(of: number, into: database)
    return number
  }

  private func insertRun(into database: Database, study: Int64?) throws -> Int64 {
    let run = report.run
    let reason = report.verdict.reasons.first ?? ""
    let values: [(String, (any DatabaseValueConvertible)?)] = [
      ("study_id", study), ("point", point),
      ("stored_at", ISO8601DateFormatter().string(from: storedAt)), ("windtunnel", run.version), ("scenario", run.scenario.name),
      ("file", run.scenario.file), ("sha256", run.scenario.sha256), ("about", run.scenario.about), ("seed", String(run.seed)),
      ("replication", run.replication), ("owners", report.owners), ("start", run.start.text), ("horizon", run.horizon.text),
      ("verdict", report.verdict.outcome.rawValue), ("exit_code", Int64(report.verdict.exitCode)), ("reason", reason),
      ("digest", report.digest), ("events", report.events), ("commands", report.commands), ("currency", run.unit.code),
      ("decimals", run.unit.decimals), ("seconds", Double(report.speed.milliseconds) / 1_000), ("repeat", run.repeatCommand),
      ("report", JSONReport.render(report)), ("summary_text", TextReport.render(report, style: .plain)),
      ("summary_markdown", MarkdownReport.render(report)),
    ]
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO run (\(values.map(\.0).joined(separator: ", "))) VALUES (\(marks))",
      arguments: StatementArguments(values.map(\.1)))
    return database.lastInsertedRowID
  }

  private func insertFigures(of number: Int64, into database: Database) throws {
    let unit = report.run.unit
    let metric = try database.makeStatement(sql: "INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?)")
    let scale = (0..<unit.decimals).reduce(1.0) { scale, _ in scale * 10 }
    for measured in report.metrics {
      let isMoney = measured.metric.kind == .money
      try metric.execute(arguments: [
        number, measured.metric.name, measured.metric.label, measured.metric.kind.rawValue, measured.metric.unitText(unit),
        measured.value.map { isMoney ? $0 / scale : $0 }, isMoney ? report.minorUnits(of: measured.metric) : nil,
      ])
    }
    let month = try database.makeStatement(sql: "INSERT INTO month VALUES (?, ?, ?, ?, ?)")
    for statement in report.money.monthly {
      for figure in MonthlyFigure.allCases {
        try month.execute(arguments: [number, statement.month?.month7, "monthly", figure.rawValue, statement[figure]])
      }
    }
    for statement in report.finance.income {
      for figure in IncomeFigure.allCases {
        try month.execute(arguments: [
          number, statement.month?.month7, figure.basis.rawValue, figure.rawValue, statement[figure],
        ])
      }
    }
    let account = try database.makeStatement(sql: "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?)")
    for line in report.money.accounts {
      try account.execute(arguments: [number, line.name, line.kind, line.unit.code, line.unit.decimals, line.balance])
    }
    try insertSegments(of: number, into: database)
  }

  private func insertSegments(of number: Int64, into database: Database) throws {
    let segment = try database.makeStatement(sql: "INSERT INTO segment VALUES (?, ?, ?, ?, ?)")
    for part in report.finance.economics.dropFirst() {
      let lines: [(String, Int64)] = [
        ("owners", part.owners), ("activeMonths", part.activeMonths), ("cashIn", part.total.cashIn),
        ("revenue", part.total.revenue), ("promotion", part.total.promotion), ("processorFees", part.total.processorFees),
        ("badDebt", part.total.badDebt), ("disputeLosses", part.total.disputeLosses), ("net", part.total.net),
        ("recurring", part.recurring),
      ]
      for (line, value) in lines {
        try segment.execute(arguments: [number, part.segment?.name ?? "", part.segment?.catalog ?? "", line, value])
      }
    }
  }

  private func insertChecks(of number: Int64, into database: Database) throws {
    let invariant = try database.makeStatement(sql: "INSERT INTO invariant VALUES (?, ?, ?, ?)")
    let violation = try database.makeStatement(sql: "INSERT INTO violation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for result in report.invariants {
      try invariant.execute(arguments: [number, result.name, result.checks, result.violations])
      guard let first = result.first else { continue }
      try violation.execute(arguments: [
        number, result.name, first.sentence, first.owner, first.at.text, first.event, first.command, first.left.label,
        first.left.value, first.right.label, first.right.value, first.repeatCommand,
      ])
    }
    let threshold = try database.makeStatement(sql: "INSERT INTO threshold VALUES (?, ?, ?, ?, ?, ?)")
    for (place, result) in report.thresholds.enumerated() {
      try threshold.execute(arguments: [
        number, place, result.expression, result.value, result.unit, result.outcome.rawValue,
      ])
    }
  }

  private func insertJournal(of number: Int64, into database: Database) throws {
    guard let journal else { return }
    let entry = try database.makeStatement(sql: "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (place, line) in journal.entries.prefix(RunRecord.mostEntries).enumerated() {
      let transfer = line.transfer
      let asset = transfer.debit.asset == .money ? report.run.unit.code : "\(transfer.debit.asset)"
      try entry.execute(arguments: [
        number, place, line.at.text, journal.owners[Int(line.owner)], Int64(line.step), "\(transfer.code)", "\(transfer.debit)",
        "\(transfer.credit)", asset, transfer.amount,
      ])
    }
  }
}

extension RunReport {
  /// A metric of money, exactly.
  fileprivate func minorUnits(of metric: Metric) -> Int64 { metric.figure.map { money.total[$0] } ?? money.largestDebt }
}

extension Instant {
  /// RFC 3339 in UTC, as in reports.
  var text: String { ReportText.instant(self) }
}

extension CivilDate {
  /// "2026-03"
  var month7: String { ReportText.month(self) }
}
