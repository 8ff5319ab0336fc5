import Archive
import ArgumentParser
import Reporting

/// Whether a run is kept, and where.
struct StoreOptions: ParsableArguments {
  @Option(
    help: "Keep what was run in this SQLite file, beside earlier runs; `runs` lists them, `report` shows and compares them.")
  var store: String?

  /// Whose movements are kept where no other owners are asked for: a few, to look at.
  var sample: OwnerNumbers? { store == nil ? nil : OwnerNumbers(argument: "0..4") }

  /// Finds out before a long run whether there is a place for it.
  func check() throws {
    guard let store else { return }
    do throws(ArchiveError) {
      try RunArchive.check(store)
    } catch {
      throw failure(error)
    }
  }

  /// Keeps a series of runs as they come; nil where nothing is kept.
  func study(_ kind: StudyRecord.Kind, name: String) -> StudyWriter? {
    store.map { StudyWriter(StudyRecord(kind, name: name), path: $0) }
  }

  /// Keeps the run. - Parameter journal: what moved for a few owners; asked for only where the run is kept.
  func keep(_ report: RunReport, isQuiet: Bool, journal: () -> Journal?) throws {
    guard let store else { return }
    do throws(ArchiveError) {
      let number = try RunArchive.forWriting(store).store(RunRecord(report, journal: journal()))
      if !isQuiet { Console.error("stored: run \(number) in \(store)\n") }
    } catch {
      throw failure(error)
    }
  }
}

func failure(_ error: ArchiveError) -> ExitCode {
  failure("error: \(error)\n  hint: \(error.advice)", ExitCode(error.exitCode))
}
