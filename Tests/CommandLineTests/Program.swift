import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// It lies beside the bundle of the tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("windtunnel").path
  }()

  /// Runs the program in the repository's root and waits for its end.
  static func run(_ arguments: String..., input: String = "") throws -> Result {
    try execute(path, arguments, input: input, during: { _ in })
  }

  /// Runs a line of a shell, in which `$WINDTUNNEL` is the program.
  static func shell(_ line: String) throws -> Result {
    try execute("/bin/bash", ["-c", line], input: "", during: { _ in })
  }

  /// - Parameter during: what is done to the running program, such as sending it a signal.
  static func execute(
    _ executable: String, _ arguments: [String], input: String, during: (Process) throws -> Void
  ) throws -> Result {
    try inTemporaryFolder { folder in
      // Files instead of pipes: they never fill up.
      let names = ["input", "output", "errors"].map { folder.appendingPathComponent($0) }
      try Data(input.utf8).write(to: names[0])
      for name in names.dropFirst() { try Data().write(to: name) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: executable)
      process.arguments = arguments
      process.currentDirectoryURL = root
      process.environment = ProcessInfo.processInfo.environment.merging(["WINDTUNNEL": path, "LC_ALL": "C.UTF-8"]) { $1 }
      process.standardInput = try FileHandle(forReadingFrom: names[0])
      process.standardOutput = try FileHandle(forWritingTo: names[1])
      process.standardError = try FileHandle(forWritingTo: names[2])
      try process.run()
      try during(process)
      process.waitUntilExit()
      return Result(
        code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
        output: try String(contentsOf: names[1], encoding: .utf8), errors: try String(contentsOf: names[2], encoding: .utf8))
    }
  }

  /// A new folder that is gone afterwards.
  static func inTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("windtunnel-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
