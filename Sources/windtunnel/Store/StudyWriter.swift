import Archive
import Reporting

/// Puts the runs of a study into an archive as they come, some at a time. What cannot be stored ends no runs: it is told at the end,
/// when everything else was written and printed.
final class StudyWriter {
  private let study: StudyRecord
  private let path: String
  private var archive: RunArchive?
  private var waiting: [RunRecord] = []
  private var stored = 0
  private var number: Int64?
  private var problem: ArchiveError?

  /// Runs that are stored at once: few enough to be held in memory, enough that the disk is not waited for with each.
  private static let batch = 50

  init(_ study: StudyRecord, path: String) {
    self.study = study
    self.path = path
  }

  /// - Parameter point: which of the runs it is, in words.
  func add(_ report: RunReport, point: String) {
    waiting.append(RunRecord(report, point: point))
    if waiting.count >= StudyWriter.batch { flush() }
  }

  /// Stores what waits, and says what all runs said together.
  func finish(_ outcome: StudyOutcome, isQuiet: Bool) throws {
    flush()
    if problem == nil, let number, let archive {
      do throws(ArchiveError) {
        try archive.finish(number, outcome)
      } catch {
        problem = error
      }
    }
    if let problem { throw failure(problem) }
    if !isQuiet, let number {
      Console.error(
        "stored: study \(number) of \(stored == 1 ? "1 run" : "\(ReportText.grouped(Int64(stored))) runs") in \(path)\n")
    }
  }

  private func flush() {
    guard problem == nil, !waiting.isEmpty else { return }
    do throws(ArchiveError) {
      // Not before there is a run, so that what is refused leaves no file.
      if archive == nil { archive = try RunArchive.forWriting(path) }
      guard let archive else { return }
      number = try archive.store(waiting, of: study, number: number)
      stored += waiting.count
    } catch {
      problem = error
    }
    waiting = []
  }
}
