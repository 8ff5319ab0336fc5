import Foundation
import Scenarios

extension ScenarioSchema.FileKind {
  /// What the YAML file at `path` is, by the keys at its top; nil when it cannot be read or they do not tell.
  init?(ofFile path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let keys = text.split(whereSeparator: \.isNewline).compactMap { line -> Substring? in
      guard line.first?.isLetter == true, let colon = line.firstIndex(of: ":") else { return nil }
      return line[..<colon]
    }
    // A scenario names a catalog too, so it is asked first; one that begins from another may have no name of its own.
    let names = keys.contains("from") ? [Substring("scenario")] : keys
    guard let kind = Self.allCases.first(where: { names.contains(Substring($0.rawValue)) }) else { return nil }
    self = kind
  }
}
