import ArgumentParser
import Auditing
import Billing
import Foundation
import Reporting
import Scenarios
import Simulation

struct ShrinkCommand: ParsableCommand, VariesScenario {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Cut a broken invariant's story to the fewest and plainest commands that still break it.",
    discussion: """
      Takes the capsule that a run wrote, a scenario with the number of an owner, or a trace. What is left is written as a trace
      that replay turns red by itself, and told on standard output. The same input gives the same result, unless the budget
      ends it. Ends with 2 when something broke, 0 when nothing does, 5 when a capsule said that something would.

      EXAMPLES
        windtunnel shrink reports/year/capsule.json
        windtunnel shrink scenarios/year.yaml --owner 17
        windtunnel shrink scenarios/year.yaml --seed 7 --budget 2m
        windtunnel shrink story.jsonl --catalog prices --out short.jsonl
      """)

  @Argument(help: "The capsule, the scenario or the trace; - for a trace from standard input.")
  var file: String

  @Option(help: "Whose commands, for a scenario. Default: the first owner who breaks something.")
  var owner: OwnerNumbers?

  @OptionGroup(title: "Scenario") var variation: VariationOptions

  @Option(help: "Which independent run, for a scenario, 0 to 16777215.")
  var replication: UInt32 = 0

  @Option(help: "Catalog or scenario file of a trace. Default: the one that the trace's header names.")
  var catalog: String?

  @Option(help: "Where the shrunk trace is written. Default: beside the input, NAME.shrunk.jsonl.")
  var out: String?

  @Option(help: "How long to try, such as 30s, 2m or 1h.")
  var budget = WallTime(seconds: 30)

  @OptionGroup var sabotage: SabotageOption

  @Flag(help: "Let the shrunk trace break any invariant, not only the one that was broken.")
  var any = false

  func validate() throws {
    guard replication < 1 << 24 else { throw ValidationError("--replication takes 0 to 16777215.") }
    if let owner, owner.ranges.count != 1 || owner.ranges[0].count != 1 {
      throw ValidationError("--owner takes one number.")
    }
  }

  func run() throws {
    StopSignal.watch()
    // A place that was named is looked at before anything runs.
    try checkPlace(of: out, flag: "--out")
    let subject = try ShrinkSubject(self)
    let path = out ?? subject.defaultPath
    try checkPlace(of: path, flag: "--out")
    let first = try brokenFirst(subject)
    let shrinker = shrunk(subject, first)
    let text = subject.text(of: shrinker.best)
    guard let (written, violation) = subject.readAgain(text), any || violation.invariant == first else {
      throw failure(
        "error: the shrunk trace, as it would be written, breaks nothing; please report it with \(file)", ExitCode(1))
    }
    try writeFile(Array(text.utf8), at: path, flag: "--out")
    let story = ShrunkStory(
      subject: subject, before: ShrinkSize(of: subject.trace), after: shrinker.size, tries: shrinker.tries,
      wasStopped: shrinker.wasStopped, trace: written, violation: violation, path: path)
    Console.output(story.text)
    if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
    throw ExitStatus.violated
  }

  /// Whether flags say which run it is about, as a capsule does by itself.
  var namesARun: Bool {
    owner != nil || seed != nil || owners != nil || horizon != nil || !set.isEmpty || replication != 0 || catalog != nil
  }

  /// What the whole story breaks when it is replayed.
  private func brokenFirst(_ subject: ShrinkSubject) throws -> Invariant {
    guard let broken = subject.trace.firstViolation(catalog: subject.catalog)?.violation.invariant else {
      throw failure(
        "inconclusive: \(subject.expected.name) broke in the run, but not when the owner's commands are replayed alone",
        ExitCode(5))
    }
    if any || broken == subject.expected { return broken }
    throw failure(
      "inconclusive: \(subject.expected.name) broke in the run, and \(broken.name) when the owner's commands are replayed\n"
        + "  hint: --any shrinks what breaks in the replay", ExitCode(5))
  }

  private func shrunk(_ subject: ShrinkSubject, _ broken: Invariant) -> Shrinker {
    let meter = ShrinkMeter(budget: .seconds(budget.seconds))
    defer { meter.finish() }
    var steps = 0
    var shrinker = Shrinker(
      subject.trace, catalog: subject.catalog, keeping: any ? nil : broken,
      judge: { trace in
        trace.firstViolation(catalog: subject.catalog) { _, _ in
          steps &+= 1
          return steps & 0xFFFF != 0 || !meter.isOver
        }?.breakage
      },
      stop: { meter.isOver }, progress: { meter.note($0, tries: $1) })
    shrinker.run()
    return shrinker
  }
}
