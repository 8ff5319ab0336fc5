import Archive
import ArgumentParser
import Reporting

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs of a file that `run --store` wrote, the newest first.",
    discussion: """
      The file is a SQLite database; docs/archive.md explains its tables, for questions of your own.

      EXAMPLES
        windtunnel runs --store results.sqlite
        windtunnel runs --store results.sqlite --scenario year --limit 5
        windtunnel runs --store results.sqlite --format json | jq '.runs[].net'
      """)

  @Option(help: "The file of the runs.")
  var store: String

  @Option(help: "Only runs of the scenario of this name.")
  var scenario: String?

  @Option(help: "At most so many.")
  var limit = 50

  @Option(help: "What is printed: text, json or markdown.")
  var format = FormatOption.text

  func validate() throws {
    guard limit >= 1 else { throw ValidationError("--limit takes a number above zero.") }
  }

  func run() throws {
    do throws(ArchiveError) {
      let list = StoredRunList(runs: try RunArchive.forReading(store).runs(scenario: scenario, limit: limit))
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
