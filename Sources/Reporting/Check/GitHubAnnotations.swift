/// Lines by which GitHub's Actions put a message beside a file.
public enum GitHubAnnotations {
  /// Actions show ten errors of a step and drop the others without a word.
  public static let most = 10

  /// One line for each of the worst failures, ending in newlines; empty where nothing failed.
  public static func render(_ report: CheckReport) -> String {
    report.failures.prefix(most).map { failure in
      let parts = [failure.title] + failure.details + (failure.witness.map { ["repeat: \($0.repeatCommand)"] } ?? [])
      return line(file: failure.file, line: failure.line, title: "windtunnel check", message: parts.joined(separator: "\n"))
    }.joined()
  }

  public static func line(file: String, line: Int, column: Int? = nil, title: String, message: String) -> String {
    let place = "file=\(property(file)),line=\(line)" + (column.map { ",col=\($0)" } ?? "")
    return "::error \(place),title=\(property(title))::\(data(message))\n"
  }

  /// Sign by sign: a carriage return and the line feed after it are one character of Swift's.
  private static func data(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  private static func property(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ signs: [Unicode.Scalar: String]) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if let sign = signs[scalar] { escaped += sign } else { escaped.unicodeScalars.append(scalar) }
    }
    return escaped
  }
}
