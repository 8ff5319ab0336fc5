import Accounting
import Foundation
import Measurement
import Reporting

@testable import Archive

/// A month in which one owner bought for 100.00 and used 40.00.
func smallReport(seed: UInt64 = 7, used: Int64 = 4_000, currency: String = "USD", breaks: Bool = false) -> RunReport {
  let start = CivilDate(year: 2026, month: 1, day: 1).midnight
  var card = Scorecard(start: start, end: start.addingMonths(1), kinds: 1, statuses: 1, peaks: false)
  card.owners = 1
  func post(_ debit: Account, _ credit: Account, _ amount: Int64, _ code: TransferCode) {
    card.flows.add(Transfer(debit: debit, credit: credit, amount: amount, code: code), at: start)
    card.balances.add(debit.growsByDebit ? amount : -amount, row: Int(debit.rawValue))
    card.balances.add(credit.growsByDebit ? -amount : amount, row: Int(credit.rawValue))
  }
  post(.cash, .availablePaid, 10_000, .purchase)
  post(.availablePaid, .usageRevenue, used, .usage)
  let identity = RunIdentity(
    version: "0.1.0",
    scenario: ScenarioIdentity(
      name: "month", file: "month.yaml", sha256: String(repeating: "a", count: 64), about: "One \"owner\""),
    seed: seed, threads: 1, owners: 1, start: start, horizon: start.addingMonths(1), unit: MoneyUnit(code: currency, decimals: 2),
    repeatCommand: "windtunnel run month.yaml --seed \(seed)")
  let violation = ViolationNote(
    invariant: "lots", left: .init("granted", 3), right: .init("parts", 2), sentence: "A lot lost a credit.", owner: "o1",
    at: start,
    event: 4, command: "use 5", repeatCommand: "windtunnel explain")
  return RunReport(
    run: identity, card: card, names: ReportNames(kinds: ["use"], statuses: ["ok"], situations: []),
    invariants: [InvariantResult(name: "lots", checks: 12, violations: breaks ? 1 : 0, first: breaks ? violation : nil)],
    wall: WallClock(seconds: 1, peakMemoryBytes: 0))
}

/// Entries of one owner's journal.
func smallJournal(entries: Int) -> Journal {
  let at = CivilDate(year: 2026, month: 1, day: 1).midnight
  let transfer = Transfer(debit: .cash, credit: .availablePaid, amount: 10_000, code: .purchase)
  return Journal(
    title: [], unit: MoneyUnit(code: "USD", decimals: 2), owners: ["o0"],
    entries: (0..<entries).map { JournalEntry(at: at, owner: 0, step: UInt32($0 + 1), transfer: transfer) })
}

/// A folder that is gone afterwards.
func inFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("windtunnel-archive-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}
