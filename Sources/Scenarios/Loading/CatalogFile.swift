import Accounting
import Pricing

/// Reads catalog files on their own, for replaying a trace.
public enum CatalogFile {
  /// Reads the catalog at `path`; a bare name such as `prices` stands for `scenarios/catalogs/prices.yaml`.
  ///
  /// - Throws: all mistakes of the file at once.
  public static func load(
    path: String, limits: LoadLimits = .standard, source: FileSource = .disk
  ) throws(ScenarioError) -> LoadedCatalog {
    let (file, bytes) = try ScenarioFile.read(path, standingFor: "scenarios/catalogs", limits: limits, source: source)
    return try decode(bytes: bytes, name: file, limits: limits)
  }

  /// Reads a catalog from memory.
  public static func decode(bytes: [UInt8], name: String, limits: LoadLimits = .standard) throws(ScenarioError) -> LoadedCatalog {
    let context = Context(limits: limits)
    var includes = Includes(source: .files([:]), context: context)
    guard let tree = includes.tree(of: bytes, path: name) else { throw ScenarioFile.invalid(context, includes) }
    let catalog = CatalogKeys.read(Cursor(tree: tree, path: "", context: context))
    guard let catalog, context.diagnostics.isEmpty else { throw ScenarioFile.invalid(context, includes) }
    return LoadedCatalog(
      catalog: catalog, file: includes.files[0], digest: SHA256.hexadecimal(of: tree.canonical.utf8))
  }
}

/// A catalog that was read and found sound.
public struct LoadedCatalog: Sendable {
  public var catalog: Catalog
  public var file: LoadedFile
  /// SHA-256 of the content, comments and layout left out; the same as a scenario's `catalogDigest`.
  public var digest: String
}
