import Accounting
import Auditing
import Billing
import Scenarios
import Simulation

/// A shrunk trace for people: what is left of it, line by line, the equation that breaks, and how to see it again.
struct ShrunkStory {
  var subject: ShrinkSubject
  var before: ShrinkSize
  var after: ShrinkSize
  var tries: Int
  var wasStopped: Bool
  /// As it was written.
  var trace: Trace
  var violation: Violation
  var path: String

  /// With its last line break.
  var text: String {
    let end = wasStopped ? "; the time was up" : ""
    let scale = subject.catalog.currency.scale
    let unit = "Amounts: \(scale) make one \(subject.catalog.currency.code)."
    var lines = [
      "\(violation.invariant.name) broke: \(subject.title)", "before: \(before.words) over \(span(before.span_ms))",
      "after:  \(after.words) over \(span(after.span_ms)), in \(tries) tries\(end)", "", unit, "",
    ]
    lines += steps
    lines += ["", "Then \(violation.sentence).", "", "trace:  \(path)", "repeat: \(repeatCommand)    (exit code 2)"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The command line that breaks it again.
  var repeatCommand: String {
    (["windtunnel", "replay", path] + subject.catalogWords + subject.sabotageWords).map(shellWord).joined(separator: " ")
  }

  /// Time, owner, command and what became of it; the same time and owner are not said twice.
  private var steps: [String] {
    let names = OfferNames(subject.catalog)
    var rows: [(String, String, String, String)] = []
    _ = trace.firstViolation(catalog: subject.catalog) { _, step in
      let status = step.status.name + (step.line == nil ? ", by itself" : "")
      rows.append(
        (
          step.at.rfc3339, trace.owners[step.owner], step.command?.text(names: names) ?? "time passes",
          step.command == nil ? "" : status
        ))
      return true
    }
    let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0, rows.map(\.2.count).max() ?? 0)
    return rows.map { at, owner, command, status in
      let line = "  \(padded(at, widths.0))  \(padded(owner, widths.1))  \(padded(command, widths.2))  \(status)"
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Such as "190 days" or "0 seconds".
  private func span(_ span_ms: Int64) -> String {
    let units = [(Duration_ms.day, "day"), (Duration_ms.hour, "hour"), (Duration_ms.minute, "minute")]
    let (length, name) = units.first { span_ms >= 2 * $0.0 } ?? (Duration_ms.second, "second")
    let count = span_ms / length
    return "\(count) \(name)\(count == 1 ? "" : "s")"
  }
}
