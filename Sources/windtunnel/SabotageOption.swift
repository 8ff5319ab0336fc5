import ArgumentParser
import Billing
import Reporting
import Scenarios

/// Which planted bug a run has; nothing at all in builds without the trait `Sabotage`.
struct SabotageOption: ParsableArguments {
  #if Sabotage
    @Option(name: .customLong("sabotage"), help: "Switch a planted bug on; the command sabotage lists them.")
    var bug: PlantedBug?
  #endif

  /// Switches the bug on; before anything runs.
  func switchOn() {
    #if Sabotage
      PlantedBug.chosen = bug
    #endif
  }

  /// The bug's name, nil for none.
  var name: String? {
    #if Sabotage
      return bug?.rawValue
    #else
      return nil
    #endif
  }

  /// What a command line has to say to have the bug again.
  var words: [String] { name.map { ["--sabotage", $0] } ?? [] }
}

extension SabotageOption {
  /// Switches on the planted bug of a capsule's run, if it had one; before anything runs.
  ///
  /// - Parameters:
  ///   - file: the capsule's.
  ///   - verb: the command that reads it.
  /// - Returns: what a command line has to say to have the bug again.
  /// - Throws: the exit code, after the reason was said, when a flag says something else or this build has no such bug.
  func switchOn(for capsule: Capsule, file: String, verb: String) throws -> [String] {
    if let name, name != capsule.sabotage {
      throw failure(
        "error: --sabotage names \(name), and the capsule's run had \(capsule.sabotage ?? "no planted bug")\n"
          + "  hint: leave the flag out; a capsule names its bug itself", ExitStatus.usage)
    }
    guard let planted = capsule.sabotage else { return [] }
    #if Sabotage
      guard let bug = PlantedBug(rawValue: planted) else {
        throw failure(
          "inconclusive: the run of \(file) had the planted bug '\(planted)', which this build does not have\n"
            + "  hint: windtunnel sabotage lists the bugs; run the scenario again for a new capsule", ExitStatus.inconclusive)
      }
      PlantedBug.chosen = bug
      return ["--sabotage", planted]
    #else
      throw failure(
        "inconclusive: the run of \(file) had the planted bug '\(planted)', and this build has no planted bugs\n"
          + "  hint: swift build -c release --traits Sabotage --scratch-path .build/sabotage --product windtunnel\n"
          + "        .build/sabotage/release/windtunnel \(verb) \(shellWord(file))", ExitStatus.inconclusive)
    #endif
  }
}

#if Sabotage
  extension PlantedBug: ExpressibleByArgument {}

  /// Lists the planted bugs, one a line: name, invariants that are there to catch it, what it does, with tabs between.
  struct SabotageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sabotage", abstract: "List the planted bugs.", shouldDisplay: false)

    func run() {
      for bug in PlantedBug.allCases {
        print(bug.rawValue, bug.invariants.joined(separator: ","), bug.sentence, separator: "\t")
      }
    }
  }
#endif
