import Simulation

/// Reads trace files.
public enum TraceFile {
  /// Reads the trace at `path`, `-` being standard input.
  ///
  /// - Throws: all mistakes of the file at once, up to the bound of `limits`.
  /// - Complexity: O(bytes); of the text only one piece is in memory.
  public static func load(path: String, limits: TraceLimits = TraceLimits()) throws(ScenarioError) -> Trace {
    var reader = TraceReader(file: path == "-" ? "<stdin>" : path, limits: limits)
    try FileSource.readPieces(of: path) { piece in
      reader.feed(piece)
      return true
    }
    guard let trace = reader.finish() else { throw .invalid(reader.diagnostics) }
    return trace
  }
}
