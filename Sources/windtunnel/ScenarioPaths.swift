import Foundation
import Scenarios

/// Files that a command line names, one by one or by their folder.
enum ScenarioPaths {
  /// The file itself, or those in the folder and the folders in it that have one of these endings, by name.
  static func files(at path: String, endingIn endings: [String]) -> [String] {
    guard isFolder(path) else { return [path] }
    let names = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    return names.filter { name in endings.contains { name.hasSuffix($0) } }.map { "\(base)/\($0)" }
  }

  /// The file itself, or the scenarios in the folder. What is no catalog and no segment counts as one, so that a scenario whose
  /// name is misspelt is reported and not passed over.
  static func scenarios(at path: String) -> [String] {
    if !isFolder(path) { return [path] }
    return files(at: path, endingIn: [".yaml", ".yml"]).filter { file in
      switch ScenarioSchema.FileKind(ofFile: file) {
      case .catalog, .segment: false
      case .scenario, nil: true
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
