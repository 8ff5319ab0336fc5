import ArgumentParser
import Scenarios

extension ScenarioSchema.FileKind: ExpressibleByArgument {}

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, for editors that check while you type.",
    discussion: """
      EXAMPLES
        windtunnel schema > scenario.schema.json
        windtunnel schema catalog
      """)

  @Argument(help: "Which kind of file: \(ScenarioSchema.FileKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: ScenarioSchema.FileKind = .scenario

  func run() { Console.output(ScenarioSchema.json(for: kind)) }
}
