import Foundation
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line of `runs.jsonl`: what a run came to, and what it was.
struct FinishedRun: Codable {
  /// Of everything that decides what the run comes to.
  var key: String
  /// Fingerprint of the scenario that was swept, before the point changed it.
  var scenario: String
  /// What the point sets, for people.
  var set: [String]
  var run: SweepRun
}

/// The runs of a sweep that are finished, on disk: an append-only file of JSON lines in the output folder, so that a sweep that was
/// stopped goes on where it was.
final class FinishedRuns {
  static let name = "runs.jsonl"
  private static let schema = "windtunnel-sweep-runs/"
  private static let head = "{\"schema\": \"\(schema)1\"}\n"

  private let path: String
  /// Held to the end, so that no other sweep writes to the same file meanwhile.
  private var lock: Int32 = -1
  private var runs: [String: FinishedRun] = [:]
  /// Lines that could not be read.
  private(set) var damaged = 0

  /// Opens the file of a folder, or begins one.
  ///
  /// - Parameter fresh: whether to forget what is there.
  init(folder: String, fresh: Bool) throws(ReportError) {
    path = "\(folder)/\(FinishedRuns.name)"
    try ReportDirectory.create(URL(fileURLWithPath: folder, isDirectory: true))
    lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if lock < 0 { throw .cannotCreate(path: path, reason: String(cString: strerror(errno))) }
    if flock(lock, LOCK_EX | LOCK_NB) != 0 {
      throw .cannotCreate(path: path, reason: "another sweep is writing there")
    }
    if fresh { ftruncate(lock, 0) }
    try read()
  }

  deinit { if lock >= 0 { close(lock) } }

  /// The run of that key, if it is finished.
  subscript(key: String) -> SweepRun? { runs[key]?.run }

  /// How many runs of other scenarios there are.
  func strangers(to scenario: String) -> Int { runs.values.count { $0.scenario != scenario } }

  func append(_ run: FinishedRun) throws(ReportError) {
    runs[run.key] = run
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(run) else { return }
    try DiskFile.append(Array(line) + [UInt8(ascii: "\n")], to: path)
  }

  /// All of the file, to be carried over when the folder is replaced.
  func contents() -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func read() throws(ReportError) {
    guard var data = FileManager.default.contents(atPath: path) else {
      throw .cannotCreate(path: path, reason: "it cannot be read")
    }
    // A line without its end was being written when something ended the program.
    if let last = data.lastIndex(of: UInt8(ascii: "\n")) {
      data = data[...last]
    } else {
      data = Data()
    }
    ftruncate(lock, off_t(data.count))
    if data.isEmpty { return try DiskFile.append(Array(FinishedRuns.head.utf8), to: path) }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    let first = String(decoding: lines[0], as: UTF8.self)
    if first + "\n" != FinishedRuns.head {
      let isOurs = first.contains(FinishedRuns.schema)
      throw .cannotCreate(path: path, reason: isOurs ? "a newer version has written it" : "it holds no runs of a sweep")
    }
    let decoder = JSONDecoder()
    for line in lines.dropFirst() {
      if let run = try? decoder.decode(FinishedRun.self, from: line) { runs[run.key] = run } else { damaged += 1 }
    }
  }
}
