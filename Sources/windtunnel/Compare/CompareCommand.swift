import Archive
import ArgumentParser
import Foundation
import Reporting
import Scenarios
import Simulation

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare prices on the same customers: what changes, how sure that is, who wins and who loses.",
    discussion: """
      The first scenario is the base A. Every other file is a variant, and so is every --variant, which is the base with some
      values changed; all --set together are one more. Every scenario runs the same replications with the same seed, so the same
      customers meet each of them with the same random numbers, and differences are taken pair by pair: run by run, and owner by
      owner within the first run; guardrails look at the owners of every run. docs/compare.md explains the figures.

      A guardrail that breaks ends with exit code 4, one that the runs cannot decide with 5:
        no owner pays > +25 %
        at most 1 % of owners spend > +50 USD
        net >= -5 %

      EXAMPLES
        windtunnel compare scenarios/year.yaml --set "catalog.fee.on_top=25 %"
        windtunnel compare scenarios/year.yaml scenarios/what-if/fee-25.yaml --replications 20 --out reports/fee
        windtunnel compare scenarios/year.yaml --variant 'low: catalog.fee.on_top=25 %' --variant 'high: catalog.fee.on_top=35 %'
        windtunnel compare year.yaml --variant 'both: catalog.fee.on_top=25 %; catalog.expiry=6 months' --owners 1000
        windtunnel compare a.yaml b.yaml --guardrail 'no owner pays > +25 %' --guardrail 'net >= -5 %'
        windtunnel compare a.yaml b.yaml --store results.sqlite
        windtunnel compare a.yaml b.yaml --replications 1 --format json | jq '.variants[0].metrics'
      """)

  @Argument(help: "Scenario files, or names under scenarios/; the first is the base.")
  var scenarios: [String]

  @Option(
    help: ArgumentHelp(
      "The base with some values changed, such as 'low: catalog.fee.on_top=25 %'; several changes with semicolons. Repeatable.",
      valueName: "name: key=value; ..."))
  var variant: [VariantOption] = []

  @Option(
    help: ArgumentHelp(
      "Change a value of the base: all of them together are one variant. Repeatable.", valueName: "key.path=value"))
  var set: [Setting] = []

  @Option(help: ArgumentHelp("Change a value of the base and of every variant. Repeatable.", valueName: "key.path=value"))
  var everywhere: [Setting] = []

  @Option(help: "Independent runs of each scenario, 1 to 10000. With 1 there are still pairs of owners.")
  var replications = 10

  @Option(help: "Random seed of all scenarios. Default: the base's.")
  var seed: UInt64?

  @Option(help: "Number of owners of all scenarios, shared among the segments in proportion. Default: each scenario's.")
  var owners: Int?

  @Option(help: "Length of all runs, such as \"90 days\" or \"1 year\". Default: each scenario's.")
  var horizon: String?

  @Option(help: ArgumentHelp("A limit on what a variant may do. Repeatable.", valueName: "expression"))
  var guardrail: [String] = []

  @Option(help: "Differences within this share of A are noise when the runs cannot tell them from none.")
  var noise = PercentOption(percent: 1, text: "1%")

  @Flag(help: "End with 4 when a variant is better for the platform, so that a better one is not overlooked.")
  var failOnImprovement = false

  @Option(
    help: "Write compare.json, compare.html, compare.md and owners.csv to this folder, which appears complete or not at all.")
  var out: String?

  @OptionGroup var store: StoreOptions

  @Option(help: "What is printed on standard output: text, json or markdown.")
  var format = FormatOption.text

  @Flag(help: "Print neither the comparison nor the progress.")
  var quiet = false

  @OptionGroup(title: "Run") var options: RunnerOptions

  func validate() throws {
    guard (1...10_000).contains(replications) else { throw ValidationError("--replications takes 1 to 10000.") }
    if let owners, owners < 1 { throw ValidationError("--owners takes a whole number of at least 1.") }
    if scenarios.count + variant.count + (set.isEmpty ? 0 : 1) < 2 {
      throw ValidationError("There is nothing to compare with: name a second file, or change a value with --set or --variant.")
    }
    if scenarios.count + variant.count > 100 { throw ValidationError("At most 100 scenarios are compared at once.") }
  }

  func run() throws {
    StopSignal.watch()
    let compared: ComparedScenarios
    do throws(ScenarioError) {
      compared = try ComparedScenarios(self)
    } catch {
      throw failure(error)
    }
    try compared.check()
    let terms = try terms(compared)
    try checkPlace()
    try store.check()
    let runs = try ComparedRuns(compared, command: self, guardrails: terms.guardrails, isQuiet: quiet)
    let comparison = Comparison(
      version: Version.text, base: runs.scenario(compared.base), variants: runs.variants(),
      segments: compared.segments(replication: options.replication), terms: terms,
      repeatCommand: repeatCommand(compared), aloneCommand: repeatCommand(compared, alone: true))
    let written = Result { try write(comparison) }
    let stored = Result { try keep(comparison) }
    if !quiet { print(comparison) }
    try written.get()
    try stored.get()
    if comparison.exitCode != 0 { throw ExitCode(comparison.exitCode) }
  }

  /// Guardrails are understood before anything runs.
  private func terms(_ compared: ComparedScenarios) throws -> ComparisonTerms {
    var terms = ComparisonTerms()
    terms.noise = noise.share
    terms.failsOnImprovement = failOnImprovement
    let currency = compared.base.loaded.scenario.currency
    for text in guardrail {
      do throws(GuardrailError) {
        terms.guardrails.append(try Guardrail(text, unit: MoneyUnit(code: currency.code, decimals: currency.decimals)))
      } catch {
        let guess = nearest(to: error.word, among: error.candidates).map { "\n  hint: did you mean '\($0)'?" } ?? ""
        throw failure(
          "--guardrail '\(text)':1:\(error.offset + 1): error: \(error.found); allowed: \(error.allowed)\(guess)",
          ExitStatus.badInput)
      }
    }
    return terms
  }

  private func checkPlace() throws {
    guard let out else { return }
    do throws(ReportError) {
      try ReportDirectory.check(URL(fileURLWithPath: out, isDirectory: true))
    } catch {
      throw failure(error, flag: "--out")
    }
  }

  private func write(_ comparison: Comparison) throws {
    guard let out else { return }
    do throws(ReportError) {
      try ReportDirectory.write(comparison, to: URL(fileURLWithPath: out, isDirectory: true))
    } catch {
      throw failure(error, flag: "--out")
    }
    if !quiet { Console.error("comparison: \(out)/\n") }
  }

  /// Every run of A and of the variants, not those between them that only a bridge is made of.
  private func keep(_ comparison: Comparison) throws {
    let names = comparison.variants.map(\.scenario.name).joined(separator: ", ")
    guard let study = store.study(.comparison, name: "\(comparison.base.name) compared with \(names)") else { return }
    let letters = ["A"] + comparison.variants.indices.map { comparison.variants.count == 1 ? "B" : "B\($0 + 1)" }
    for (letter, scenario) in zip(letters, [comparison.base] + comparison.variants.map(\.scenario)) {
      for run in scenario.runs { study.add(run, point: "\(letter) \(scenario.name), replication \(run.run.replication)") }
    }
    let words = comparison.variants.map { ($0.row(.net)?.verdict ?? .inconclusive).text }.joined(separator: ", ")
    try study.finish(
      StudyOutcome(
        verdict: comparison.exitCode == 0 ? "pass" : comparison.exitCode == 4 ? "fail" : "inconclusive",
        exitCode: comparison.exitCode, reason: words, repeatCommand: comparison.repeatCommand,
        json: ComparisonJSON.render(comparison), text: ComparisonText.render(comparison, style: .plain),
        markdown: ComparisonMarkdown.render(comparison), page: ComparisonHTML.render(comparison)), isQuiet: quiet)
  }

  private func print(_ comparison: Comparison) {
    switch format {
    case .text: Console.output(ComparisonText.render(comparison, style: Console.style))
    case .json: Console.output(ComparisonJSON.render(comparison))
    case .markdown: Console.output(ComparisonMarkdown.render(comparison))
    }
  }

  /// The command line that gives the same figures again.
  ///
  /// - Parameter alone: with one replication, whose number is not said yet.
  private func repeatCommand(_ compared: ComparedScenarios, alone: Bool = false) -> String {
    var words = ["windtunnel", "compare"] + scenarios
    for option in variant { words += ["--variant", option.text] }
    for setting in set { words += ["--set", "\(setting.key)=\(setting.value)"] }
    for setting in everywhere { words += ["--everywhere", "\(setting.key)=\(setting.value)"] }
    words += ["--replications", String(alone ? 1 : replications), "--seed", String(compared.base.loaded.scenario.seed)]
    if options.replication != 0, !alone { words += ["--replication", String(options.replication)] }
    if let owners { words += ["--owners", String(owners)] }
    if let horizon { words += ["--horizon", horizon] }
    for expression in guardrail { words += ["--guardrail", expression] }
    if noise.text != "1%" { words += ["--noise", noise.text] }
    if failOnImprovement { words.append("--fail-on-improvement") }
    return words.map(shellWord).joined(separator: " ")
  }
}
