import Foundation
import Testing

/// Full disks and places that cannot be written to. Everything here fails for an administrator too, to whom no right is denied.
@Suite("Places that cannot be written to", .serialized)
struct BadPlaceTests {
  static let small = "scenarios/check/small.yaml"

  /// A command that writes a file or a folder: its words before the path, and the flag that names it.
  struct Writer: Sendable, CustomTestStringConvertible {
    var words: String
    var flag: String
    var isFolder = false
    /// A clean build has nothing to write where only what broke is written.
    var alwaysWrites = true
    var testDescription: String { words }
  }

  static let writers = [
    Writer(words: "run \(small) --quiet --no-report --journal", flag: "--journal"),
    Writer(words: "run \(small) --quiet --no-report --record", flag: "--record"),
    Writer(words: "run \(small) --quiet --no-report --capsule", flag: "--capsule", alwaysWrites: false),
    Writer(words: "run \(small) --quiet --out", flag: "--out", isFolder: true),
    Writer(words: "check \(small) --seeds 1 --quiet --out", flag: "--out", isFolder: true),
    Writer(words: "shrink \(small) --owner 1 --out", flag: "--out", alwaysWrites: false),
    Writer(
      words: "replay scenarios/traces/worked-examples.jsonl --catalog instahuman --quiet --journal", flag: "--journal"),
  ]

  /// Limits files to one block of 1,024 bytes, less than any of these has; the signal that comes with it is as a user's shell has it.
  static let limited = "ulimit -f 1; env --default-signal=XFSZ"

  /// What is in a folder, with what is below it.
  private func contents(_ folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("A place below a file, and one where nobody can create anything, are found out first", arguments: writers)
  func places(writer: Writer) throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("file")
      try Data("old".utf8).write(to: file)
      for path in ["\(file.path)/new", "/proc/new", "/dev/null/new"] {
        let result = try Program.shell("\"$WINDTUNNEL\" \(writer.words) \(path)")
        #expect(result.code == 73, "\(path): \(result.errors)")
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("error: cannot create \(path): "), "\(result.errors)")
        #expect(result.errors.contains("hint: choose another place with \(writer.flag)"), "\(result.errors)")
      }
      #expect(try contents(folder) == ["file"])
      #expect(try String(contentsOf: file, encoding: .utf8) == "old")
    }
  }

  @Test("A folder where a file is to be, and a file where a folder is to be, stay what they are", arguments: writers)
  func otherKind(writer: Writer) throws {
    try Program.inTemporaryFolder { folder in
      let place = folder.appendingPathComponent("place")
      if writer.isFolder {
        try Data("old".utf8).write(to: place)
      } else {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
      let result = try Program.shell("\"$WINDTUNNEL\" \(writer.words) '\(place.path)'")
      #expect(result.code == 73 && result.errors.contains("it is a "), "\(result.errors)")
      #expect(result.errors.contains("hint: choose another place with \(writer.flag)"))
      #expect(try contents(folder) == ["place"])
    }
  }

  /// A limit on the size of files stands for a disk that fills up in the middle of a file.
  @Test(
    "A disk that fills up half-way ends with 74: what was there stays, and nothing else does",
    arguments: writers.filter(\.alwaysWrites))
  func fillsUp(writer: Writer) throws {
    try Program.inTemporaryFolder { folder in
      let place = folder.appendingPathComponent("place")
      // Of another run, so that the old file can be told from a new one.
      let seed = writer.words.hasPrefix("run") ? "--seed 3" : ""
      let whole = try Program.shell("\"$WINDTUNNEL\" \(writer.words) '\(place.path)' \(seed)")
      try #require(whole.code == 0, "\(whole.errors)")
      let before = try contents(folder)
      let bytes = before.map { try? Data(contentsOf: folder.appendingPathComponent($0)) }
      let owners = writer.flag == "--record" ? "--record-owners all" : ""
      let result = try Program.shell("\(Self.limited) \"$WINDTUNNEL\" \(writer.words) '\(place.path)' \(owners)")
      #expect(result.code == 74, "\(result.code): \(result.errors)")
      #expect(result.errors.hasPrefix("error: cannot write \(place.path)"), "\(result.errors)")
      #expect(result.errors.contains("File too large"))
      #expect(result.errors.contains("hint: make room there, or choose another place with \(writer.flag)"))
      #expect(try contents(folder) == before)
      #expect(before.map { try? Data(contentsOf: folder.appendingPathComponent($0)) } == bytes)
      // Folders that were made on the way are gone as well.
      let deep = folder.appendingPathComponent("new/deep").path
      if writer.isFolder {
        #expect(try Program.shell("\(Self.limited) \"$WINDTUNNEL\" \(writer.words) '\(deep)'").code == 74)
        #expect(try contents(folder) == before)
      }
    }
  }

  @Test(
    "Standard output on a full disk ends with 74, whatever is printed",
    arguments: [
      "run \(small) --no-report", "run \(small) --no-report --format json", "check \(small) --seeds 1 --format json",
      "check \(small) --seeds 1 --format markdown", "explain \(small) --owner 1", "explain \(small) --owner 1 --format json",
      "replay scenarios/traces/worked-examples.jsonl --catalog instahuman", "schema", "validate \(small)",
      "shrink \(small) --owner 1 --out /tmp/none", "--version", "--help", "run --help",
    ])
  func standardOutput(words: String) throws {
    let result = try Program.shell("\"$WINDTUNNEL\" \(words) > /dev/full")
    #expect(result.code == 74, "\(result.errors)")
    #expect(result.errors.contains("error: cannot write to standard output: No space left on device\n  hint: make room there"))
  }

  @Test("The summary of a step that cannot be appended to stays as it was")
  func summary() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("summary.md")
      let old = String(repeating: "x", count: 1_000)
      try Data(old.utf8).write(to: file)
      let check = "\"$WINDTUNNEL\" check \(Self.small) --seeds 1 --quiet"
      let result = try Program.shell("\(Self.limited) GITHUB_STEP_SUMMARY='\(file.path)' \(check)")
      #expect(result.code == 74, "\(result.errors)")
      #expect(result.errors.contains("hint: make room there, or choose another place with GITHUB_STEP_SUMMARY"))
      #expect(try String(contentsOf: file, encoding: .utf8) == old)
      #expect(try Program.shell("GITHUB_STEP_SUMMARY='\(folder.path)' \(check)").code == 73)
      #expect(try Program.shell("GITHUB_STEP_SUMMARY=/dev/full \(check)").code == 74)
    }
  }
}
