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
    if isSpecial(target.path) { return try create(bytes, at: target.path, named: path) }
    let fresh = target.deletingLastPathComponent().appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString)")
    do throws(ReportError) {
      try create(bytes, at: fresh.path, named: path)
      if rename(fresh.path, target.path) != 0 { throw .io(path: path, reason: ReportError.reason(errno)) }
    } catch {
      unlink(fresh.path)
      throw error
    }
  }

  /// Writes `bytes` at the end of a file, which need not be there. What fails leaves it as long as it was.
  public static func append(_ bytes: [UInt8], to path: String) throws(ReportError) {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o666)
    if file < 0 { throw .opening(path: path, errno) }
    var status = stat()
    let before = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? status.st_size : nil
    var failure = write(bytes, to: file)
    if failure != 0, let before { ftruncate(file, before) }
    if close(file) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw .io(path: path, reason: ReportError.reason(failure)) }
  }

  /// Finds out before a long run whether `replace` could write to `path`. Nothing stays there.
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
    try probe(parent, for: path)
  }

  /// Whether something can be created at `target`, folders above it included.
  static func checkCreatable(_ target: URL) throws(ReportError) {
    var parent = target.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: parent.path, isDirectory: &isFolder), parent.path != "/" {
      parent.deleteLastPathComponent()
    }
    if !isFolder.boolValue { throw .cannotCreate(path: target.path, reason: "\(parent.path) is no folder") }
    try probe(parent.path, for: target.path)
  }

  /// Whether `folder` takes anything new. Rights alone do not tell: some file systems let nobody create anything.
  private static func probe(_ folder: String, for path: String) throws(ReportError) {
    let probe = "\(folder)/.windtunnel.\(UUID().uuidString)"
    if mkdir(probe, 0o777) != 0 { throw .cannotCreate(path: path, reason: ReportError.reason(errno)) }
    rmdir(probe)
  }

  /// Whether something other than an ordinary file is there.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  /// Writes a file whole. It reaches the disk before the folder gets its name, so a crash leaves no empty report behind.
  ///
  /// - Parameter name: the path that the user knows, which is another one while the file is written.
  static func create(_ bytes: [UInt8], at path: String, named name: String) throws(ReportError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    if file < 0 { throw .opening(path: name, errno) }
    var failure = write(bytes, to: file)
    // Not every kind of file can be synchronised; what cannot be is not an error.
    if failure == 0, fsync(file) != 0, errno != EINVAL, errno != ENOTSUP { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw .io(path: name, reason: ReportError.reason(failure)) }
  }

  /// Writes all of `bytes`; the error's number, or 0.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { systemWrite(file, $0.baseAddress?.advanced(by: written), bytes.count - written) }
      if count >= 0 { written += count } else if errno != EINTR { return errno }
    }
    return 0
  }
}

/// The system's call, whose name `DiskFile` has for its own.
private let systemWrite = write
