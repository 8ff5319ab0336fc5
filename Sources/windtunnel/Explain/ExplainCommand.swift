import Accounting
import ArgumentParser
import Auditing
import Foundation
import Reporting
import Scenarios
import Simulation

struct ExplainCommand: ParsableCommand, VariesScenario {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell one owner's story as a register: what it did, what was answered, what moved, and what broke.",
    discussion: """
      Only that owner is simulated, so a story takes moments however large the scenario is; with a metering pipeline its whole
      partition is. A capsule is the file that a run leaves when an invariant breaks: it names scenario, seed and owner itself.

      EXAMPLES
        windtunnel explain reports/year/capsule.json
        windtunnel explain scenarios/year.yaml --owner 17
        windtunnel explain scenarios/year.yaml --owner 17 --around 2026-03-09 --window "5 days"
        windtunnel explain scenarios/year.yaml --owner 17 --all --format json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "A capsule, or a scenario's file or its name under scenarios/.")
  var path: String

  @Option(help: "Whose story, such as 17 or o17; a capsule knows.")
  var owner: OwnerNumbers?

  @Option(help: "Tell the steps around this time: RFC 3339, or a date. Default: the last steps.")
  var around: Moment?

  @Option(help: "How far before and after that time. Default: 3 days.")
  var window: Span?

  @Flag(help: "Tell every step, not just \(Story.usualSteps) of them.")
  var all = false

  @Option(help: "What is printed: text or json.")
  var format = Format.text

  @OptionGroup(title: "Scenario") var variation: VariationOptions

  @Option(help: "Which independent run of the same scenario, 0 to 16777215.")
  var replication: UInt32?

  @OptionGroup var sabotage: SabotageOption

  func validate() throws {
    if let owner, owner.single == nil { throw ValidationError("--owner takes one owner's number.") }
    if let replication, replication >= 1 << 24 { throw ValidationError("--replication takes 0 to 16777215.") }
    if window != nil, around == nil { throw ValidationError("--window needs --around TIME.") }
    if all, around != nil { throw ValidationError("--all and --around exclude each other.") }
  }

  func run() throws {
    StopSignal.watch()
    if isCapsule { try explainCapsule() } else { try explainScenario() }
  }

  /// By its ending, or by how it begins: a scenario is no JSON.
  private var isCapsule: Bool {
    if path.hasSuffix(".json") { return true }
    guard case .bytes(let bytes) = FileSource.disk.read(path, 256) else { return false }
    return bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  private func explainCapsule() throws {
    if owner != nil || seed != nil || owners != nil || horizon != nil || !set.isEmpty || replication != nil {
      throw failure(
        "error: a capsule names the scenario's flags and the owner itself\n  hint: name the scenario's file to change them",
        ExitStatus.usage)
    }
    let capsule: Capsule
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      capsule = try CapsuleFile.load(path: path)
      loaded = try CapsuleFile.scenario(of: capsule, name: path)
    } catch {
      throw failure(error)
    }
    _ = try sabotage.switchOn(for: capsule, file: path, verb: "explain")
    let owner = Int(capsule.owner)
    var told: (story: Story, isSame: Bool)?
    // A run that checked less found later what is found at once when every step is checked.
    for level in [AuditLevel.step, .sweep, .final] where told?.isSame != true {
      let runner = Runner(loaded.scenario, options: RunOptions(audit: level, replication: capsule.replication))
      try check(owner, in: runner)
      let story = try story(of: owner, in: runner, loaded)
      let isSame = story.broken.map { capsule.isAbout($0) } ?? false
      if told == nil || isSame { told = (story, isSame) }
    }
    guard let told else { return }
    let isSame = told.isSame
    var story = told.story
    story.hints = [
      isSame ? "Shrink it: windtunnel shrink \(shellWord(path))" : "",
      "Repeat it: \(capsule.repeatCommand)",
    ]
    .filter { !$0.isEmpty }
    finish(&story)
    if story.broken != nil, isSame { throw ExitStatus.violated }
    throw failure(
      "error: the violation of \(path) did not come again: \(capsule.invariant) after step \(capsule.step), "
        + "digest \(hexadecimal(capsule.digest))\n"
        + "  hint: was it written by this version of the program, \(capsule.windtunnel)? The owner's story is told as it is now",
      ExitStatus.inconclusive)
  }

  private func explainScenario() throws {
    sabotage.switchOn()
    guard let owner = owner?.single else {
      throw failure("error: whose story? Name an owner with --owner N", ExitStatus.usage)
    }
    var limits = LoadLimits.standard
    (limits.events, limits.memoryBytes, limits.owners) = (.max, .max, .max)
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      loaded = try ScenarioFile.load(path: path, overrides: overrides(), limits: limits)
    } catch {
      throw failure(error)
    }
    let runner = Runner(loaded.scenario, options: RunOptions(replication: replication ?? 0))
    try check(owner, in: runner)
    var story = try story(of: owner, in: runner, loaded)
    if story.broken != nil { story.hints = ["Run the scenario for a capsule, which windtunnel shrink reduces to a few lines."] }
    finish(&story)
    if story.broken != nil { throw ExitStatus.violated }
  }

  private func check(_ owner: Int, in runner: Runner) throws {
    let owners = runner.layout.owners
    if owner < owners { return }
    throw failure("error: there is no owner \(owner)\n  hint: the scenario's owners are 0 to \(owners - 1)", ExitStatus.usage)
  }

  private func story(of owner: Int, in runner: Runner, _ loaded: LoadedScenario) throws -> Story {
    let outcome = runner.run(owner: owner, stop: { StopSignal.received != nil })
    if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
    return Story(outcome, of: loaded, runner, owner: owner)
  }

  /// Cuts the story and prints it.
  private func finish(_ story: inout Story) {
    if let around {
      story.cut(around: around.instant, window_ms: window?.milliseconds ?? 3 * Duration_ms.day)
    } else if !all {
      story.cutToLast()
    }
    switch format {
    case .text: Console.output(StoryText.render(story, style: Console.style))
    case .json: Console.output(StoryJSON.render(story))
    }
  }
}

extension Capsule {
  /// Whether the violation is the same, step and digest included.
  func isAbout(_ broken: Story.Broken) -> Bool {
    broken.invariant == invariant && broken.step == step && broken.at == at && broken.digest == digest
      && broken.left.value == equation.left && broken.right.value == equation.right
  }
}

/// A time of the command line: RFC 3339, or a date for its midnight.
struct Moment: ExpressibleByArgument {
  var instant: Instant

  init?(argument: String) {
    guard let instant = (try? Instant(rfc3339: argument)) ?? (try? Instant(rfc3339: argument + "T00:00:00Z")) else { return nil }
    self.instant = instant
  }
}

/// A length of time of the command line, such as "3 days".
struct Span: ExpressibleByArgument {
  var milliseconds: Int64

  init?(argument: String) {
    guard let milliseconds = durationText_ms(argument) else { return nil }
    self.milliseconds = milliseconds
  }
}
