import Accounting
import ArgumentParser
import Auditing
import Billing
import Foundation
import Pricing
import Reporting
import Scenarios
import Simulation

/// What is to be shrunk: the commands of a capsule's owner, of a scenario's owner, or of a trace.
struct ShrinkSubject {
  /// Everything said.
  var trace: Trace
  var catalog: Catalog
  /// What broke.
  var expected: Invariant
  /// Whose story it is, such as "owner o17 of scenarios/year.yaml, seed 7".
  var title: String
  /// The words that name the catalog to `replay`.
  var catalogWords: [String]
  /// Where the shrunk trace goes unless somebody says so.
  var defaultPath: String
  /// What a command line has to say to have a planted bug again.
  var sabotageWords: [String]

  private init(
    trace: Trace, catalog: Catalog, expected: Invariant, title: String, catalogWords: [String], defaultPath: String,
    sabotageWords: [String]
  ) {
    self.trace = trace
    self.catalog = catalog
    self.expected = expected
    self.title = title
    self.catalogWords = catalogWords
    self.defaultPath = defaultPath
    self.sabotageWords = sabotageWords
  }

  /// - Throws: the exit code when there is nothing to shrink, after the reason was said.
  init(_ command: ShrinkCommand) throws {
    switch Kind(ofFile: command.file) {
    case .trace: try self.init(traceOf: command)
    case .capsule: try self.init(capsuleOf: command)
    case .scenario: try self.init(scenarioOf: command)
    }
  }

  /// What a file is, by its first bytes.
  private enum Kind {
    case trace, capsule, scenario

