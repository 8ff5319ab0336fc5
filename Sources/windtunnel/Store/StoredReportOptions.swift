import Archive
import ArgumentParser
import Reporting

/// Which stored run is shown, or compared with which other.
struct StoredReportOptions: ParsableArguments {
  @Option(help: "A file that `run --store` wrote.")
  var store: String?

  @Option(help: ArgumentHelp("Number of a run in it. Default: the newest.", valueName: "number"))
  var run: Int64?

  @Option(help: ArgumentHelp("Compare with the run of this number: what it has more or less.", valueName: "number"))
  var against: Int64?

  @Option(help: "What is printed of a stored run: text, json, markdown or html; of a comparison all but html.")
  var format: Format?

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown, html
  }

  func validate() throws {
    if store == nil, run != nil || against != nil || format != nil {
      throw ValidationError("--run, --against and --format need --store FILE.")
    }
    if against != nil, run == nil { throw ValidationError("--against compares with the run that --run names.") }
    if against != nil, format == .html {
      throw ValidationError("A comparison has no page: --format takes text, json or markdown.")
    }
  }

  /// Writes it to a file, or to standard output where that is nil.
  func write(to out: String?) throws {
    guard let store else { return }
    let first: StoredReport
    var second: StoredReport?
    do throws(ArchiveError) {
      let archive = try RunArchive.forReading(store)
      first = try archive.run(run)
      if let against { second = try archive.run(against) }
    } catch {
      throw failure(error)
    }
    let text = try second.map { try comparison(first, $0) } ?? rendered(first)
    guard let out else { return Console.output(text) }
    try writeFile(Array(text.utf8), at: out, flag: "--out")
    Console.error("report: \(out)\n")
  }

  private func comparison(_ first: StoredReport, _ second: StoredReport) throws -> String {
    do throws(IncomparableRuns) {
      let comparison = try RunComparison(first, against: second)
      switch format ?? .text {
      case .json: return comparison.json
      case .markdown: return comparison.markdown
      default: return comparison.text(Console.style)
      }
    } catch {
      throw failure("error: \(error)\n  hint: name two runs with one currency", ExitStatus.usage)
    }
  }

  private func rendered(_ report: StoredReport) throws -> String {
    switch format ?? .text {
    case .text: return report.text
    case .json: return report.json
    case .markdown: return report.markdown
    case .html:
      do throws(ReportDocumentError) {
        return HTMLReport.render(try ReportDocument(parsing: Array(report.json.utf8)))
      } catch {
        throw failure("error: the report of run \(report.run.number) cannot be drawn: \(error)", ExitStatus.badInput)
      }
    }
  }
}
