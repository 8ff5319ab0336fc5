/// The text of a page under way: what is opened is closed, what is written is escaped, so no text of a user becomes markup.
///
/// It writes markup that is HTML and XML at once.
struct Markup {
  private(set) var text = ""

  /// An element with whatever `content` writes inside it.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout Markup) -> Void) {
    open(name, attributes, end: ">")
    content(&self)
    text += "</\(name)>"
    if Markup.blocks.contains(name) { text += "\n" }
  }

  /// An element with text inside it.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ words: String) {
    element(name, attributes) { $0.write(words) }
  }

  mutating func element(_ name: String, _ words: String) { element(name, [:]) { $0.write(words) } }

  /// An element that has nothing inside.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) { open(name, attributes, end: "/>") }

  /// Text, escaped.
  mutating func write(_ words: String) { Markup.escape(words, into: &text) }

  /// Markup that was made by another `Markup`, or that stands in the program.
  mutating func paste(_ markup: String) { text += markup }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String) {
    text += "<\(name)"
    for (key, value) in attributes {
      text += " \(key)=\""
      Markup.escape(value, into: &text)
      text += "\""
    }
    text += end
  }

  /// Elements after which a line ends, so that the file can be read and compared.
  private static let blocks: Set<String> = [
    "section", "figure", "figcaption", "table", "tr", "p", "ul", "ol", "li", "div", "h1", "h2", "h3", "svg", "g", "details",
    "nav",
    "header", "footer", "dl", "head", "title", "style", "script", "main", "pre",
  ]

  /// Characters that XML does not have become the replacement character.
  private static func escape(_ words: String, into text: inout String) {
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\t", "\n": text.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      // Marks that turn the direction of what follows would let one text rearrange the page around it.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
