import Reporting

/// What a scenario says key by key, with the defaults of what it does not say.
struct Settings {
  /// Beyond this many the rest is left out: such a scenario was made by a program, and its own file says more.
  static let most = 2_000
  /// Longer values are cut.
  static let longest = 160

  private let defaults: [String: [Key]]
  private(set) var all: [ScenarioSetting] = []

  /// - Parameter defaults: by the path of each map that was read, the keys that it lacks.
  init(_ tree: Tree, defaults: [String: [Key]]) {
    self.defaults = defaults
    add(tree, path: "")
  }

  private mutating func add(_ tree: Tree, path: String) {
    if all.count >= Settings.most { return }
    switch tree.content {
    case .map(let entries) where isRead(tree, path):
      for entry in entries { add(entry.value, path: path.isEmpty ? entry.key : "\(path).\(entry.key)") }
    case .list(let elements) where elements.enumerated().contains { isRead($1, "\(path)[\($0)]") }:
      for (index, element) in elements.enumerated() { add(element, path: "\(path)[\(index)]") }
    default:
      all.append(ScenarioSetting(key: path, value: Settings.line(tree), isDefault: false))
    }
    for key in defaults[path, default: []] where all.count < Settings.most {
      let name = path.isEmpty ? key.name : "\(path).\(key.name)"
      all.append(ScenarioSetting(key: name, value: key.standard ?? "", isDefault: true))
    }
  }

  /// Whether the value is a map with keys of its own, and no way of writing a number or a distribution.
  private func isRead(_ tree: Tree, _ path: String) -> Bool {
    guard case .map(let entries) = tree.content, !entries.isEmpty else { return false }
    return defaults[path] != nil
  }

  private static func line(_ tree: Tree) -> String {
    var text = ""
    write(tree, into: &text)
    return text.unicodeScalars.count > longest
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest - 1))) + "…" : text
  }

  /// As YAML's flow style has it.
  private static func write(_ tree: Tree, into text: inout String) {
    // What is cut off later need not be written.
    if text.utf8.count > 4 * longest { return }
    switch tree.content {
    case .scalar(let value, let quoted): text += quoted ? "\"\(value)\"" : value
    case .refused: text += "?"
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        write(element, into: &text)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for (index, entry) in entries.enumerated() {
        text += (index > 0 ? ", " : "") + "\(entry.key): "
        write(entry.value, into: &text)
      }
      text += "}"
    }
  }
}
