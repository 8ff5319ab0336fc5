import Accounting
import Billing
import Scenarios
import Simulation
import Testing

@Suite("Writing traces")
struct TraceWriterTests {
  static let commands: [Command] = [
    .attachMethod(.works), .attachMethod(.alwaysDeclines), .attachMethod(.asksFor3DS), .detachMethod,
    .configureReload(enabled: true, threshold: 10_000, amount: 5_000), .configureReload(enabled: false, threshold: -1, amount: 0),
    .purchase(amount: 1, key: .none), .purchase(amount: 100_000_000_000_000, key: IdempotencyKey(text: "p1")),
    .purchase(amount: 5, key: IdempotencyKey(fingerprint: 7)), .settle(PaymentID(3), .succeeded),
    .settle(PaymentID(3), .declinedSoft), .settle(PaymentID(4), .declinedHard), .settle(PaymentID(5), .needs3DS),
    .grant(amount: 5, origin: .freeTier, expiresAt: .never, priority: -3),
    .grant(amount: 5, origin: .grant, expiresAt: Instant(milliseconds: 1_767_400_000_123), priority: 0),
    .openJob(JobID(1), slots: 10, price: 300, deadline: .never),
    .openJob(JobID(70_000), slots: 1, price: 1, deadline: Instant(milliseconds: 1_767_400_000_000)),
    .settleSlots(JobID(1), slots: 7), .rejectSlots(JobID(1), slots: 1), .closeJob(JobID(1)), .cancelJob(JobID(2)),
    .use(amount: 99), .subscribe(PlanID(2), throughCheckout: false), .subscribe(PlanID(1), throughCheckout: true),
    .changePlan(PlanID(1)), .cancel, .reactivate, .analyse, .chat(messages: 12), .buyReport, .buyPack(PackID(1), .owner),
    .buyPack(PackID(0), EndUserID(7)), .access(EndUserID(7), documents(3)), .access(.owner, documents(12)),
    .interview(ProductID(1), duration_ms: 1_621_001), .overridePrices(OverrideID(0)), .endAccess(CutoffID(12)),
  ]

  /// So many documents, from number 0.
  static func documents(_ count: UInt32) -> DocumentList { DocumentList((0..<count).lazy.map { DocumentID($0) }) }

  /// The command as text, with all of its documents; a list's own description leaves them out.
  static func described(_ command: Command) -> String {
    guard case .access(let user, let list) = command else { return "\(command)" }
    return "\(user.number): \(list.indices.map { list[$0].number })"
  }

  @Test("What is written is read back as the same commands, at the same times, by the same owners")
  func roundTrip() throws {
    let header = Trace.Header(catalog: "a \"b\"", seed: 7, scenario: "00ff", chargesAreRecorded: true)
    var text = TraceWriter.header(header) + "\n"
    for (index, command) in Self.commands.enumerated() {
      let at = Instant(milliseconds: 1_767_400_000_000 + Int64(index) * 1_001)
      text += try #require(TraceWriter.line(at: at, owner: UInt64(index % 3), command)) + "\n"
    }
    let end = Instant(milliseconds: 1_800_000_000_000)
    text += TraceWriter.advance(to: end, owner: 9) + "\n" + TraceWriter.advance(to: end)
    let trace = try read(text)
    #expect(trace.header == header)
    #expect(trace.owners == ["o0", "o1", "o2", "o9"])
    for (index, command) in Self.commands.enumerated() {
      let step = trace.steps[index]
      #expect(step.at.milliseconds == 1_767_400_000_000 + Int64(index) * 1_001)
      #expect(step.owner == index % 3)
      #expect(step.reference == .none)
      #expect(Self.described(try #require(step.command)) == Self.described(command))
    }
    #expect(trace.steps.suffix(2).allSatisfy { $0.command == nil && $0.at == end })
    #expect(trace.answersAreRecorded == [true, true, true, true])
  }

  @Test("With the catalog at hand its names are written, and read back as the same commands")
  func names() throws {
    let names = OfferNames(offers)
    var text = ""
    for command in Self.commands {
      text += try #require(TraceWriter.line(at: Instant(milliseconds: 0), owner: 1, command, names: names)) + "\n"
    }
    for word in [#""plan":"pro""#, #""pack":"medium""#, #""product":"phone""#, #""prices":"acme""#] {
      #expect(text.contains(word), "\(word) is not there")
    }
    let trace = try read(text)
    #expect(TraceOffers.mistakes(in: trace, file: "t", catalog: offers).isEmpty)
    var replay = Replay(trace, catalog: offers)
    var seen: [String] = []
    _ = try replay.run { _, step in
      if step.line != nil, let command = step.command { seen.append(Self.described(command)) }
      return true
    }
    #expect(seen == Self.commands.map(Self.described))
  }

  @Test("Timers are not written")
  func timers() {
    #expect(TraceWriter.line(at: Instant(milliseconds: 0), owner: 1, .elapse(.reload)) == nil)
  }

  @Test(
    "Times are written and read alike",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-11-21T05:06:07.080Z", 1_795_237_567_080),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("2024-02-29T12:00:00Z", 1_709_208_000_000),
    ] as [(String, Int64)])
  func times(text: String, milliseconds: Int64) throws {
    #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    #expect(try Instant(rfc3339: text).milliseconds == milliseconds)
  }

  @Test("Offsets, small letters and decimals are understood")
  func writtenTimes() throws {
    let noon = try Instant(rfc3339: "2026-01-01T12:00:00Z")
    for text in ["2026-01-01T13:00:00+01:00", "2026-01-01t12:00:00z", "2026-01-01T06:30:00-05:30", "2026-01-01T12:00:00.0Z"] {
      #expect(try Instant(rfc3339: text) == noon, "\(text)")
    }
    #expect(try Instant(rfc3339: "2026-01-01T12:00:00.25Z").since(noon) == 250)
    for text in [
      "", "2026-01-01T12:00:00", "2026-01-01 12:00:00Z", "2026-1-01T12:00:00Z", "2026-01-01T12:00:00.1234Z",
      "2026-01-01T12:00:00Zx",
    ] {
      #expect(throws: Instant.TextError.malformed, "\(text)") { try Instant(rfc3339: text) }
    }
    for text in [
      "2026-13-01T12:00:00Z", "2026-00-01T12:00:00Z", "2025-02-29T12:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T23:59:60Z",
      "2026-01-01T00:00:00+24:00",
    ] {
      #expect(throws: Instant.TextError.impossible, "\(text)") { try Instant(rfc3339: text) }
    }
  }
}
