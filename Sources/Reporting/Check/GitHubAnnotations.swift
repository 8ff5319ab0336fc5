/// Lines by which GitHub's Actions put a message beside a file.
public enum GitHubAnnotations {
  /// Actions show ten errors of a step and drop the others without a word.
  public static let most = 10

  /// One line for each of the worst failures, ending in newlines; empty where nothing failed.
  public static func render(_ report: CheckReport) -> String {
    report.failures.prefix(most).map { failure in
      let parts = [failure.title] + failure.details + (failure.witness.map { ["repeat: \($0.repeatCommand)"] } ?? [])
      return line(file: failure.file, line: 1, title: "windtunnel check", message: parts.joined(separator: "\n"))
    }.joined()
  }

  public static func line(file: String, line: Int, column: Int? = nil, title: String, message: String) -> String {
    let place = "file=\(property(file)),line=\(line)" + (column.map { ",col=\($0)" } ?? "")
    return "::error \(place),title=\(property(title))::\(data(message))\n"
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
