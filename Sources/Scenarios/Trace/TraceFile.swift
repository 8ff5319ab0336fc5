import Foundation
import Simulation

/// Reads trace files.
public enum TraceFile {
  /// Reads the trace at `path`, `-` being standard input.
  ///
  /// - Throws: all mistakes of the file at once, up to the bound of `limits`.
  /// - Complexity: O(bytes); of the text only one piece is in memory.
  public static func load(path: String, limits: TraceLimits = TraceLimits()) throws(ScenarioError) -> Trace {
    let file = try open(path)
    defer { try? file.close() }
    var reader = TraceReader(file: path == "-" ? "<stdin>" : path, limits: limits)
    do {
      while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { reader.feed(piece) }
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    guard let trace = reader.finish() else { throw .invalid(reader.diagnostics) }
    return trace
  }

  private static func open(_ path: String) throws(ScenarioError) -> FileHandle {
    if path == "-" { return .standardInput }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missingFile(path: path, nearest: FileSource.disk.nearest(to: path))
    }
    guard !isFolder.boolValue else { throw .unreadable(path: path, reason: "it is a folder") }
    guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable(path: path, reason: "permission denied") }
    return file
  }
}
