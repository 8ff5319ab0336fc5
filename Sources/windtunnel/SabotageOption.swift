import ArgumentParser
import Billing

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
