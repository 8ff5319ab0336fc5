#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a report could not be written.
public enum ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place is not one where a report may be written: exit code 73.
  case cannotCreate(path: String, reason: String)
  /// Writing began and failed, for a full disk perhaps: exit code 74.
  case io(path: String, reason: String)

  public var exitCode: Int32 {
    switch self {
    case .cannotCreate: 73
    case .io: 74
    }
  }

  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "cannot create \(path): \(reason)"
    case .io(let path, let reason): "cannot write \(path): \(reason)"
    }
  }

  /// What it means that a file could not be opened for writing.
  static func opening(path: String, _ code: Int32) -> ReportError {
    switch code {
    case ENOSPC, EDQUOT, EIO: .io(path: path, reason: reason(code))
    default: .cannotCreate(path: path, reason: reason(code))
    }
  }

  /// What the system says about `code`, such as "No space left on device".
  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
