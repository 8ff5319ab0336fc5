import Reporting

/// The list of runs and studies as people and programs read it.
public struct StoredRunList: Sendable {
  /// What a table has a line for.
  public let entries: [StoredEntry]
  /// Every run, those of studies too.
  public let runs: [StoredRun]
  /// Whether all are of one study, so that a table says which of its runs they are.
  public let isOfOneStudy: Bool

  /// Of a whole file: a study is one line of a table, and its runs are there one by one for programs.
  public init(entries: [StoredEntry], runs: [StoredRun]) {
    self.entries = entries
    self.runs = runs
    isOfOneStudy = false
  }

  /// Of one study.
  public init(ofStudy runs: [StoredRun]) {
    entries = runs.map { .run($0) }
    self.runs = runs
    isOfOneStudy = true
  }

  private var table: PlainTable {
    PlainTable(
      headings: ["run", "stored (UTC)", isOfOneStudy ? "which" : "scenario", "seed", "owners", "verdict", "cash in", "net"],
      rows: entries.map(row), right: [0, 3, 4, 6, 7])
  }

  private func row(_ entry: StoredEntry) -> [String] {
    switch entry {
    case .run(let run):
      return [
        String(run.number), StoredRunList.minute(run.storedAt), isOfOneStudy ? run.point ?? run.scenario : run.scenario, run.seed,
        ReportText.grouped(run.owners), run.verdict, run.cashIn.map(run.unit.text) ?? "",
        "\(run.net.map(run.unit.text) ?? "") \(run.unit.code)",
      ]
    case .study(let study):
      func mean(_ amount: Int64?) -> String? { amount.map { "mean \(study.unit.text($0))" } }
      return [
        "study \(study.number)", StoredRunList.minute(study.createdAt),
        "\(study.name), \(study.runs == 1 ? "1 run" : "\(ReportText.grouped(study.runs)) runs")", study.seed,
        ReportText.grouped(study.owners), study.verdict ?? "unfinished", mean(study.cashIn) ?? "",
        mean(study.net).map { "\($0) \(study.unit.code)" } ?? "",
      ]
    }
  }

  private static func minute(_ instant: String) -> String { String(instant.prefix(16)).replacing("T", with: " ") }

  public func text(_ style: TextStyle) -> String { entries.isEmpty ? "no runs\n" : table.text(style) }

  public var markdown: String { table.markdown }

  /// An object with `runs` and `studies`: amounts in minor units, the seed as text.
  public var json: String {
    func optional(_ value: Int64?) -> ReportText.Value { value.map { .integer($0) } ?? .null }
    func optional(_ text: String?) -> ReportText.Value { text.map { .text($0) } ?? .null }
    let studies = entries.compactMap { entry -> ReportText.Value? in
      guard case .study(let study) = entry else { return nil }
      return .object([
        ("study", .integer(study.number)), ("kind", .text(study.kind)), ("name", .text(study.name)),
        ("createdAt", .text(study.createdAt)), ("verdict", optional(study.verdict)), ("reason", optional(study.reason)),
        ("runs", .integer(study.runs)), ("asset", .text(study.unit.code)), ("decimals", .integer(Int64(study.unit.decimals))),
        ("meanCashIn", optional(study.cashIn)), ("meanNet", optional(study.net)), ("repeat", optional(study.repeatCommand)),
      ])
    }
    let all = runs.map { run in
      ReportText.Value.object([
        ("run", .integer(run.number)), ("study", optional(run.study)), ("point", optional(run.point)),
        ("storedAt", .text(run.storedAt)), ("scenario", .text(run.scenario)),
        ("file", .text(run.file)), ("sha256", .text(run.sha256)), ("seed", .text(run.seed)),
        ("replication", .integer(run.replication)), ("owners", .integer(run.owners)), ("start", .text(run.start)),
        ("horizon", .text(run.horizon)), ("verdict", .text(run.verdict)), ("reason", .text(run.reason)),
        ("digest", .text(run.digest)), ("asset", .text(run.unit.code)), ("decimals", .integer(Int64(run.unit.decimals))),
        ("cashIn", optional(run.cashIn)), ("net", optional(run.net)), ("repeat", .text(run.repeatCommand)),
      ])
    }
    return ReportText.json([("runs", .list(all)), ("studies", .list(studies))])
  }
}

extension RunComparison {
  private static let headings = ["metric", "unit", "", "", "difference", "in %"]

  private var table: PlainTable {
    var headings = RunComparison.headings
    headings[2] = "run \(first.number)"
    headings[3] = "run \(second.number)"
    return PlainTable(
      headings: headings,
      rows: lines.map {
        [$0.label, $0.unit, $0.first ?? "-", $0.second ?? "-", $0.isEqual ? "none" : $0.difference ?? "-", $0.percent ?? ""]
      }, right: [2, 3, 4, 5])
  }

  private var intro: [String] {
    [
      "\(first.scenario), run \(first.number) of \(first.storedAt), against \(second.scenario), run \(second.number) of \(second.storedAt)"
    ]
      + (differences.isEmpty ? ["the same scenario, seed and owners"] : ["not the same: " + differences.joined(separator: "; ")])
  }

  public func text(_ style: TextStyle) -> String {
    intro.joined(separator: "\n") + "\n\n" + table.text(style)
      + "\nThe difference is the second less the first. Two runs do not tell an effect from chance: windtunnel compare does.\n"
  }

  public var markdown: String {
    intro.map(ReportText.escaped).joined(separator: "\n\n") + "\n\n" + table.markdown
      + "\nThe difference is the second less the first. Two runs do not tell an effect from chance: `windtunnel compare` does.\n"
  }

  /// The lines as text in major units, with the two runs' numbers.
  public var json: String {
    func optional(_ text: String?) -> ReportText.Value { text.map { .text($0) } ?? .null }
    return ReportText.json([
      ("run", .integer(first.number)), ("against", .integer(second.number)),
      ("differences", .list(differences.map { .text($0) })),
      (
        "metrics",
        .list(
          lines.map {
            .object([
              ("name", .text($0.name)), ("label", .text($0.label)), ("unit", .text($0.unit)), ("first", optional($0.first)),
              ("second", optional($0.second)), ("difference", optional($0.difference)), ("percent", optional($0.percent)),
            ])
          })
      ),
    ])
  }
}

/// A small table in two forms.
struct PlainTable {
  let headings: [String]
  let rows: [[String]]
  /// Columns of numbers.
  let right: Set<Int>

  func text(_ style: TextStyle) -> String {
    let all = ([headings] + rows).map { $0.map(style.clean) }
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { cells in
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return right.contains(column) ? space + cell : cell + space
      }
      return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var markdown: String {
    let rule = headings.indices.map { right.contains($0) ? "---:" : "---" }
    let lines = [headings.map(ReportText.escaped), rule] + rows.map { $0.map(ReportText.escaped) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
