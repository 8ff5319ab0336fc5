#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files on disk, by the system's own calls: they say why something failed.
enum DiskFile {
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
