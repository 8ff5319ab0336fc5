import Foundation

/// Where files come from: the disk, or a test's dictionary.
public struct FileSource: Sendable {
  /// What reading a file gave.
  public enum Answer: Sendable, Equatable {
    case bytes([UInt8])
    case missing
    /// It is there and cannot be read: a folder, or no permission.
    case unreadable(String)
  }

  /// At most `limit` bytes of the file at a path.
  public var read: @Sendable (_ path: String, _ limit: Int) -> Answer
  /// The names in a folder, for guessing what was meant.
  public var names: @Sendable (_ folder: String) -> [String]

  public init(
    read: @escaping @Sendable (_ path: String, _ limit: Int) -> Answer,
    names: @escaping @Sendable (_ folder: String) -> [String] = { _ in [] }
  ) {
    self.read = read
    self.names = names
  }

  /// Paths relative to the current folder.
  public static let disk = FileSource(
    read: { path, limit in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
      guard !isFolder.boolValue else { return .unreadable(folderReason) }
      guard let handle = FileHandle(forReadingAtPath: path) else { return .unreadable("permission denied") }
      defer { try? handle.close() }
      do {
        return .bytes([UInt8](try handle.read(upToCount: limit) ?? Data()))
      } catch {
        return .unreadable("\(error.localizedDescription)")
      }
    },
    names: { folder in (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder))?.sorted() ?? [] })

  /// Hands on the file at `path` in pieces, `-` being standard input, as long as `take` wants more.
  static func readPieces(of path: String, _ take: (Data) -> Bool) throws(ScenarioError) {
    let file = try open(path)
    defer { try? file.close() }
    do {
      while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty, take(piece) {}
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
  }

  private static func open(_ path: String) throws(ScenarioError) -> FileHandle {
    if path == "-" { return .standardInput }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missingFile(path: path, nearest: FileSource.disk.nearest(to: path))
    }
    guard !isFolder.boolValue else { throw .unreadable(path: path, reason: folderReason) }
    guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable(path: path, reason: "permission denied") }
    return file
  }

  /// Why a folder cannot be read as a file.
  static let folderReason = "it is a folder"

  /// Files that are given by name.
  public static func files(_ files: [String: [UInt8]]) -> FileSource {
    FileSource(
      read: { path, limit in files[path].map { .bytes(Array($0.prefix(limit))) } ?? .missing },
      names: { folder in files.keys.filter { directory(of: $0) == folder }.map(lastComponent(of:)).sorted() })
  }

  /// The path in the same folder that `path` was probably meant to be.
  func nearest(to path: String) -> String? {
    let folder = directory(of: path)
    return Scenarios.nearest(to: lastComponent(of: path), among: names(folder)).map { joined(folder, $0) }
  }
}

/// Everything before the last slash; empty without one.
func directory(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
}

func lastComponent(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

/// `path` as seen from `folder`; an absolute path stays.
func joined(_ folder: String, _ path: String) -> String {
  if folder.isEmpty || path.hasPrefix("/") { return path }
  var parts = folder.split(separator: "/", omittingEmptySubsequences: false)
  var rest = path.split(separator: "/")[...]
  // `scenarios/check/../catalogs/x` reads better as `scenarios/catalogs/x`.
  while let part = rest.first, part == "." || (part == ".." && parts.last.map { !$0.isEmpty && $0 != ".." } == true) {
    if part == ".." { parts.removeLast() }
    rest.removeFirst()
  }
  return (parts + rest).joined(separator: "/")
}
