import Archive
import ArgumentParser
import Reporting

/// Which stored run is shown, or compared with which other.
struct StoredReportOptions: ParsableArguments {
  @Option(help: "A file that `run --store` wrote.")
  var store: String?

  @Option(help: ArgumentHelp("Number of a run in it. Default: the newest.", valueName: "number"))
  var run: Int64?

  @Option(
    help: ArgumentHelp(
      "Number of a study in it: what its runs say together. Default, where the newest run belongs to one: that.",
      valueName: "number"))
  var study: Int64?

  @Option(help: ArgumentHelp("Compare with the run of this number: what it has more or less.", valueName: "number"))
  var against: Int64?

  @Option(help: "What is printed of a stored run: text, json, markdown or html; of a comparison all but html.")
  var format: Format?

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown, html
  }

  func validate() throws {
    if store == nil, run != nil || study != nil || against != nil || format != nil {
      throw ValidationError("--run, --study, --against and --format need --store FILE.")
    }
    if study != nil, run != nil { throw ValidationError("--run and --study exclude each other.") }
    if against != nil, run == nil { throw ValidationError("--against compares with the run that --run names.") }
    if against != nil, format == .html {
      throw ValidationError("A comparison has no page: --format takes text, json or markdown.")
    }
  }

  /// Writes it to a file, or to standard output where that is nil.
  func write(to out: String?) throws {
    guard let store else { return }
    let found = try find(in: store)
    if let study = found.study { return try write(rendered(study), to: out) }
    guard let first = found.first else { return }
    try write(found.second.map { try comparison(first, $0) } ?? rendered(first), to: out)
  }

  /// A study, or a run and perhaps the one to compare it with.
  private func find(in store: String) throws -> (study: StoredStudyReport?, first: StoredReport?, second: StoredReport?) {
    do throws(ArchiveError) {
      let archive = try RunArchive.forReading(store)
      var number = study
      if number == nil, run == nil { number = try archive.newestStudy() }
      if let number { return (try archive.study(number), nil, nil) }
      let first = try archive.run(run)
      guard let against else { return (nil, first, nil) }
      return (nil, first, try archive.run(against))
    } catch {
      throw failure(error)
    }
  }

  private func write(_ text: String, to out: String?) throws {
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
    case .html: return try page(report.json, of: "run \(report.run.number)")
    }
  }

  private func rendered(_ report: StoredStudyReport) throws -> String {
    guard let json = report.json, let text = report.text, let markdown = report.markdown else {
      throw failure(
        "error: study \(report.study.number) was never finished, so its runs say nothing together\n"
          + "  hint: windtunnel runs --store FILE --study \(report.study.number) lists its runs", ExitStatus.noInput)
    }
    switch format ?? .text {
    case .text: return text
    case .json: return json
    case .markdown: return markdown
    case .html: return try report.page ?? page(json, of: "study \(report.study.number)")
    }
  }

  private func page(_ json: String, of what: String) throws -> String {
    do throws(ReportDocumentError) {
      return HTMLReport.render(try ReportDocument(parsing: Array(json.utf8)))
    } catch {
      throw failure("error: the report of \(what) cannot be drawn: \(error)", ExitStatus.badInput)
    }
  }
}
