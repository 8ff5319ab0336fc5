/// Why a scenario or a catalog could not be loaded.
public enum ScenarioError: Error, Sendable, Equatable {
  /// There is no such file; `nearest` is one that was probably meant. Exit code 66.
  case missingFile(path: String, nearest: String?)
  /// The file is there and cannot be read. Exit code 74.
  case unreadable(path: String, reason: String)
  /// All mistakes of all files, by file and position; never empty. Exit code 65.
  case invalid([Diagnostic])

  /// By the habit of BSD's `sysexits`.
  public var exitCode: Int32 {
    switch self {
    case .missingFile: 66
    case .unreadable: 74
    case .invalid: 65
    }
  }

  /// What to print, without a final line break.
  public var rendered: String {
    switch self {
    case .missingFile(let path, let nearest):
      "\(path): error: no such file" + (nearest.map { "\n  hint: did you mean '\($0)'?" } ?? "")
    case .unreadable(let path, let reason):
      "\(path): error: the file cannot be read: \(reason)"
        + (reason == FileSource.folderReason ? "\n  hint: name a file in it" : "")
    case .invalid(let diagnostics): diagnostics.map(\.rendered).joined(separator: "\n")
    }
  }
}

extension ScenarioError: CustomStringConvertible {
  public var description: String { rendered }
}
