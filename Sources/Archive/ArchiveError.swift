import GRDB

/// Why an archive could not be used. Whatever it is, the runs that were in the file are in it still.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file: exit code 66.
  case noFile(path: String)
  /// What is there is no archive: another program's database, no database, a damaged one: exit code 65.
  case noArchive(path: String, reason: String)
  /// A later version of Windtunnel wrote it: exit code 65.
  case tooNew(path: String, version: Int)
  /// No run has this number: exit code 66.
  case noRun(path: String, number: Int64?)
  /// No study has this number: exit code 66.
  case noStudy(path: String, number: Int64)
  /// The place is a folder, or may not be written: exit code 73.
  case cannotCreate(path: String, reason: String)
  /// Reading or writing failed, for a full disk perhaps: exit code 74.
  case io(path: String, reason: String)
  /// Somebody else kept it locked for longer than this one waits: exit code 75.
  case locked(path: String)

  public var exitCode: Int32 {
    switch self {
    case .noFile, .noRun, .noStudy: 66
    case .noArchive, .tooNew: 65
    case .cannotCreate: 73
    case .io: 74
    case .locked: 75
    }
  }

  public var description: String {
    switch self {
    case .noFile(let path): "there is no file \(path)"
    case .noArchive(let path, let reason): "\(path) is no archive of runs: \(reason)"
    case .tooNew(let path, let version):
      "\(path) has version \(version) of the archive's form, and this version of Windtunnel knows it up to \(ArchiveSchema.version)"
    case .noRun(let path, let number): number.map { "\(path) has no run \($0)" } ?? "\(path) has no runs"
    case .noStudy(let path, let number): "\(path) has no study \(number)"
    case .cannotCreate(let path, let reason): "cannot write \(path): \(reason)"
    case .io(let path, let reason): "cannot read or write \(path): \(reason)"
    case .locked(let path): "\(path) is locked by another program"
    }
  }

  /// What to do next.
  public var advice: String {
    switch self {
    case .noFile: "store a run first: windtunnel run SCENARIO --store FILE"
    case .noArchive: "name another file; this one was left as it is"
    case .tooNew: "use the version of Windtunnel that wrote it, or a later one; the file was left as it is"
    case .noRun, .noStudy: "windtunnel runs --store FILE lists the runs and studies that it has"
    case .cannotCreate: "choose another file with --store"
    case .io: "make room there, or choose another file with --store; the runs stored before are all there"
    case .locked: "try again when the other program is done"
    }
  }

  /// What an error of SQLite means to a user.
  init(_ error: any Error, path: String) {
    if let error = error as? ArchiveError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .io(path: path, reason: "\(error)")
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_NOTADB: self = .noArchive(path: path, reason: "it is no SQLite database")
    case .SQLITE_CORRUPT: self = .noArchive(path: path, reason: "it is damaged (\(reason))")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .cannotCreate(path: path, reason: reason)
    // A table that is not there, or a value of the wrong kind: somebody changed it.
    case .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: self = .noArchive(path: path, reason: reason)
    default: self = .io(path: path, reason: reason)
    }
  }
}