    init(ofFile path: String) {
      if path == "-" {
        self = .trace
        return
      }
      let start = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 4_096) } ?? Data()
      let text = String(decoding: start, as: UTF8.self)
      if text.first(where: { !$0.isWhitespace }) != "{" {
        self = path.hasSuffix(".jsonl") ? .trace : path.hasSuffix(".json") ? .capsule : .scenario
      } else {
        self = path.hasSuffix(".json") || text.contains("windtunnel-capsule") ? .capsule : .trace
      }
    }
  }

  private init(traceOf command: ShrinkCommand) throws {
    command.sabotage.switchOn()
    sabotageWords = command.sabotage.words
    let read: Trace
    do throws(ScenarioError) {
      read = try TraceFile.load(path: command.file)
    } catch {
      throw failure(error)
    }
    let prices = try replayCatalog(command.catalog, set: command.set, for: read)
    let unknown = TraceOffers.mistakes(in: read, file: command.file == "-" ? "<stdin>" : command.file, catalog: prices)
    if !unknown.isEmpty { throw failure(.invalid(unknown)) }
    guard let broken = read.firstViolation(catalog: prices)?.violation else {
      Console.output("\(command.file): nothing breaks, so there is nothing to shrink\n")
      throw ExitCode.success
    }
    trace = read.spelledOut(catalog: prices)
    trace.header.catalog = command.catalog ?? read.header.catalog
    catalog = prices
    expected = broken.invariant
    title = command.file
    catalogWords = ["--catalog", trace.header.catalog ?? ""] + command.set.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    defaultPath = command.file == "-" ? "trace.shrunk.jsonl" : Self.beside(command.file)
  }

  private init(capsuleOf command: ShrinkCommand) throws {
    if command.namesARun {
      throw failure(
        "error: a capsule names the scenario's flags and the owner itself\n  hint: name the scenario's file to change them",
        ExitStatus.usage)
    }
    let capsule: Capsule
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      capsule = try CapsuleFile.load(path: command.file)
      loaded = try CapsuleFile.scenario(of: capsule, name: command.file)
    } catch {
      throw failure(error)
    }
    let sabotageWords = try command.sabotage.switchOn(for: capsule, file: command.file, verb: "shrink")
    let runner = Runner(loaded.scenario, options: RunOptions(replication: capsule.replication))
    guard Int(capsule.owner) < runner.layout.owners else {
      throw failure(
        "\(command.file): error: there is no owner o\(capsule.owner) among \(runner.layout.owners)", ExitStatus.badInput)
    }
    let settings = capsule.set.map { "\($0.key)=\($0.value)" }
    let path = Self.beside(command.file)
    guard var subject = try Self.living(runner, loaded, owner: Int(capsule.owner), settings: settings, path: path) else {
      throw failure(
        "inconclusive: the capsule says that \(capsule.invariant) broke for o\(capsule.owner), and now nothing breaks",
        ExitCode(5))
    }
    subject.sabotageWords = sabotageWords
    self = subject
  }

  private init(scenarioOf command: ShrinkCommand) throws {
    command.sabotage.switchOn()
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      loaded = try ScenarioFile.load(path: command.file, overrides: command.overrides())
    } catch {
      throw failure(error)
    }
    let threads = min(64, max(1, ProcessInfo.processInfo.activeProcessorCount))
    let runner = Runner(loaded.scenario, options: RunOptions(threads: threads, replication: command.replication))
    var owner = command.owner?.ranges[0].lowerBound
    if let owner, owner >= runner.layout.owners {
      throw failure("error: there is no owner o\(owner): the scenario has \(runner.layout.owners)", ExitStatus.usage)
    }
    if owner == nil {
      let outcome = runner.run(stop: { StopSignal.received != nil })
      if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
      owner = outcome.violation?.owner
    }
    let settings = command.set.map { "\($0.key)=\($0.value)" }
    let path = "\(loaded.scenario.name).shrunk.jsonl"
    guard let owner, var subject = try Self.living(runner, loaded, owner: owner, settings: settings, path: path) else {
      let who = owner.map { "owner o\($0)" } ?? "\(loaded.scenario.name), seed \(loaded.scenario.seed)"
      Console.output("\(who): nothing breaks, so there is nothing to shrink\n")
      throw ExitCode.success
    }
    subject.sabotageWords = command.sabotage.words
    self = subject
  }

  /// Lets one owner live again, with its commands recorded. Nil when nothing breaks.
  private static func living(
    _ runner: Runner, _ loaded: LoadedScenario, owner: Int, settings: [String], path: String
  ) throws -> ShrinkSubject? {
    let scenario = loaded.scenario
    var outcome = runner.run(owner: owner, stop: { StopSignal.received != nil })
    if let found = outcome.violation, found.owner != owner {
      // The pipeline that it shares with others was at fault for another one.
      outcome = runner.run(owner: found.owner, stop: { StopSignal.received != nil })
    }
    if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
    guard let found = outcome.violation else { return nil }
    let catalog = scenario.catalogs[runner.catalog(ofOwner: found.owner)]
    let file = loaded.files.first?.path ?? scenario.name
    let header = Trace.Header(
      catalog: file, seed: scenario.seed, scenario: loaded.digest, prices: scenario.otherCatalogs.isEmpty ? nil : catalog.name,
      chargesAreRecorded: true)
    // The end itself is not simulated any more.
    let end = min(found.violation.at, scenario.end.advanced(by: -1))
    return ShrinkSubject(
      trace: Trace(outcome.recorded, until: end, header: header), catalog: catalog, expected: found.violation.invariant,
      title: "owner o\(found.owner) of \(file), seed \(scenario.seed)",
      catalogWords: ["--catalog", file] + settings.flatMap { ["--set", $0] }, defaultPath: path, sabotageWords: [])
  }

  /// `reports/year/capsule.json` becomes `reports/year/capsule.shrunk.jsonl`.
  private static func beside(_ path: String) -> String {
    for ending in [".jsonl", ".json"] where path.hasSuffix(ending) { return path.dropLast(ending.count) + ".shrunk.jsonl" }
    return path + ".shrunk.jsonl"
  }

  // MARK: The shrunk trace

  /// As a file.
  func text(of shrunk: Trace) -> String {
    let names = OfferNames(catalog)
    var lines = [TraceWriter.header(shrunk.header)]
    for step in shrunk.steps {
      let owner = UInt64((step.owner ?? 0) + 1)
      let line = step.command.flatMap { TraceWriter.line(at: step.at, owner: owner, $0, names: names) }
      lines.append(line ?? TraceWriter.advance(to: step.at, owner: owner))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The file as `replay` reads it, and what it breaks: what is written is what was tried.
  func readAgain(_ text: String) -> (trace: Trace, violation: Violation)? {
    guard case .trace(let trace) = TraceReader.read(text.utf8, file: "shrunk") else { return nil }
    return trace.firstViolation(catalog: catalog).map { (trace, $0.violation) }
  }
}
