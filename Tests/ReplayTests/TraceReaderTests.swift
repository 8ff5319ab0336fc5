import Accounting
import Billing
import Scenarios
import Simulation
import Testing

@Suite("Reading traces")
struct TraceReaderTests {
  static let good = #"{"at":"2026-01-01T00:00:00Z","owner":"o1","do":"purchase","amount":10000,"key":"p1"}"#

  /// A line, the code of its mistake, its column, and a word of the message.
  static let malformed: [(line: String, code: Diagnostic.Code, column: Int, word: String)] = [
    (#"{"at":1,"owner":"o1","do":"purchas","amount":1}"#, .unknownName, 27, "did you mean 'purchase'?"),
    (#"{"at":1,"owner":"o1","do":"purchase","amont":1,"amount":1}"#, .unknownKey, 38, "did you mean 'amount'?"),
    (#"{"at":1,"owner":"o1","do":"purchase"}"#, .missingKey, 37, "'amount'"),
    (#"{"at":1,"owner":"o1"}"#, .missingKey, 21, "'do'"),
    (#"{"at":1,"do":"detach-method"}"#, .missingKey, 29, "'owner'"),
    (#"{"owner":"o1","do":"detach-method"}"#, .missingKey, 35, "'at'"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":1.5}"#, .notANumber, 47, "1.5"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":1e3}"#, .notANumber, 47, "1e3"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":"1"}"#, .notANumber, 47, "the text '1'"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":100000000000001}"#, .outOfRange, 47, "100000000000000"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":99999999999999999999999999}"#, .outOfRange, 47, "100000000000000"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":01}"#, .syntax, 47, "malformed number"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":-}"#, .syntax, 47, "malformed number"),
    (#"{"at":1,"owner":"o1","do":"purchase","amount":1,"amount":2}"#, .duplicateKey, 49, "second time"),
    (#"{"at":"2026-02-30T00:00:00Z","owner":"o1","do":"detach-method"}"#, .impossibleDate, 7, "2026-02-30"),
    (#"{"at":"2026-01-01","owner":"o1","do":"detach-method"}"#, .notATime, 7, "RFC 3339"),
    (#"{"at":"yesterday","owner":"o1","do":"detach-method"}"#, .notATime, 7, "RFC 3339"),
    (#"{"at":-1,"owner":"o1","do":"detach-method"}"#, .outOfRange, 7, "milliseconds since 1970"),
    (#"{"at":"1969-12-31T23:59:59Z","owner":"o1","do":"detach-method"}"#, .outOfRange, 7, "1970"),
    (#"{"at":[1],"owner":"o1","do":"detach-method"}"#, .wrongShape, 7, "a list"),
    (#"{"at":1,"owner":7,"do":"detach-method"}"#, .wrongShape, 17, "a text"),
    (#"{"at":1,"owner":"","do":"detach-method"}"#, .outOfRange, 17, "empty"),
    (#"{"at":1,"owner":"a\u0000b","do":"detach-method"}"#, .strangeCharacter, 17, "control character"),
    (#"{"at":1,"owner":"o1","do":"attach-method","card":"4242"}"#, .unknownName, 50, "4000000000000002"),
    (
      #"{"at":1,"owner":"o1","do":"configure-reload","enabled":"yes","threshold":1,"amount":1}"#, .wrongShape, 56, "true or false"
    ),
    (#"{"at":1,"owner":"o1","do":"settle","payment":0,"result":"succeeded"}"#, .outOfRange, 46, "1 to"),
    (#"{"at":1,"owner":"o1","do":"settle","payment":1,"result":"succeded"}"#, .unknownName, 57, "did you mean 'succeeded'?"),
    (#"{"at":1,"owner":"o1","do":"grant","amount":1,"origin":"purchase"}"#, .unknownName, 55, "free-tier, grant"),
    (#"{"at":1,"owner":"o1","do":"grant","amount":1,"priority":40000}"#, .outOfRange, 57, "32767"),
    (#"{"at":1,"owner":"o1","do":"grant","amount":1,"expires":null}"#, .wrongShape, 56, "null"),
    (#"{"at":1,"owner":"o1","do":"open-job","job":"j","slots":1000001,"price":1}"#, .outOfRange, 56, "1000000"),
    (#"{"at":1,"owner":"o1","do":"open-job","job":{},"slots":1,"price":1}"#, .wrongShape, 44, "an object"),
    (#"{"at":1,"owner":"o1","do":"subscribe","plan":{}}"#, .wrongShape, 46, "its name, or its place"),
    (#"{"at":1,"owner":"o1","do":"subscribe","plan":256}"#, .outOfRange, 46, "0 to 255"),
    (#"{"at":1,"owner":"o1","do":"subscribe","plan":"pro","checkout":1}"#, .wrongShape, 63, "true or false"),
    (#"{"at":1,"owner":"o1","do":"chat","messages":2.5}"#, .notANumber, 45, "2.5"),
    (#"{"at":1,"owner":"o1","do":"buy-pack"}"#, .missingKey, 37, "'pack'"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[]}"#, .outOfRange, 63, "1 to 12 documents"),
    (
      #"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[1,2,3,4,5,6,7,8,9,10,11,12,13]}"#, .outOfRange, 63,
      "a list of 13"
    ),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":"deed"}"#, .wrongShape, 63, "a list of 1 to 12"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":["d1", {"a":"]"}]}"#, .wrongShape, 70, "an object"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":["d1",["d2"]]}"#, .wrongShape, 69, "a list"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":["d1",""]}"#, .wrongShape, 69, "1 to 128"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[1,4294967296]}"#, .wrongShape, 66, "4294967295"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[1,-1]}"#, .wrongShape, 66, "whole number"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[1,]}"#, .syntax, 66, "a text in double quotes"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":"u","documents":[1 2]}"#, .syntax, 66, "',' or ']'"),
    (#"{"at":1,"owner":"o1","do":"access","end_user":-1,"documents":[1]}"#, .outOfRange, 47, "its number, 0 to"),
    (#"{"at":1,"owner":"o1","do":"interview","product":"p"}"#, .missingKey, 52, "'minutes'"),
    (#"{"at":1,"owner":"o1","do":"interview","product":"p","minutes":1,"duration_ms":60000}"#, .contradiction, 79, "together"),
    (#"{"at":1,"owner":"o1","do":"interview","product":"p","minutes":1.0005}"#, .notANumber, 63, "three decimals"),
    (#"{"at":1,"owner":"o1","do":"interview","product":"p","minutes":1e2}"#, .notANumber, 63, "three decimals"),
    (#"{"at":1,"owner":"o1","do":"interview","product":"p","minutes":60001}"#, .outOfRange, 63, "up to 60000"),
    (#"{"at":1,"owner":"o1","do":"override-prices","prices":null}"#, .wrongShape, 54, "null"),
    (#"{"at":1,"owner":"é1","do":"purchas","amount":1}"#, .unknownName, 27, "purchase"),
    (#"["at"]"#, .syntax, 1, "one JSON object"),
    (#"{"at":1"#, .syntax, 8, "end of the line"),
    (#"{"at":1,}"#, .syntax, 9, "a key in double quotes"),
    (#"{"at":tru}"#, .syntax, 7, "true or false"),
    (#"{"at":1} x"#, .syntax, 10, "after the object"),
    (#"{"at":"1"#, .syntax, 7, "closing quote"),
    (#"{"at":"\ud800"}"#, .syntax, 8, "escape"),
    (#"{"at":[1}"#, .syntax, 9, "allowed: ']'"),
    (#"{"at":[1,{"b":2}"#, .syntax, 7, "never closed"),
    ("{\"at\":\u{0}1}", .strangeCharacter, 7, "NUL"),
  ]

  @Test("A malformed line is refused with its place and what is allowed", arguments: malformed)
  func malformedLine(_ row: (line: String, code: Diagnostic.Code, column: Int, word: String)) throws {
    guard case .mistakes(let found) = TraceReader.read((Self.good + "\n" + row.line).utf8, file: "t.jsonl") else {
      // The first line is of 2026; times of 1970 run back, so a trace cannot come out of this.
      Issue.record("accepted: \(row.line)")
      return
    }
    let mistake = try #require(found.first { $0.code == row.code }, "\(found.map(\.rendered))")
    #expect(mistake.place == Place(file: "t.jsonl", line: 2, column: row.column), "\(mistake.rendered)")
    #expect(mistake.rendered.contains(row.word), "\(mistake.rendered)")
    let others = found.filter { $0.code != row.code && $0.code != .timeRunsBack }
    #expect(others.isEmpty, "\(others.map(\.rendered))")
  }

  @Test("Bytes that are not UTF-8, at their column")
  func notUTF8() {
    let bytes = Array(#"{"at":1,"owner":"é"#.utf8) + [0xFF] + Array(#"","do":"detach-method"}"#.utf8)
    guard case .mistakes(let found) = TraceReader.read(bytes, file: "t") else {
      Issue.record("accepted")
      return
    }
    #expect(found.map(\.code) == [.notUTF8])
    #expect(found.first?.place == Place(file: "t", line: 1, column: 19))
  }

  @Test("Time may stand still but not run back")
  func time() throws {
    let trace = try read(line("2026-01-02T00:00:00Z", "detach-method") + #"{"at":1767312000000,"do":"advance"}"#)
    #expect(trace.steps.map(\.at.milliseconds) == [1_767_312_000_000, 1_767_312_000_000])
    let text = line("2026-01-02T00:00:00Z", "detach-method") + line("2026-01-01T23:59:59.999Z", "detach-method")
    guard case .mistakes(let found) = TraceReader.read(text.utf8, file: "t") else {
      Issue.record("accepted")
      return
    }
    #expect(found.map(\.code) == [.timeRunsBack])
    #expect(found.first?.place == Place(file: "t", line: 2, column: 7))
  }

  @Test("All mistakes are reported, up to a bound")
  func manyMistakes() {
    let wrong = String(repeating: #"{"do":"nothing"}"# + "\n", count: 200)
    guard case .mistakes(let found) = TraceReader.read(wrong.utf8, file: "t") else {
      Issue.record("accepted")
      return
    }
    #expect(found.count == 51)
    #expect(found.last?.code == .tooManyMistakes)
    #expect(found.map(\.place.line) == Array(1...51))
  }

  @Test("A line beyond the bound is refused, and the next one is read")
  func longLines() {
    let long = "{\"at\":\"" + String(repeating: "x", count: 70_000) + "\"}"
    guard case .mistakes(let found) = TraceReader.read((long + "\n{}\n").utf8, file: "t") else {
      Issue.record("accepted")
      return
    }
    #expect(found.map(\.code) == [.lineTooLong, .missingKey])
    #expect(found.map(\.place.line) == [1, 2])
  }

  @Test("An empty trace, or one of a header alone, is a mistake", arguments: ["", "\n \n", "{\"trace\":1}\n"])
  func emptyTrace(_ text: String) {
    guard case .mistakes(let found) = TraceReader.read(text.utf8, file: "t") else {
      Issue.record("accepted")
      return
    }
    #expect(found.map(\.code) == [.emptyFile])
  }

  @Test("A header is read on the first line and refused anywhere else")
  func header() throws {
    let text = #"{"trace":1,"catalog":"c","seed":18446744073709551615,"scenario":"ab","charges":"recorded"}"# + "\n" + Self.good
    #expect(
      try read(text).header == Trace.Header(catalog: "c", seed: .max, scenario: "ab", chargesAreRecorded: true))
    #expect(throws: TestFailure.self) { try read(Self.good + "\n" + #"{"trace":1}"#) }
    #expect(throws: TestFailure.self) { try read(#"{"trace":2}"# + "\n" + Self.good) }
    #expect(throws: TestFailure.self) { try read(#"{"trace":1,"sed":1}"# + "\n" + Self.good) }
  }

  @Test("Pieces may be cut anywhere, lines may end in CR LF, and blank lines do not count")
  func pieces() throws {
    let text = "\(Self.good)\r\n\n  \n\(Self.good.replacing("p1", with: #"p\u00e9\ud83d\ude00\"\/"#))"
    for size in [1, 2, 3, 7, 64] {
      var reader = TraceReader(file: "t")
      let bytes = Array(text.utf8)
      for start in stride(from: 0, to: bytes.count, by: size) { reader.feed(bytes[start..<min(start + size, bytes.count)]) }
      let finished = reader.finish()
      let trace = try #require(finished)
      #expect(trace.steps.map(\.line) == [1, 4])
      #expect(trace.owners == ["o1"])
      guard case .purchase(10_000, let key) = trace.steps[1].command else {
        Issue.record("not a purchase")
        continue
      }
      #expect(key == IdempotencyKey(text: "pé😀\"/"))
    }
  }

  @Test("Mutated traces are read or refused, never a crash; what is read can be replayed")
  func mutations() throws {
    let seed = [
      Self.good, #"{"at":"2026-01-01T00:00:00Z","owner":"o1","do":"attach-method"}"#,
      #"{"at":"2026-01-02T00:00:00Z","owner":"o1","do":"open-job","job":"j1","slots":10,"price":300,"deadline":"2026-02-01T00:00:00Z"}"#,
      #"{"at":1767400000000,"owner":"o2","do":"settle","payment":"p1","result":"declined-soft"}"#,
      #"{"at":1767400000000,"owner":"o1","do":"grant","amount":5,"expires":"never","priority":-3}"#,
      #"{"at":1767400000000,"owner":"o1","do":"subscribe","plan":"pro","checkout":true}"#,
      #"{"at":1767400000000,"owner":"o1","do":"access","end_user":"anna","documents":["deed",7]}"#,
      #"{"at":1767400000000,"owner":"o1","do":"interview","minutes":27.5,"product":"screening"}"#,
    ].joined(separator: "\n")
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces: [[UInt8]] = ["\"", "\\", "{", "}", "[", "0", "-", "99999999999999999999", "\n", ",", ":", "null", "\u{e9}"].map {
      Array($0.utf8)
    }
    var accepted = 0
    for _ in 0..<4_000 {
      var bytes = Array(seed.utf8)
      for _ in 0...next(3) {
        let at = next(bytes.count)
        switch next(4) {
        case 0: bytes[at] = UInt8(next(256))
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(contentsOf: pieces[next(pieces.count)], at: at)
        default: bytes.removeSubrange(at..<min(at + next(20), bytes.count))
        }
        if bytes.isEmpty { break }
      }
      switch TraceReader.read(bytes, file: "t") {
      case .trace(let trace):
        accepted += 1
        var replay = Replay(trace, catalog: onTop)
        _ = try replay.run { _, _ in true }
      case .mistakes(let found): #expect(!found.isEmpty && found.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 })
      }
    }
    #expect(accepted > 50)
  }
}
