import Foundation
import Testing

/// `docs/peer-cases.md` says of every collected case where it is tested or why it does not apply; this holds it to its word.
@Suite("The list of other systems' cases")
struct PeerCaseListTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The cells of the table's rows: id, topic, place.
  private static let rows: [[String]] = {
    let text = (try? String(contentsOf: root.appending(path: "docs/peer-cases.md"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| case") }
      .map { line in line.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
  }()

  @Test("All 119 cases are listed, each once, with a test or a reason")
  func complete() {
    #expect(Self.rows.count == 119)
    #expect(Set(Self.rows.map { $0[0] }).count == 119)
    for row in Self.rows {
      #expect(row.count == 3 && (row[2].hasPrefix("Not offered: ") || row[2].hasPrefix("`")), "\(row)")
    }
  }

  @Test("Every test that the list names speaks of its case")
  func named() throws {
    for row in Self.rows where row[2].hasPrefix("`") {
      let number = String(row[0].suffix(4))
      for file in row[2].components(separatedBy: ", ").map({ $0.trimmingCharacters(in: ["`"]) }) {
        let text = try String(contentsOf: Self.root.appending(path: "Tests").appending(path: file), encoding: .utf8)
        let isThere =
          text.contains(row[0]) || (text.contains(row[0].dropLast(4)) && text.contains(number)) || isInRange(row[0], text)
        #expect(isThere, "\(file) does not speak of \(row[0])")
      }
    }
  }

  /// Whether a text speaks of several cases as "name-002 to -005", this one among them.
  private func isInRange(_ id: String, _ text: String) -> Bool {
    guard let number = Int(id.suffix(3)) else { return false }
    for match in text.matches(of: #/([a-z0-9]+-[a-z0-9]+)-(\d{3}) to -(\d{3})/#) where id.hasPrefix(match.1) {
      if let first = Int(match.2), let last = Int(match.3), (first...max(first, last)).contains(number) { return true }
    }
    return false
  }
}
