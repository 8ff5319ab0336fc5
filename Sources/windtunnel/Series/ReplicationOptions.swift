import ArgumentParser
import Reporting
import Scenarios

extension Metric: ExpressibleByArgument {}

/// How often a run is repeated, and what for.
struct ReplicationOptions: ParsableArguments {
  @Option(help: "Run it so often, each time with other chances, and show what all runs say together: intervals and quantiles.")
  var replications: Int?

  @Option(
    help: ArgumentHelp(
      "Repeat it until the 95 % intervals of the metrics are as narrow as this, such as 1%.", valueName: "share"))
  var untilPrecision: SharePercent?

  @Option(help: "Whose interval has to be narrow. Repeatable. Default: net, revenue and cash-in.")
  var metric: [Metric] = []

  @Option(help: "The most runs for --until-precision; if it takes more, the verdict is inconclusive. Default: 200.")
  var maxReplications: Int?

  @Option(
    help: ArgumentHelp(
      "A value of which only a range is known, such as \"catalog.fee.on_top=25 %..35 %\", or a distribution. Repeatable.",
      valueName: "key.path=a..b"))
  var uncertain: [Setting] = []

  @Option(
    help: "How often uncertain values are drawn, --replications runs each; 0 takes them as they are written. Default: 30.")
  var draws: Int?

  func validate() throws {
    if let draws, !(0...1_000_000).contains(draws) { throw ValidationError("--draws takes 0 to 1000000.") }
    if untilPrecision != nil, !uncertain.isEmpty || draws ?? 0 > 0 {
      throw ValidationError("--until-precision finds the number of runs for known values: use --replications with --uncertain.")
    }
    if !uncertain.isEmpty, draws == 0 { throw ValidationError("--uncertain and --draws 0 contradict each other.") }
    if (draws ?? 0) * (replications ?? 2) > 1_000_000 {
      throw ValidationError("--draws times --replications are at most 1000000 runs.")
    }
    if draws == 1 { throw ValidationError("--draws takes at least 2: one draw says nothing of what is not known.") }
    if draws ?? 0 > 0 || !uncertain.isEmpty, replications == 1 {
      throw ValidationError("--draws needs --replications of at least 2, to tell chance from what is not known.")
    }
    if replications != nil, untilPrecision != nil {
      throw ValidationError(
        "--replications and --until-precision exclude each other: one gives the number of runs, one finds it.")
    }
    if let replications, !(1...1_000_000).contains(replications) {
      throw ValidationError("--replications takes 1 to 1000000.")
    }
    if untilPrecision == nil, maxReplications != nil || !metric.isEmpty {
      throw ValidationError("--metric and --max-replications need --until-precision SHARE.")
    }
    if let maxReplications, !(2...1_000_000).contains(maxReplications) {
      throw ValidationError("--max-replications takes 2 to 1000000.")
    }
  }

  var isAsked: Bool { replications != nil || untilPrecision != nil || !uncertain.isEmpty || draws ?? 0 > 0 }

  /// How often the scenario's uncertain values are drawn; 0 where they are taken as they are written.
  func draws(of loaded: LoadedScenario) -> Int {
    loaded.uncertain.isEmpty || untilPrecision != nil || replications == 1 ? 0 : draws ?? 30
  }

  /// The runs that are made at most, of each draw where there are draws.
  var most: Int { replications ?? (untilPrecision == nil ? 2 : maxReplications ?? 200) }

  var metrics: [Metric] { metric.isEmpty ? [.net, .revenue, .cashIn] : metric }

  /// As they were given, for a command line that does the same.
  var words: [String] {
    var words: [String] = []
    if let replications { words += ["--replications", String(replications)] }
    if let untilPrecision { words += ["--until-precision", untilPrecision.text] }
    for metric in metric { words += ["--metric", metric.name] }
    for setting in uncertain { words += ["--uncertain", "\(setting.key)=\(setting.value)"] }
    if let draws { words += ["--draws", String(draws)] }
    if let maxReplications { words += ["--max-replications", String(maxReplications)] }
    return words
  }
}

/// `1%`, `0.5 %`, `25%`: a share above 0 and up to 100 %.
struct SharePercent: ExpressibleByArgument {
  let share: Double
  /// As it was written, without spaces.
  let text: String

  init?(argument: String) {
    text = argument.replacing(" ", with: "")
    let digits = text.dropLast()
    let isPlain = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard text.hasSuffix("%"), isPlain, let number = Double(digits), number > 0, number <= 100 else { return nil }
    share = number / 100
  }
}
