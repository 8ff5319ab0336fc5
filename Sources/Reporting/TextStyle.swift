/// How text is drawn on a terminal. Whether there is one, and whether it wants colours (NO_COLOR), is for the caller to say.
public struct TextStyle: Hashable, Sendable {
  public var colours: Bool
  /// Without it nothing but ASCII is written.
  public var unicode: Bool
  /// Columns that a line may have.
  public var columns: Int

  public init(colours: Bool, unicode: Bool, columns: Int = 100) {
    self.colours = colours
    self.unicode = unicode
    self.columns = max(60, columns)
  }

  public static let plain = TextStyle(colours: false, unicode: true)
  public static let ascii = TextStyle(colours: false, unicode: false)
  public static let coloured = TextStyle(colours: true, unicode: true)

  enum Mark { case good, bad, unknown }

  enum Colour: String {
    case bold = "1", green = "32;1", red = "31;1", yellow = "33;1", dim = "2"
  }

  /// Paints finished text; painting adds no columns.
  func paint(_ text: String, _ colour: Colour) -> String { colours ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text }

  /// A mark of two columns.
  func mark(_ mark: Mark) -> String {
    switch mark {
    case .good: paint(unicode ? "✓ " : "ok", .green)
    case .bad: paint(unicode ? "✗ " : "XX", .red)
    case .unknown: paint("? ", .yellow)
    }
  }

  var notEqual: String { unicode ? "≠" : "!=" }
  private var ellipsis: String { unicode ? "…" : "..." }

  /// Text of others made harmless: one line, no control characters, and ASCII where nothing else is wanted.
  public func clean(_ text: String) -> String {
    var clean = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: clean.append(" ")
      case .format, .surrogate: continue
      default: clean.unicodeScalars.append(unicode || scalar.isASCII ? scalar : "?")
      }
    }
    return clean
  }

  /// The text cut to `width` columns, with a sign that something is missing.
  func fit(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - ellipsis.count)) + ellipsis
  }

  /// `text` on as many lines as it needs, each indented; at most `limit`, the last one cut short.
  /// A word that is longer than a line is cut, unless it `mayOverflow`: half a file name is worse than a long line.
  func wrap(
    _ text: String, indent: Int, limit: Int = .max, mayOverflow: Bool = false, continuation: String = ""
  ) -> [String] {
    let width = columns - indent - continuation.count
    var lines: [String] = []
    var line = ""
    for word in clean(text).split(separator: " ") {
      let word = mayOverflow ? String(word) : fit(String(word), width)
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = word
      } else {
        line += line.isEmpty ? word : " " + word
      }
    }
    if !line.isEmpty { lines.append(line) }
    if lines.count > limit, limit > 0 {
      let rest = lines[(limit - 1)...].joined(separator: " ")
      lines = lines[..<(limit - 1)] + [fit(rest, width)]
    }
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { margin + $1 + ($0 < lines.count - 1 ? continuation : "") }
  }

  /// Text padded on the right, or with `right` on the left, to `width` columns.
  func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let text = fit(text, width)
    let space = String(repeating: " ", count: width - text.count)
    return right ? space + text : text + space
  }
}
