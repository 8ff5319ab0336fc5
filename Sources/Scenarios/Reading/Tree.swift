/// A file's content with the place of each value: what the decoder walks and `--set` changes.
struct Tree: Sendable {
  indirect enum Content: Sendable {
    /// `quoted` tells `"12"` from `12`, and `''` from nothing.
    case scalar(String, quoted: Bool)
    case list([Tree])
    case map([Entry])
    /// Something that was reported and is not to be looked at again.
    case refused
  }

  struct Entry: Sendable {
    var key: String
    var keyPlace: Place
    var value: Tree
  }

  var place: Place
  var content: Content

  /// A plain word or a quoted text; nil for a list or a map.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether nothing was written: an empty value, `~` or `null`.
  var isNothing: Bool {
    if case .scalar(let text, quoted: false) = content { ["", "~", "null", "Null", "NULL"].contains(text) } else { false }
  }

  var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  var elements: [Tree]? {
    if case .list(let elements) = content { elements } else { nil }
  }

  /// The value of `key` in a map.
  subscript(key: String) -> Tree? {
    entries?.first { $0.key == key }?.value
  }

  /// What it is, for "found ...".
  var kind: String {
    switch content {
    case .scalar(let text, let quoted): isNothing ? "nothing" : quoted ? "the text \"\(clipped(text))\"" : "'\(clipped(text))'"
    case .list: "a list"
    case .map: "a map of keys"
    case .refused: "something refused"
    }
  }

  /// The content without places, comments and layout: equal for two files that say the same in the same order.
  var canonical: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch content {
    case .scalar(let value, let quoted):
      text += quoted ? "\"" : "'"
      text += "\(value.utf8.count):\(value)"
    case .refused:
      text += "?"
    case .list(let elements):
      text += "["
      for element in elements {
        element.write(to: &text)
        text += ","
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for entry in entries {
        text += "\(entry.key.utf8.count):\(entry.key)="
        entry.value.write(to: &text)
        text += ","
      }
      text += "}"
    }
  }
}

/// A text short enough for a message, control characters shown as dots.
func clipped(_ text: String) -> String {
  let scalars = text.unicodeScalars.prefix(61).map { $0.value < 0x20 ? "·" : Character($0) }
  return scalars.count > 60 ? String(scalars.prefix(57)) + "..." : String(scalars)
}
