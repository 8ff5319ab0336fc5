import ArgumentParser
import Foundation
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw a report again: a page from its report.json, or a stored run; or compare two stored runs.",
    discussion: """
      The page is one file that needs nothing else: it can be mailed, opened from disk and printed. Runs write it beside
      report.json as report.html; this draws it from a report of an earlier version, or from one that was kept without it.

      With --store the report is of a run or a study in a file that --store wrote, as it was printed then; with --against two of them are
      compared metric by metric.

      EXAMPLES
        windtunnel report reports/year
        windtunnel report reports/year/report.json --out year.html
        windtunnel report - < report.json > report.html
        windtunnel report --store results.sqlite
        windtunnel report --store results.sqlite --run 3 --format html --out third.html
        windtunnel report --store results.sqlite --run 3 --against 7
        windtunnel report --store results.sqlite --study 2 --format html --out study.html
      """)

  @Argument(help: "A report.json, the folder of a report, or - for standard input.")
  var file: String?

  @Option(help: "File of the page, or of what --store prints. Default: standard output.")
  var out: String?

  @OptionGroup(title: "Stored runs") var stored: StoredReportOptions

  func validate() throws {
    if (file == nil) == (stored.store == nil) {
      throw ValidationError("Give a report.json or the folder of a report, or --store FILE.")
    }
  }

  func run() throws {
    try checkPlace(of: out, flag: "--out")
    guard let file else { return try stored.write(to: out) }
    let page = Array(HTMLReport.render(try ReportFile.document(file)).utf8)
    guard let out else { return Console.output(page) }
    try writeFile(page, at: out, flag: "--out")
    Console.error("page: \(out)\n")
  }
}
