import ArgumentParser
import Auditing
import Billing
import Pricing
import Reporting
import Scenarios
import Simulation

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Drive the billing core with a recorded trace, one line of JSON out for every command and timer.",
    discussion: """
      A trace has one JSON object a line: when, who, and what is asked for. Timers that fall due in between fire by
      themselves; charges are answered at once as the card behaves, unless the trace settles that owner's payments. The last
      line of the output is the digest, which another replay of the same trace must have.

      EXAMPLES
        windtunnel replay story.jsonl --catalog prices
        windtunnel replay story.jsonl --catalog scenarios/catalogs/prices.yaml --lots
        windtunnel replay story.jsonl --catalog prices --quiet --transactions
        windtunnel replay story.jsonl --catalog prices --quiet --journal story.beancount
        windtunnel run scenarios/year.yaml --record story.jsonl --record-owners 0..9
        cat story.jsonl | windtunnel replay - --quiet
      """)

  @Argument(help: "The trace, or - for standard input.")
  var trace: String

  @Option(help: "Catalog or scenario file, or a name under scenarios/catalogs. Default: the one that the trace's header names.")
  var catalog: String?

  @Option(help: ArgumentHelp("Change a value of the scenario, as the recorded run did. Repeatable.", valueName: "key.path=value"))
  var set: [Setting] = []

  @Flag(help: "Show the owner's lots, in the order in which they burn.")
  var lots = false

  @Flag(help: "List each owner's transactions, newest first, after the steps.")
  var transactions = false

  @Flag(help: "Leave out the steps: print the last line, with the digest.")
  var quiet = false

  @OptionGroup(title: "Journal") var journal: JournalOptions

  @Option(help: "When invariants are checked: step, sweep, final or off.")
  var audit = AuditOption.step

  @OptionGroup var sabotage: SabotageOption

  func run() throws {
    StopSignal.watch()
    sabotage.switchOn()
    try journal.check()
    let recorded: Trace
    do throws(ScenarioError) {
      recorded = try TraceFile.load(path: trace)
    } catch {
      throw failure(error)
    }
    let prices = try replayCatalog(catalog, set: set, for: recorded)
    let unknown = TraceOffers.mistakes(in: recorded, file: trace == "-" ? "<stdin>" : trace, catalog: prices)
    if !unknown.isEmpty { throw failure(.invalid(unknown)) }
    try replay(recorded, prices)
  }

  private func replay(_ recorded: Trace, _ prices: Catalog) throws {
    let line = ReplayLine(withLots: lots)
    var output = LineBuffer()
    var auditor = ReplayAudit(owners: recorded.owners.count, catalog: prices, level: audit.level)
    var logs = transactions ? Array(repeating: TransactionLog(), count: recorded.owners.count) : []
    var entries: [JournalEntry] = []
    var steps = Array(repeating: UInt32(0), count: recorded.owners.count)
    var violation: Violation?
    var replay = Replay(recorded, catalog: prices)
    let summary: Replay.Summary
    do {
      summary = try replay.run { book, step in
        violation = auditor.check(book, step)
        if transactions, let command = step.command { logs[step.owner].record(command, in: book, at: step.at) }
        if journal.journal != nil, step.command != nil {
          steps[step.owner] += 1
          for index in book.transfers.indices {
            entries.append(
              JournalEntry(
                at: step.at, owner: Int32(step.owner), step: steps[step.owner], transfer: book.transfers[index]))
          }
        }
        if !quiet { output.line(line.text(of: step, ownerName: recorded.owners[step.owner], in: book)) }
        return violation == nil && StopSignal.received == nil
      }
    } catch Replay.Failure.endless(let number) {
      output.flush()
      throw failure(
        "\(trace):\(number): error: timers and charges go on without an end after this line\n"
          + "  hint: look for an automatic reload whose amount is far below its threshold", ExitStatus.badInput)
    } catch Replay.Failure.tooMuchMoney(let number) {
      output.flush()
      throw failure(
        "\(trace):\(number): error: the trace moves more money than 64 bits can add up; allowed: \(Int64.max / 2) of the smallest "
          + "unit in all transfers together", ExitStatus.badInput)
    }
    if let signal = StopSignal.received {
      output.flush()
      throw ExitStatus.signal(signal)
    }
    if violation == nil, let last = recorded.steps.last { violation = auditor.close(replay, at: last.at) }
    for (owner, log) in zip(recorded.owners, logs) {
      for transaction in log.transactions.reversed() { output.line(line.text(of: transaction, ownerName: owner)) }
    }
    output.line(line.text(of: summary, owners: recorded.owners.count))
    output.flush()
    try journal.write(
      Journal(
        title: ["What moved in \(trace).", journalNote(prices.currency)],
        unit: MoneyUnit(code: prices.currency.code, decimals: prices.currency.decimals), owners: recorded.owners,
        entries: entries))
    if let violation {
      let owner = recorded.owners[violation.owner.index]
      throw failure(
        "violated: \(violation.invariant.name), owner \(owner), \(violation.at.rfc3339), command \(violation.step), "
          + "\(violation.command?.text(names: OfferNames(prices)) ?? "found by a sweep"): \(violation.sentence)",
        ExitStatus.violated)
    }
  }
}
