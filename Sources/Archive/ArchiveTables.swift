import Reporting

/// The list of runs as people and programs read it.
public struct StoredRunList: Sendable {
  public let runs: [StoredRun]

  public init(runs: [StoredRun]) { self.runs = runs }

  private static let headings = ["run", "stored (UTC)", "scenario", "seed", "owners", "verdict", "cash in", "net"]

  private var rows: [[String]] {
    runs.map { run in
      [
        String(run.number), String(run.storedAt.prefix(16)).replacing("T", with: " "), run.scenario, run.seed,
        ReportText.grouped(run.owners), run.verdict, run.cashIn.map(run.unit.text) ?? "",
        "\(run.net.map(run.unit.text) ?? "") \(run.unit.code)",
      ]
    }
  }

  public func text(_ style: TextStyle) -> String {
    runs.isEmpty ? "no runs\n" : PlainTable(headings: StoredRunList.headings, rows: rows, right: [0, 3, 4, 6, 7]).text(style)
  }

  public var markdown: String { PlainTable(headings: StoredRunList.headings, rows: rows, right: [0, 3, 4, 6, 7]).markdown }

  /// An object with `runs`: amounts in minor units, the seed as text.
  public var json: String {
    ReportText.json([
      (
        "runs",
        .list(
          runs.map { run in
            .object([
              ("run", .integer(run.number)), ("storedAt", .text(run.storedAt)), ("scenario", .text(run.scenario)),
              ("file", .text(run.file)), ("sha256", .text(run.sha256)), ("seed", .text(run.seed)),
              ("replication", .integer(run.replication)), ("owners", .integer(run.owners)), ("start", .text(run.start)),
              ("horizon", .text(run.horizon)), ("verdict", .text(run.verdict)), ("reason", .text(run.reason)),
              ("digest", .text(run.digest)), ("asset", .text(run.unit.code)), ("decimals", .integer(Int64(run.unit.decimals))),
              ("cashIn", run.cashIn.map { .integer($0) } ?? .null), ("net", run.net.map { .integer($0) } ?? .null),
              ("repeat", .text(run.repeatCommand)),
            ])
          })
      )
    ])
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
