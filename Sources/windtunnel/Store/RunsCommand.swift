import Archive
import ArgumentParser
import Reporting

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs and studies of a file that --store wrote, the newest first.",
    discussion: """
      The runs of a study, which are the replications of a scenario or the runs of a comparison, are one line; --study shows them.
      The file is a SQLite database; docs/archive.md explains its tables, for questions of your own.

      EXAMPLES
        windtunnel runs --store results.sqlite
        windtunnel runs --store results.sqlite --scenario year --limit 5
        windtunnel runs --store results.sqlite --study 3
        windtunnel runs --store results.sqlite --format json | jq '.runs[].net'
      """)

  @Option(help: "The file of the runs.")
  var store: String

  @Option(help: "Only runs of the scenario of this name.")
  var scenario: String?

  @Option(help: "The runs of the study of this number, one by one, in their order.")
  var study: Int64?

  @Option(help: "At most so many. Default: 50; of a study all.")
  var limit: Int?

  @Option(help: "What is printed: text, json or markdown.")
  var format = FormatOption.text

  func validate() throws {
    guard limit ?? 1 >= 1 else { throw ValidationError("--limit takes a number above zero.") }
    if study != nil, scenario != nil { throw ValidationError("--study and --scenario exclude each other.") }
  }

  func run() throws {
    do throws(ArchiveError) {
      let archive = try RunArchive.forReading(store)
      let list: StoredRunList
      if let study {
        list = StoredRunList(ofStudy: try archive.runs(study: study, limit: limit ?? .max))
      } else {
        list = StoredRunList(
          entries: try archive.entries(scenario: scenario, limit: limit ?? 50),
          runs: format == .json ? try archive.runs(scenario: scenario, limit: limit ?? 50) : [])
      }
      switch format {
      case .text: Console.output(list.text(Console.style))
      case .json: Console.output(list.json)
      case .markdown: Console.output(list.markdown)
      }
    } catch {
      throw failure(error)
    }
  }
}
