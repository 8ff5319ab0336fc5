import Foundation
import Testing

/// `docs/what-ifs`: every page names files that are there, and says no figure that its command did not print.
@Suite("The gallery of what-ifs")
struct GalleryTests {
  private static func names(in folder: String, _ ending: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.root.appendingPathComponent(folder).path)) ?? []
    return names.filter { $0.hasSuffix(ending) && $0 != "README.md" }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  static let pages = names(in: "docs/what-ifs", ".md")

  @Test("Every scenario of the gallery has a page and a line of the index, and the other way round")
  func complete() throws {
    #expect(Self.pages == Self.names(in: "scenarios/what-if", ".yaml"))
    #expect(Self.pages.count >= 7)
    let index = try Program.text("docs/what-ifs/README.md")
    for page in Self.pages {
      #expect(index.contains("(\(page).md)") && index.contains("(../../scenarios/what-if/\(page).yaml)"), "\(page)")
    }
    #expect(try Program.text("README.md").contains("docs/what-ifs/README.md"))
    #expect(try Program.run("validate", "scenarios/what-if").code == 0)
  }

  @Test("A page's command names files that exist and would be understood", arguments: pages)
  func command(page: String) throws {
    let text = try Program.text("docs/what-ifs/\(page).md")
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("$ windtunnel ") }
    #expect(lines.count == 1)
    let words = try #require(lines.first).split(separator: " ").map(String.init)
    let files = words.filter { $0.hasSuffix(".yaml") }
    #expect(files.contains("scenarios/what-if/\(page).yaml"))
    for file in files {
      #expect(FileManager.default.fileExists(atPath: Program.root.appendingPathComponent(file).path), "\(file)")
    }
    // The same command for two owners and a day: every flag and file is understood, and nothing takes long.
    let line = try #require(lines.first).replacing("$ windtunnel", with: "$WINDTUNNEL")
    let result = try Program.shell("\(line) --owners 2 --replications 1 --quiet")
    #expect(result.code == 0, "\(result.errors)")
  }

  @Test("The text says no figure that was not printed", arguments: pages)
  func figures(page: String) throws {
    let text = try Program.text("docs/what-ifs/\(page).md")
    let parts = text.components(separatedBy: "```")
    let printed = try #require(parts.count >= 3 ? parts[1] : nil)
    #expect(printed.contains("VERDICT") && printed.contains("REPEAT"), "the page has no output; run scripts/what-ifs")
    for match in parts[0].matches(of: /\d[\d,]*\.\d\d+/) {
      #expect(printed.contains(String(match.output)), "\(match.output) was not printed")
    }
  }
}
