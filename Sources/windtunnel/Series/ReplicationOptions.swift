import ArgumentParser
import Reporting

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

  func validate() throws {
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

  var isAsked: Bool { replications != nil || untilPrecision != nil }

  /// The runs that are made at most.
  var most: Int { replications ?? maxReplications ?? 200 }

  var metrics: [Metric] { metric.isEmpty ? [.net, .revenue, .cashIn] : metric }

  /// As they were given, for a command line that does the same.
  var words: [String] {
    var words: [String] = []
    if let replications { words += ["--replications", String(replications)] }
    if let untilPrecision { words += ["--until-precision", untilPrecision.text] }
    for metric in metric { words += ["--metric", metric.name] }
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
