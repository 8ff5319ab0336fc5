/// Text of others in Markdown, where it may not become markup.
enum MarkdownText {
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// Text of others on one line, so that it cannot begin a block.
  static func oneLine(_ text: String) -> String { TextStyle.plain.clean(text) }

  /// Text of others as it is, without being read as Markdown or HTML.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in oneLine(text) {
      if "\\`*_[]<>|#~&".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// Text of others as code. A bar would end a table's cell even there, and a backtick the code.
  static func code(_ text: String) -> String {
    let clean = oneLine(text).map { $0 == "`" ? "'" : $0 == "|" ? "\\|" : String($0) }.joined()
    return clean.isEmpty ? "" : "`\(clean)`"
  }

  /// A command line that can be copied as it is.
  static func command(_ line: String) -> [String] {
    let fence = line.contains("```") ? "~~~~" : "```"
    return ["\(fence)sh", oneLine(line), fence]
  }

  /// At most so many characters, with a sign that something is missing.
  static func clipped(_ text: String, _ most: Int) -> String {
    text.count <= most ? text : text.prefix(max(0, most - 1)) + "…"
  }
}
