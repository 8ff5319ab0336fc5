import ArgumentParser
import Scenarios

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Add journals up once more: every entry balances, every balance follows, and none is missing.",
    discussion: """
      Reads journals as JSON lines or as tables, as --journal of run and replay writes them. A broken equation is shown with both
      its sides, file, line and column, and ends with 2; a malformed journal ends with 65, and one without an entry with 5. The
      plain text forms have checkers of their own: hledger check --strict, ledger --strict --pedantic, bean-check.

      EXAMPLES
        windtunnel run scenarios/year.yaml --journal year.jsonl
        windtunnel verify year.jsonl
        windtunnel verify january.csv february.csv --quiet
        gunzip -c year.jsonl.gz | windtunnel verify -
      """)

  @Argument(help: "Journals; - for standard input.")
  var journals: [String]

  @Flag(help: "Print nothing for journals that are in order.")
  var quiet = false

  func run() throws {
    var codes: [ExitCode] = []
    for journal in journals {
      do throws(ScenarioError) {
        codes.append(judge(try JournalFile.verify(path: journal), of: journal))
      } catch {
        codes.append(failure(error))
      }
    }
    // A broken equation is the worst that there is; nothing to look at is the least.
    let worst = codes.first { $0 == ExitStatus.violated } ?? codes.first { $0 != .success && $0 != ExitStatus.inconclusive }
    if let code = worst ?? codes.first(where: { $0 != .success }) { throw code }
  }

  /// Says what was found, and gives the code to end with.
  private func judge(_ sums: JournalSums, of journal: String) -> ExitCode {
    for violation in sums.violations { Console.error(violation.rendered + "\n") }
    let found = "\(counted(sums.entries, "entry", "entries")) of \(counted(Int64(sums.owners), "owner", "owners"))"
    if sums.broken > 0 {
      let shown = Int64(sums.violations.count) < sums.broken ? ", the first \(sums.violations.count) are shown" : ""
      return failure(
        "\(journal): \(sums.broken) of \(sums.checks) equations are broken in \(found)\(shown)", ExitStatus.violated)
    }
    if sums.entries == 0 {
      return failure(
        "\(journal): inconclusive: no entry, so nothing was checked\n  hint: did the chosen owners do anything?",
        ExitStatus.inconclusive)
    }
    if !quiet { Console.output("\(journal): ok, \(found), all \(sums.checks) equations hold\n") }
    return .success
  }

  private func counted(_ number: Int64, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
}
