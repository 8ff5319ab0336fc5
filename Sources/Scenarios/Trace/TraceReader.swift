import Accounting
import Billing
import Simulation

/// Reads a trace as it comes, piece by piece: it keeps the commands, and of the text only the line that it is in.
///
/// Every mistake is noted with its place, and reading goes on at the next line, up to a bound on the mistakes.
public struct TraceReader {
  let limits: TraceLimits
  private var lines: LineReader
  public var diagnostics: [Diagnostic] { lines.diagnostics }

  var trace = Trace()
  var ownerIndices: [String: Int] = [:]
  var jobIndices: [String: Int32] = [:]
  var offerIndices: [String: Int32] = [:]
  var numbers = TraceNumbers()
  var latest = Instant.distantPast
  private var sawLine = false

  /// - Parameter file: the name in messages.
  public init(file: String, limits: TraceLimits = TraceLimits()) {
    self.limits = limits
    lines = LineReader(file: file, limits: limits)
  }

  /// Takes the next piece of the file, cut anywhere. - Complexity: O(bytes).
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if lines.isFull { return }
      if lines.take(byte) { endLine() }
    }
  }

  /// Ends reading; nil when there were mistakes, which are in `diagnostics`.
  public mutating func finish() -> Trace? {
    if lines.finish() { endLine() }
    if trace.steps.isEmpty, diagnostics.isEmpty {
      lines.reportFile(
        .emptyFile, "a trace without commands", allowed: "one JSON object a line, such as \(Self.example)")
    }
    guard diagnostics.isEmpty else { return nil }
    if trace.header.chargesAreRecorded {
      trace.answersAreRecorded = Array(repeating: true, count: trace.owners.count)
    }
    return trace
  }

  /// Reads a trace that is in memory.
  public static func read(_ bytes: some Sequence<UInt8>, file: String, limits: TraceLimits = TraceLimits()) -> TraceReading {
    var reader = TraceReader(file: file, limits: limits)
    reader.feed(bytes)
    return reader.finish().map { .trace($0) } ?? .mistakes(reader.diagnostics)
  }

  static let example = #"{"at":"2026-01-01T00:00:00Z","owner":"o1","do":"purchase","amount":10000}"#

  private mutating func endLine() {
    defer { lines.next() }
    guard lines.hasContent(allowed: "one command a line; is a line break missing?") else { return }
    do {
      let object = try JSONLine(lines.bytes)
      if !sawLine, object.fields.contains(where: { $0.key == "trace" }) {
        readHeader(object)
      } else {
        readCommand(object)
      }
    } catch {
      lines.report(error)
    }
    sawLine = true
  }
}

/// What reading a trace came to.
public enum TraceReading: Sendable {
  case trace(Trace)
  /// At least one mistake, in the order of the file.
  case mistakes([Diagnostic])
}

/// The header and the commands.
extension TraceReader {
  private static let headerKeys = ["trace", "catalog", "prices", "seed", "scenario", "charges"]

  private mutating func readHeader(_ object: JSONLine) {
    var fields = TraceFields(object)
    lines.refuseUnknownKeys(of: object, allowed: Self.headerKeys)
    // There is one version so far; any other is a mistake that the field itself reports.
    if fields.integer("trace", 1...1) == nil, let field = fields.field("trace"), case .number = field.value {
      fields.hintLast("the trace was written by another version of the program")
    }
    let names = ["automatic", "recorded"]
    let charges = fields.choice("charges", names)
    trace.header = Trace.Header(
      catalog: fields.text("catalog", limits.pathBytes), seed: fields.seed("seed"),
      scenario: fields.text("scenario", limits.nameBytes), prices: fields.text("prices", limits.nameBytes),
      chargesAreRecorded: charges == "recorded")
    lines.report(fields)
  }

  private mutating func readCommand(_ object: JSONLine) {
    guard let verb = verb(of: object) else { return }
    let keys = verb.keys
    lines.refuseUnknownKeys(of: object, allowed: keys)
    var fields = TraceFields(object)
    for key in verb.required where !fields.has(key) { fields.missing(key, for: verb.rawValue) }
    if !fields.has("at") { fields.missing("at", for: verb.rawValue) }
    if !fields.has("owner"), verb != .advance { fields.missing("owner", for: verb.rawValue) }
    let at = fields.instant("at")
    let owner = fields.text("owner", limits.nameBytes).map { index(ofOwner: $0) }
    let request = fields.request(verb, limits)
    if let at, at < latest {
      fields.complain(
        .timeRunsBack, about: "at", found: "\(at.rfc3339), before \(latest.rfc3339) of an earlier line",
        allowed: "lines in the order of time")
    }
    let mistakes = lines.report(fields)
    latest = max(latest, at ?? latest)
    guard mistakes == 0, let at, let request else { return }
    if verb == .settle, let owner { trace.answersAreRecorded[owner] = true }
    let reference: Trace.Reference =
      switch request.reference {
      case .none: .none
      case .job(let name): .job(index(ofJob: name))
      case .payment(let key): .payment(key)
      case .offer(let kind, let name, let offset): .offer(index(ofOffer: kind, name, offset: offset))
      }
    let command = owner.map { numbers.complete(request, of: $0) } ?? request.command
    trace.steps.append(Trace.Step(at: at, owner: owner, command: command, reference: reference, line: lines.number))
  }

  private mutating func verb(of object: JSONLine) -> TraceVerb? {
    guard let field = object.fields.first(where: { $0.key == "do" }) else {
      let hint = object.fields.lazy.compactMap { nearest(to: $0.key, among: ["do"]) == nil ? nil : $0.key }.first
      lines.report(
        .missingKey, offset: object.endOffset, "no key 'do'", allowed: TraceVerb.names.joined(separator: ", "),
        hint: hint.map { "is '\($0)' meant to be 'do'?" })
      return nil
    }
    guard case .text(let name) = field.value else {
      lines.report(
        .wrongShape, offset: field.valueOffset, path: "do", field.value.described,
        allowed: TraceVerb.names.joined(separator: ", "))
      return nil
    }
    guard let verb = TraceVerb(rawValue: name) else {
      lines.report(
        .unknownName, offset: field.valueOffset, path: "do", "'\(shortened(name))'",
        allowed: TraceVerb.names.joined(separator: ", "), hint: hint(for: name, among: TraceVerb.names))
      return nil
    }
    return verb
  }

  private mutating func index(ofOwner name: String) -> Int {
    if let known = ownerIndices[name] { return known }
    let index = trace.owners.count
    ownerIndices[name] = index
    trace.owners.append(name)
    trace.answersAreRecorded.append(false)
    return index
  }

  private mutating func index(ofJob name: String) -> Int32 {
    if let known = jobIndices[name] { return known }
    let index = Int32(trace.jobNames.count)
    jobIndices[name] = index
    trace.jobNames.append(name)
    return index
  }

  /// The entry for a name of the catalog's; the first line that has it is the one to complain about.
  private mutating func index(ofOffer kind: OfferKind, _ name: String, offset: Int) -> Int32 {
    let key = "\(kind.rawValue) \(name)"
    if let known = offerIndices[key] { return known }
    let index = Int32(trace.offers.count)
    offerIndices[key] = index
    trace.offers.append(Trace.OfferName(kind: kind, name: name, line: lines.number, column: lines.column(at: offset)))
    return index
  }
}
