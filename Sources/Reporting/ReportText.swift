import Accounting

/// Numbers, times and texts as every report writes them, for modules that write forms of their own.
public enum ReportText {
  /// RFC 3339 in UTC: "2026-03-07T11:02:09Z", with milliseconds only where there are some.
  public static func instant(_ instant: Instant) -> String { NumberText.instant(instant) }
  /// "2026-03"
  public static func month(_ date: CivilDate) -> String { NumberText.month(date) }
  /// "1,234,567"
  public static func grouped(_ number: Int64) -> String { NumberText.grouped(number) }
  /// Text of others as it is, without being read as Markdown or HTML.
  public static func escaped(_ text: String) -> String { MarkdownText.escaped(text) }

  /// What JSON is made of, keys in the order in which they are given.
  public indirect enum Value: Sendable {
    case object([(String, Value)])
    case list([Value])
    case text(String)
    case integer(Int64)
    case null

    var json: JSONValue {
      switch self {
      case .object(let members): .object(members.map { ($0, $1.json) })
      case .list(let items): .array(items.map(\.json))
      case .text(let text): .text(text)
      case .integer(let number): .integer(number)
      case .null: .null
      }
    }
  }

  /// An object as text, indented, ending in a newline.
  public static func json(_ members: [(String, Value)]) -> String { Value.object(members).json.rendered() }
}
