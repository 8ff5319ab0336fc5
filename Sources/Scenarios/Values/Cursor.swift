/// A place in a scenario's tree with the keys that lead there.
struct Cursor {
  let tree: Tree
  let path: String
  let context: Context

  /// Notes that this value is wrong. A value that was refused already is not reported again.
  func report(_ code: Diagnostic.Code, _ found: String, allowed: String = "", hint: @autoclosure () -> String? = nil) {
    // Guessing a name costs more than the rest, so it is left out where nobody will read it.
    guard !context.isFull else { return }
    if case .refused = tree.content { return }
    context.report(
      Diagnostic(place: tree.place, path: path, code: code, found: found, allowed: allowed, hint: hint()))
  }

  /// Notes that something else belongs here: a value at all, or one of another shape.
  func reportShape(expected: String) {
    report(tree.isNothing ? .missingValue : .wrongShape, "found \(tree.kind)", allowed: expected)
  }

  /// The text of a plain or quoted value; nil after a report where there is none.
  func text(expected: String) -> String? {
    guard let text = tree.text, !tree.isNothing else {
      reportShape(expected: expected)
      return nil
    }
    return text
  }

  func child(_ tree: Tree, key: String) -> Cursor {
    Cursor(tree: tree, path: path.isEmpty ? key : "\(path).\(key)", context: context)
  }

  func child(_ tree: Tree, index: Int) -> Cursor {
    Cursor(tree: tree, path: "\(path)[\(index)]", context: context)
  }

  /// A map's key as a value of its own, for maps such as `{100 USD: 3}`.
  func key(of entry: Tree.Entry) -> Cursor {
    Cursor(tree: Tree(place: entry.keyPlace, content: .scalar(entry.key, quoted: false)), path: path, context: context)
  }

  func child(of entry: Tree.Entry) -> Cursor { child(entry.value, key: entry.key) }
}
