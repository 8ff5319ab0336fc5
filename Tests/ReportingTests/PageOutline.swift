import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a page consists of, by an XML parser that knows nothing of how it was made.
final class PageOutline: NSObject, XMLParserDelegate {
  struct Figure {
    var id = ""
    var finding = ""
    var rows = 0
    var csv = ""
    var pictures = 0
    var titles = 0
    var descriptions = 0
  }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var figures: [Figure] = []
  /// Of links, and of whatever else would be loaded.
  private(set) var addresses: [String] = []
  /// Attributes that would run a script.
  private(set) var handlers: [String] = []
  private(set) var text = ""
  private var ids: [String] = []
  private var names: [String: Int] = [:]
  private var open: [String] = []
  private var styles: [String] = []

  var repeatedIDs: [String] { Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted() }
  /// Links within the page that lead nowhere.
  var brokenLinks: [String] { addresses.filter { $0.hasPrefix("#") && !ids.contains(String($0.dropFirst())) } }

  func count(of element: String) -> Int { names[element, default: 0] }

  init(_ page: String) throws {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.indices.contains(parser.lineNumber - 1) ? lines[parser.lineNumber - 1].prefix(200) : ""
      throw Malformed(
        description:
          "line \(parser.lineNumber), column \(parser.columnNumber): \(String(describing: parser.parserError)): \(line)")
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    names[name, default: 0] += 1
    open.append(name)
    styles.append(attributes["class"] ?? "")
    attributes["id"].map { ids.append($0) }
    for key in ["href", "src", "action", "xlink:href", "srcset", "data", "poster"] {
      attributes[key].map { addresses.append($0) }
    }
    handlers += attributes.keys.filter { $0.hasPrefix("on") }
    if name == "figure" { figures.append(Figure(id: attributes["id"] ?? "")) }
    guard open.contains("figure") else { return }
    let last = figures.count - 1
    switch name {
    case "tr" where open.contains("tbody"): figures[last].rows += 1
    case "a" where attributes["download"] != nil: figures[last].csv = attributes["href"] ?? ""
    case "svg" where attributes["role"] == "img" && attributes["tabindex"] == "0": figures[last].pictures += 1
    case "title" where open.dropLast().last == "svg": figures[last].titles += 1
    case "desc": figures[last].descriptions += 1
    default: break
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
    styles.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if open.last == "script" || open.last == "style" { return }
    text += string
    if styles.last == "finding", open.contains("figure") { figures[figures.count - 1].finding += string }
  }
}
