import ArgumentParser
import Foundation

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
        windtunnel run scenarios/year.yaml --replications 60
        windtunnel compare scenarios/year.yaml --set "catalog.fee.on_top=25 %"
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=20 %..40 %/5 %'
        windtunnel check scenarios/check
        windtunnel report reports/year --out year.html
        windtunnel runs --store results.sqlite
        windtunnel validate scenarios
        windtunnel explain reports/year/capsule.json
        windtunnel replay story.jsonl --catalog prices --lots
        windtunnel verify year.jsonl

      EXIT CODES
        0 pass, 1 internal error, 2 invariant violated, 3 threshold failed, 4 regression, 5 inconclusive,
        64 wrong usage, 65 bad input, 66 no such file, 73 cannot create, 74 cannot write or read,
        75 locked by another program,
        130 or 143 stopped by a signal.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CompareCommand.self, SweepCommand.self, CheckCommand.self, ReportCommand.self, RunsCommand.self,
      ValidateCommand.self, ReplayCommand.self, ExplainCommand.self, ShrinkCommand.self, VerifyCommand.self, SchemaCommand.self,
      BenchCommand.self,
    ]
      + hidden)

  static func main() {
    // A file that would become too large is a failed write, which is told, and not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // Help that nobody can be given is a failure as well.
      if exitCode(for: error) == .success {
        let text = fullMessage(for: error)
        if !text.isEmpty { Console.output(text + "\n") }
      }
      exit(withError: exitCode(for: error) == .success ? ExitCode.success : error)
    }
  }

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
