import ArgumentParser
import Scenarios

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check scenarios, catalogs and traces without running them.",
    discussion: """
      Every mistake is shown with file, line and column, what was found and what is allowed. Of a folder all files ending in
      .yaml, .yml or .jsonl are checked. Segments are checked with the scenarios that name them.

      EXAMPLES
        windtunnel validate scenarios/year.yaml
        windtunnel validate scenarios/catalogs story.jsonl
      """)

  @Argument(help: "Files or folders.")
  var paths: [String]

  @Flag(help: "Print nothing for files that are in order.")
  var quiet = false

  func run() throws {
    var worst: ExitCode?
    for path in paths {
      let files = ScenarioPaths.files(at: path, endingIn: [".yaml", ".yml", ".jsonl"])
      if files.isEmpty {
        worst = worst ?? failure("\(path): error: no .yaml, .yml or .jsonl file in this folder", ExitStatus.badInput)
      }
      for file in files {
        do throws(ScenarioError) {
          let finding = try check(file)
          if !quiet { Console.output("\(file): \(finding)\n") }
        } catch {
          let code = failure(error)
          worst = worst ?? code
        }
      }
    }
    if let worst { throw worst }
  }

  private func check(_ file: String) throws(ScenarioError) -> String {
    if file.hasSuffix(".jsonl") {
      let trace = try TraceFile.load(path: file)
      return "ok, a trace of \(trace.steps.count) commands by \(trace.owners.count) owners"
    }
    switch ScenarioSchema.FileKind(ofFile: file) ?? .scenario {
    case .catalog:
      let loaded = try CatalogFile.load(path: file)
      return "ok, the catalog \(loaded.catalog.name)"
    case .segment:
      return "not checked on its own: a segment, which the scenarios that name it check"
    case .scenario:
      let loaded = try ScenarioFile.load(path: file)
      let segments = loaded.scenario.segments.count
      return "ok, the scenario \(loaded.scenario.name): \(segments) \(segments == 1 ? "segment" : "segments"), "
        + "about \(loaded.estimate.owners) owners and \(loaded.estimate.events) events"
    }
  }
}
