import ArgumentParser

/// The command line. It is not asynchronous: the program's own threads do the work, and the first one waits for them.
@main
struct WindtunnelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windtunnel",
    abstract: "A wind tunnel for prepaid billing: thousands of synthetic owners live a year through a real billing core.",
    discussion: """
      EXAMPLES
        windtunnel run scenarios/year.yaml
        windtunnel run scenarios/year.yaml --owners 100000 --seed 7
        windtunnel check scenarios/check
        windtunnel validate scenarios
        windtunnel explain reports/year/capsule.json
        windtunnel replay story.jsonl --catalog prices --lots

      EXIT CODES
        0 pass, 1 internal error, 2 invariant violated, 3 threshold failed, 4 regression, 5 inconclusive,
        64 wrong usage, 65 bad input, 66 no such file, 73 cannot create, 74 cannot write or read,
        130 or 143 stopped by a signal.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, ValidateCommand.self, ReplayCommand.self, ExplainCommand.self, ShrinkCommand.self,
      SchemaCommand.self, BenchCommand.self,
    ]
      + hidden)

  #if Sabotage
    private static let hidden: [any ParsableCommand.Type] = [SabotageCommand.self]
  #else
    private static let hidden: [any ParsableCommand.Type] = []
  #endif
}

/// Windtunnel's own version.
enum Version {
  static let text = "0.1.0"
}
