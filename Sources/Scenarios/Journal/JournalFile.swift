/// Reads journals that `run` and `replay` have written, and adds them up.
public enum JournalFile {
  /// Reads the journal at `path`, `-` being standard input. Its form is told by its beginning.
  ///
  /// - Throws: all mistakes of the file at once; for a form that has a checker of its own, that checker's command line as the hint.
  /// - Complexity: O(bytes); of the text only one piece is in memory, and one balance an account.
  public static func verify(path: String, limits: TraceLimits = TraceLimits()) throws(ScenarioError) -> JournalSums {
    let name = path == "-" ? "<stdin>" : path
    var reader: JournalReader?
    var other: String?
    try FileSource.readPieces(of: path) { piece in
      if reader == nil {
        let start = String(decoding: piece.prefix(4_096), as: UTF8.self)
        other = other ?? checker(of: start, path)
        reader = JournalReader(file: name, form: form(of: start), limits: limits)
      }
      reader?.feed(piece)
      return other == nil
    }
    if let other {
      throw .invalid([
        Diagnostic(
          place: Place(file: name, line: 1, column: 1), path: "", code: .notSupported,
          found: "a journal in plain text, which other programs check", allowed: "journals as JSON lines or as a table",
          hint: other)
      ])
    }
    // Nothing at all is a journal of which nothing moved.
    var last = reader ?? JournalReader(file: name, form: .lines, limits: limits)
    return try last.finish()
  }

  /// An object begins with a brace, a table with the name of a column.
  private static func form(of start: String) -> JournalReader.Form {
    start.first { !$0.isWhitespace } == "{" ? .lines : .table
  }

  /// The command line that checks a journal in plain text; nil when it is none.
  private static func checker(of start: String, _ path: String) -> String? {
    guard start.hasPrefix("; ") else { return nil }
    let lines = start.split(separator: "\n")
    // Each form declares its accounts, and only it in this way.
    if lines.contains(where: { $0.contains(" open ") && !$0.hasPrefix(";") }) { return "bean-check \(path)" }
    if lines.contains(where: { $0.hasPrefix("tag ") }) { return "ledger --strict --pedantic -f \(path) balance" }
    return "hledger check --strict -f \(path)"
  }
}
