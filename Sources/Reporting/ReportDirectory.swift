import Foundation

/// A folder with all files of one report, which appears complete or not at all.
public enum ReportDirectory {
  /// Another file that belongs into the folder, such as a recorded trace.
  public struct ExtraFile: Sendable {
    public var name: String
    public var contents: String

    public init(name: String, contents: String) {
      self.name = name
      self.contents = contents
    }
  }

  /// Writes `report.json`, `report.html`, `summary.md`, `monthly.csv`, the tables of `FinanceCSV`, `junit.xml` and `extra` into a new
  /// folder at `url`.
  ///
  /// Everything is written into a folder beside it, which is renamed when complete. An earlier report there is replaced;
  /// a folder that holds anything but a report is not, nor is a file.
  /// - Throws: `ReportError.cannotCreate` when the place will not do, `ReportError.io` when writing fails. Either way nothing
  ///   half-written stays, and an earlier report stays as it was.
  /// - Parameter includesWall: false leaves out wall time, so that two reports of one run are the same, byte for byte.
  public static func write(
    _ report: RunReport, to url: URL, extra: [ExtraFile] = [], includesWall: Bool = true
  ) throws(ReportError) {
    let files =
      [
        ExtraFile(name: "report.json", contents: JSONReport.render(report, includesWall: includesWall)),
        ExtraFile(
          name: "report.html", contents: HTMLReport.render(ReportDocument(report, includesWall: includesWall))),
        ExtraFile(name: "summary.md", contents: MarkdownReport.render(report, includesWall: includesWall)),
        ExtraFile(name: "monthly.csv", contents: MonthlyCSV.render(report)),
        ExtraFile(name: "junit.xml", contents: JUnitReport.render(report)),
      ] + FinanceCSV.allCases.map { ExtraFile(name: $0.fileName, contents: $0.render(report.finance)) } + extra
    try write(files, to: url)
  }

  /// Writes `check.json`, `check.md`, `junit.xml` and `extra` in the same way.
  public static func write(_ check: CheckReport, to url: URL, extra: [ExtraFile] = []) throws(ReportError) {
    let files = [
      ExtraFile(name: "check.json", contents: CheckJSON.render(check)),
      ExtraFile(name: "check.md", contents: CheckMarkdown.render(check)),
      ExtraFile(name: "junit.xml", contents: CheckJUnit.render(check)),
    ]
    try write(files + extra, to: url)
  }

  /// Writes `sweep.json`, `sweep.md`, `sweep.html`, `points.csv` and `extra` in the same way.
  public static func write(
    _ sweep: SweepReport, to url: URL, extra: [ExtraFile] = [], includesWall: Bool = true
  ) throws(ReportError) {
    let files = [
      ExtraFile(name: "sweep.json", contents: SweepJSON.render(sweep, includesWall: includesWall)),
      ExtraFile(name: "sweep.md", contents: SweepMarkdown.render(sweep, includesWall: includesWall)),
      ExtraFile(name: "sweep.html", contents: SweepHTML.render(sweep, includesWall: includesWall)),
      ExtraFile(name: "points.csv", contents: SweepCSV.render(sweep)),
    ]
    try write(files + extra, to: url)
  }

  /// Writes `compare.json`, `compare.md` and `owners.csv` in the same way.
  public static func write(_ comparison: Comparison, to url: URL) throws(ReportError) {
    let files = [
      ExtraFile(name: "compare.json", contents: ComparisonJSON.render(comparison)),
      ExtraFile(name: "compare.md", contents: ComparisonMarkdown.render(comparison)),
      ExtraFile(name: "owners.csv", contents: OwnerDifferenceCSV.render(comparison)),
    ]
    try write(files, to: url)
  }

  /// Finds out before a long run whether a report could be written to `url`. Nothing is created.
  ///
  /// - Throws: `ReportError.cannotCreate` when the place will not do.
  public static func check(_ url: URL) throws(ReportError) {
    let target = url.standardizedFileURL.resolvingSymlinksInPath()
    try checkReplaceable(target.path)
    try DiskFile.checkCreatable(target)
  }

