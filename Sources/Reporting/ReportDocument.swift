/// A `report.json` as it was read, or as it is about to be written: what pages are drawn from.
public struct ReportDocument: Sendable {
  /// No report is longer; a longer file is something else.
  public static let mostBytes = 64 << 20

  let root: JSONValue

  init(_ root: JSONValue) { self.root = root }

  /// The document of a run's report. Without `includesWall` it has no times of the wall clock.
  public init(_ report: RunReport, includesWall: Bool = true) {
    root = JSONReport.document(report, includesWall: includesWall)
  }

  /// Reads the text of a `report.json`.
  ///
  /// - Throws: `ReportDocumentError` when the text is no JSON, no report of Windtunnel, or one of a later form.
  public init(parsing bytes: [UInt8]) throws(ReportDocumentError) {
    if bytes.count > ReportDocument.mostBytes { throw .tooLong(bytes: bytes.count) }
    do throws(JSONProblem) {
      root = try JSONReader.read(bytes)
    } catch {
      throw .malformed(error)
    }
    let schema = root["schema"].string ?? ""
    let known = RunReport.schema.split(separator: "/")
    let found = schema.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard found.count == 2, found[0] == known[0], let version = Int(found[1]), version > 0 else {
      throw .noReport(schema: schema)
    }
    if version > Int(known[1]) ?? 0 { throw .tooNew(schema: schema) }
  }
}

/// Why a text is no report that can be drawn.
public enum ReportDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(JSONProblem)
  case noReport(schema: String)
  case tooNew(schema: String)
  case tooLong(bytes: Int)

  public var description: String {
    switch self {
    case .malformed(let problem): "no JSON: \(problem.what)"
    case .noReport(let schema):
      schema.isEmpty
        ? "no report of a run: it has no \"schema\"" : "no report of a run: its schema is \(JSONValue.quoted(schema))"
    case .tooNew(let schema): "its schema \(JSONValue.quoted(schema)) is newer than \(RunReport.schema), which this version reads"
    case .tooLong(let bytes): "\(bytes) bytes are no report; the limit is \(ReportDocument.mostBytes)"
    }
  }
}
