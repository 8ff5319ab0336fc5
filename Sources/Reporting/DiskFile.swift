import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files on disk, by the system's own calls: they say why something failed.
public enum DiskFile {
  /// Writes a file that appears complete or not at all: into a file beside it, which then takes its name. What is there and is
  /// no ordinary file, such as a pipe or a device, is written to as it is.
  ///
  /// - Throws: `ReportError.cannotCreate` when the place will not do, `ReportError.io` when writing fails.
  public static func replace(_ bytes: [UInt8], at path: String) throws(ReportError) {
    // A link is followed: the file that it names is replaced, not the link.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    try check(path)
    if isSpecial(target.path) { return try create(bytes, at: target.path) }
    let fresh = target.deletingLastPathComponent().appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString)")
    do throws(ReportError) {
      try create(bytes, at: fresh.path)
      if rename(fresh.path, target.path) != 0 { throw .io(path: path, reason: ReportError.reason(errno)) }
    } catch {
      unlink(fresh.path)
      throw error
    }
  }

  /// Finds out before a long run whether `replace` could write to `path`. Nothing is created.
  ///
  /// - Throws: `ReportError.cannotCreate` when the place will not do.
  public static func check(_ path: String) throws(ReportError) {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) {
      if isFolder.boolValue { throw .cannotCreate(path: path, reason: "it is a folder") }
      if access(target.path, W_OK) != 0 { throw .cannotCreate(path: path, reason: ReportError.reason(errno)) }
      if isSpecial(target.path) { return }
    }
    let parent = target.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: parent, isDirectory: &isFolder), isFolder.boolValue else {
      throw .cannotCreate(path: path, reason: "there is no folder \(parent)")
    }
    if access(parent, W_OK | X_OK) != 0 { throw .cannotCreate(path: path, reason: ReportError.reason(errno)) }
  }

  /// Whether something can be created at `target`, folders above it included.
  static func checkCreatable(_ target: URL) throws(ReportError) {
    var parent = target.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: parent.path, isDirectory: &isFolder), parent.path != "/" {
      parent.deleteLastPathComponent()
    }
    if !isFolder.boolValue { throw .cannotCreate(path: target.path, reason: "\(parent.path) is no folder") }
    // Rights alone do not tell: some file systems let nobody create anything.
    let probe = parent.appendingPathComponent(".windtunnel.\(UUID().uuidString)").path
    if mkdir(probe, 0o777) != 0 { throw .cannotCreate(path: target.path, reason: ReportError.reason(errno)) }
    rmdir(probe)
  }

  /// Whether something other than an ordinary file is there.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  /// Writes a file whole. It reaches the disk before the folder gets its name, so a crash leaves no empty report behind.
  static func create(_ bytes: [UInt8], at path: String) throws(ReportError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    if file < 0 { throw .io(path: path, reason: ReportError.reason(errno)) }
    var failure: Int32 = 0
    var written = 0
    while written < bytes.count, failure == 0 {
      let count = bytes.withUnsafeBytes { write(file, $0.baseAddress?.advanced(by: written), bytes.count - written) }
      if count >= 0 { written += count } else if errno != EINTR { failure = errno }
    }
    // Not every kind of file can be synchronised; what cannot be is not an error.
    if failure == 0, fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw .io(path: path, reason: ReportError.reason(failure)) }
  }
}
