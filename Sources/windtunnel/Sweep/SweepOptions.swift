import ArgumentParser
import Experiments
import Reporting

enum DesignOption: String, CaseIterable, ExpressibleByArgument {
  case grid
  case oneAtATime = "one-at-a-time"
  case latin, sobol, morris, saltelli
}

extension Objective: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

/// Which points a sweep runs, and what it looks for.
struct SweepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A key and its values, as --set names keys: KEY=FROM..TO/STEP, KEY=FROM..TO for designs without a grid, or KEY=A,B,C. Repeatable.",
      valueName: "key=values"))
  var vary: [String] = []

  @Option(help: "How points are chosen: grid, one-at-a-time, latin, sobol, morris or saltelli.")
  var design = DesignOption.grid

  @Option(help: "Points of a latin or sobol design. Default: 32.")
  var points: Int?

  @Option(help: "Walks of a morris design, each of one point more than there are parameters. Default: 8.")
  var trajectories: Int?

  @Option(help: "Samples of a saltelli design, each of two points more than there are parameters. Default: 64.")
  var samples: Int?

  @Option(help: "Runs of each point, each time with other chances; the same chances at all points.")
  var replications: Int = 1

  @Option(
    help: ArgumentHelp(
      "A value of which only a range is known, such as \"catalog.fee.on_top=25 %..35 %\", or a distribution. Repeatable.",
      valueName: "key.path=a..b"))
  var uncertain: [Setting] = []

  @Flag(help: "Take uncertain values as they are written. Otherwise each replication draws them anew, the same at all points.")
  var noDraws = false

  @Option(
    help: ArgumentHelp(
      "A metric and its direction, such as \"net max\" or \"debt min\". Repeatable; the first is what text shows.",
      valueName: "metric max|min"))
  var objective: [Objective] = []

  @Option(help: "A further metric for tables and charts. Repeatable. Default: revenue and closing-liability.")
  var metric: [Metric] = []

  @Option(help: "Refuse designs of more points than this.")
  var limitPoints: Int = 10_000

  func validate() throws {
    if vary.isEmpty { throw ValidationError("--vary KEY=VALUES names what is to be varied.") }
    if points != nil, design != .latin, design != .sobol { throw ValidationError("--points needs --design latin or sobol.") }
    if trajectories != nil, design != .morris { throw ValidationError("--trajectories needs --design morris.") }
    if samples != nil, design != .saltelli { throw ValidationError("--samples needs --design saltelli.") }
    for (name, number) in [("--points", points), ("--trajectories", trajectories), ("--samples", samples)] {
      if let number, !(2...1_000_000).contains(number) { throw ValidationError("\(name) takes 2 to 1000000.") }
    }
    guard (1...100_000).contains(replications) else { throw ValidationError("--replications takes 1 to 100000.") }
    if !uncertain.isEmpty, noDraws { throw ValidationError("--uncertain and --no-draws contradict each other.") }
    if !uncertain.isEmpty, replications < 2 {
      throw ValidationError("--uncertain needs --replications of at least 2: one draw says nothing of what is not known.")
    }
    guard (1...1_000_000).contains(limitPoints) else { throw ValidationError("--limit-points takes 1 to 1000000.") }
  }

  var objectives: [Objective] { objective.isEmpty ? [Objective(.net, .max)] : objective }
  var metrics: [Metric] { metric.isEmpty ? [.revenue, .closingLiability] : metric }

  private var kind: Design.Kind {
    switch design {
    case .grid: .grid
    case .oneAtATime: .oneAtATime
    case .latin: .latin(points: points ?? 32)
    case .sobol: .sobol(points: points ?? 32)
    case .morris: .morris(trajectories: trajectories ?? 8)
    case .saltelli: .saltelli(samples: samples ?? 64)
    }
  }

  /// - Throws: the exit code, after what is wrong was said.
  func makeDesign(seed: UInt64) throws -> Design {
    var parameters: [Parameter] = []
    for argument in vary {
      do throws(ParameterError) {
        parameters.append(try Parameter(argument: argument))
      } catch {
        throw failure("--vary \(argument):1:\(error.column): error: \(error.found)\n  hint: \(error.advice)", ExitStatus.usage)
      }
    }
    do throws(DesignError) {
      return try Design(kind, of: parameters, seed: seed, limit: limitPoints)
    } catch {
      throw failure(message(error), ExitStatus.usage)
    }
  }

  private func message(_ error: DesignError) -> String {
    switch error {
    case .noParameters: "error: nothing is varied\n  hint: --vary KEY=FROM..TO/STEP"
    case .twice(let key): "error: --vary names '\(key)' twice\n  hint: name each key once, with all its values"
    case .needsStep(let key):
      "error: a grid needs to know where its values for '\(key)' lie\n  hint: give a step, as in FROM..TO/STEP, or use --design latin"
    case .tooManyParameters(let count, let limit):
      "error: \(count) parameters, and a \(design.rawValue) design takes at most \(limit)\n"
        + "  hint: --design morris finds those that matter"
    case .tooManyPoints(let count, let limit):
      "error: the design has \(count == .max ? "more than 10^18" : String(count)) points, and the limit is \(limit)\n"
        + "  hint: wider steps, --design latin with --points, or --limit-points"
    }
  }

  /// As they were given, for a command line that does the same.
  var words: [String] {
    var words = vary.flatMap { ["--vary", $0] }
    if design != .grid { words += ["--design", design.rawValue] }
    if let points { words += ["--points", String(points)] }
    if let trajectories { words += ["--trajectories", String(trajectories)] }
    if let samples { words += ["--samples", String(samples)] }
    if replications != 1 { words += ["--replications", String(replications)] }
    for setting in uncertain { words += ["--uncertain", "\(setting.key)=\(setting.value)"] }
    if noDraws { words.append("--no-draws") }
    for objective in objective { words += ["--objective", objective.text] }
    for metric in metric { words += ["--metric", metric.name] }
    if limitPoints != 10_000 { words += ["--limit-points", String(limitPoints)] }
    return words
  }
}