  static func write(_ files: [ExtraFile], to url: URL) throws(ReportError) {
    // A link is followed: the folder that it names is replaced, not the link.
    let target = url.standardizedFileURL.resolvingSymlinksInPath()
    try checkReplaceable(target.path)
    let parents = try createParents(of: target)
    let mark = ".\(target.lastPathComponent).\(UUID().uuidString)"
    let fresh = target.deletingLastPathComponent().appendingPathComponent(mark + ".new")
    do throws(ReportError) {
      if mkdir(fresh.path, 0o777) != 0 { throw .cannotCreate(path: target.path, reason: ReportError.reason(errno)) }
      for file in files {
        let (place, name) = (fresh.appendingPathComponent(file.name), target.appendingPathComponent(file.name))
        try DiskFile.create(Array(file.contents.utf8), at: place.path, named: name.path)
      }
      try moveIntoPlace(fresh, target, aside: target.deletingLastPathComponent().appendingPathComponent(mark + ".old"))
    } catch {
      try? FileManager.default.removeItem(at: fresh)
      for parent in parents.reversed() { rmdir(parent) }
      throw error
    }
  }

  /// Only a place that is free, an empty folder, or an earlier report may be written to.
  private static func checkReplaceable(_ path: String) throws(ReportError) {
    var status = stat()
    if lstat(path, &status) != 0 {
      if errno == ENOENT { return }
      throw .cannotCreate(path: path, reason: ReportError.reason(errno))
    }
    if status.st_mode & S_IFMT != S_IFDIR { throw .cannotCreate(path: path, reason: "it is a file, not a folder") }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .cannotCreate(path: path, reason: "the folder there cannot be read")
    }
    if !names.isEmpty, !holdsReport(path) {
      throw .cannotCreate(path: path, reason: "the folder there is not empty and holds no report of Windtunnel")
    }
  }

  private static func holdsReport(_ path: String) -> Bool {
    let kinds = [
      ("report.json", "windtunnel-report/"), ("check.json", "windtunnel-check/"), ("sweep.json", "windtunnel-sweep/"),
      ("compare.json", "windtunnel-comparison/"),
      ("runs.jsonl", "windtunnel-sweep-runs/"),
    ]
    return kinds.contains { name, schema in
      guard let handle = FileHandle(forReadingAtPath: "\(path)/\(name)") else { return false }
      defer { try? handle.close() }
      guard let head = try? handle.read(upToCount: 200) else { return false }
      return String(decoding: head, as: UTF8.self).contains("\"schema\": \"\(schema)")
    }
  }

  /// Creates the folder itself where it is missing, for what has to be kept while the report is not complete.
  public static func create(_ url: URL) throws(ReportError) {
    let target = url.standardizedFileURL.resolvingSymlinksInPath()
    try checkReplaceable(target.path)
    _ = try createParents(of: target.appendingPathComponent("within"))
  }

  /// Creates the folders above `target` that are missing, and returns them from the top.
  private static func createParents(of target: URL) throws(ReportError) -> [String] {
    var missing: [String] = []
    var parent = target.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: parent.path, isDirectory: &isFolder), parent.path != "/" {
      missing.insert(parent.path, at: 0)
      parent.deleteLastPathComponent()
    }
    var created: [String] = []
    for path in missing {
      if mkdir(path, 0o777) != 0 {
        let reason = ReportError.reason(errno)
        for path in created.reversed() { rmdir(path) }
        throw .cannotCreate(path: path, reason: reason)
      }
      created.append(path)
    }
    return created
  }

  /// Gives `fresh` the name `target`. An earlier report steps aside first, and back if that fails.
  private static func moveIntoPlace(_ fresh: URL, _ target: URL, aside: URL) throws(ReportError) {
    // An empty folder is replaced by the renaming itself.
    if rename(fresh.path, target.path) == 0 { return }
    if errno != ENOTEMPTY, errno != EEXIST { throw .io(path: target.path, reason: ReportError.reason(errno)) }
    if rename(target.path, aside.path) != 0 { throw .io(path: target.path, reason: ReportError.reason(errno)) }
    if rename(fresh.path, target.path) != 0 {
      let reason = ReportError.reason(errno)
      rename(aside.path, target.path)
      throw .io(path: target.path, reason: reason)
    }
    try? FileManager.default.removeItem(at: aside)
  }
}
