import Accounting
import ArgumentParser
import Billing
import Pricing
import Reporting
import Scenarios
import Simulation

extension JournalFormat: ExpressibleByArgument {}

/// Which file a journal goes to, and in which form.
struct JournalOptions: ParsableArguments {
  @Option(help: "Write what moved, entry by entry, to this file.")
  var journal: String?

  @Option(help: "Its form: hledger, ledger, beancount, jsonl or csv. Default: by the file's ending, else hledger.")
  var journalFormat: JournalFormat?

  func validate() throws {
    if journalFormat != nil, journal == nil { throw ValidationError("--journal-format needs --journal FILE.") }
  }

  /// The form asked for, or the one that the file's ending names.
  var format: JournalFormat {
    if let journalFormat { return journalFormat }
    switch journal?.split(separator: ".").last {
    case "jsonl", "ndjson": return .jsonl
    case "csv": return .csv
    case "beancount", "bean": return .beancount
    case "ledger", "ldg": return .ledger
    default: return .hledger
    }
  }

  /// Finds out before a long run whether there is a place for it.
  func check() throws { try checkPlace(of: journal, flag: "--journal") }

  /// Writes the journal to its file, which appears complete or not at all.
  func write(_ content: Journal) throws {
    if let journal { try writeFile(content.bytes(format), at: journal, flag: "--journal") }
  }
}

extension Journal {
  func bytes(_ format: JournalFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    write(format) { bytes += $0 }
    return bytes
  }
}

/// What moved for the recorded owners: their commands, applied once more to an empty book of their catalog. Money is in the run's
/// unit, the finest of its catalogs'.
///
/// - Complexity: O(commands x catalogs).
func recordedJournal(_ outcome: borrowing Outcome, of loaded: LoadedScenario, _ runner: Runner, owners: [Int]) -> Journal {
  let scenario = loaded.scenario
  var entries: [JournalEntry] = []
  for catalog in scenario.catalogs.indices {
    var places: [UInt32: Int32] = [:]
    for (place, number) in owners.enumerated() where runner.catalog(ofOwner: number) == catalog {
      places[UInt32(number)] = Int32(place)
    }
    let factor = scenario.factor(ofCatalog: catalog)
    entries += journalEntries(outcome, Book(catalog: scenario.catalogs[catalog]), factor: factor, places)
  }
  let title = [
    "What moved in scenario \(scenario.name), seed \(scenario.seed), for \(owners.count) of its owners.",
    journalNote(scenario.currency),
  ]
  return Journal(
    title: title, unit: MoneyUnit(code: scenario.currency.code, decimals: scenario.currency.decimals),
    owners: owners.map { "o\($0)" }, entries: entries)
}

/// The entries of the owners who have a place.
private func journalEntries(
  _ outcome: borrowing Outcome, _ emptyBook: consuming Book, factor: Int64, _ places: [UInt32: Int32]
) -> [JournalEntry] {
  var book = emptyBook
  var entries: [JournalEntry] = []
  var owner: UInt32?
  var step: UInt32 = 0
  for recorded in outcome.recorded {
    guard let place = places[recorded.owner] else { continue }
    if recorded.owner != owner {
      owner = recorded.owner
      step = 0
      book.open(owners: 1)
    }
    _ = book.apply(recorded.command, by: OwnerSlot(0), at: recorded.at)
    step += 1
    for index in book.transfers.indices {
      var transfer = book.transfers[index]
      if transfer.debit.asset == .money { transfer.amount *= factor }
      entries.append(JournalEntry(at: recorded.at, owner: place, step: step, transfer: transfer))
    }
  }
  return entries
}

/// What the amounts of a journal are counted in.
func journalNote(_ currency: Currency) -> String {
  "Amounts are whole minor units: \(currency.scale) make one \(currency.code). Credits, reports and minutes are in thousandths."
}
