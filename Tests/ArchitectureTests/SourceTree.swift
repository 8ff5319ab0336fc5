import Foundation

/// The repository's own sources, as text.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File {
    /// From the repository's root.
    var path: String
    var text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The text without comments and string literals: what the compiler takes for code.
    var code: [String] {
      lines.map { line in
        let withoutTexts = line.replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"")
        return String(withoutTexts.firstRange(of: "//").map { withoutTexts[..<$0.lowerBound] } ?? withoutTexts)
      }
    }

    /// Modules that the file imports.
    var imports: [String] {
      code.compactMap { line in
        guard
          let match = line.firstMatch(
            of:
              #/^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:public\s+|internal\s+|package\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let)\s+)?(\w+)/#
          )
        else { return nil }
        return String(match.1)
      }
    }
  }

  /// All files ending in `suffix` below `folder`, by path.
  static func files(in folder: String, suffix: String = ".swift") throws -> [File] {
    let base = root.appendingPathComponent(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(suffix) }.sorted()
    return try names.map { name in
      File(path: "\(folder)/\(name)", text: try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
    }
  }

  static var modules: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path).sorted()
    }
  }
}
