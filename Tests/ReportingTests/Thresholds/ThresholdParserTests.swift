import Accounting
import Testing

@testable import Reporting

@Suite("Expressions of thresholds")
struct ThresholdParserTests {
  private func mistake(_ expression: String) throws -> ThresholdError {
    try #require(throws: ThresholdError.self) { try threshold(expression) }
  }

  @Test("Spaces, signs and grouping do not matter")
  func forms() throws {
    for text in [
      "debt max<=50USD", "  debt   max <= +50.00 USD  ", "debt max <= 5_0 USD", "debt max<=50.0   USD",
    ] {
      let read = try threshold(text)
      #expect(read.limit.compared(to: Fraction(5_000)) == 0, "\(text)")
      #expect(read.limitText == "50")
    }
    #expect(try threshold("open-job { status = repeated } count==1").comparison == .equal)
    #expect(try threshold(" debt max < 1 USD ").expression == "debt max < 1 USD")
  }

  @Test("A mistake is found where it stands")
  func places() throws {
    #expect(try mistake("reload.declind rate < 5 %").offset == 0)
    #expect(try mistake("reload.declined rat < 5 %").offset == 16)
    #expect(try mistake("use{state=ok} count < 5").offset == 4)
    #expect(try mistake("use{status=okay} count < 5").offset == 11)
    #expect(try mistake("debt max <= 50 EUR").offset == 15)
    #expect(try mistake("debt max <= 50 EUR").kind == .wrongCurrency)
    #expect(try mistake("debt max <= 50 %").kind == .wrongUnit)
    #expect(try mistake("debt max <= 50").kind == .wrongUnit)
    #expect(try mistake("open-job count < 5 USD").kind == .wrongUnit)
    #expect(try mistake("debt max => 5 USD").kind == .syntax)
    #expect(try mistake("debt max <= 5.001 USD").kind == .outOfRange)
    #expect(try mistake("open-job rate < 5 %").kind == .unknownName)
    #expect(try mistake("open-job peak per second < 5").allowed == "count, peak per minute, peak per hour")
    #expect(try mistake("").kind == .syntax)
    #expect(try mistake(String(repeating: "x", count: 501)).kind == .outOfRange)
  }

  @Test("No two metrics share a name")
  func distinct() {
    let metrics = handMadeVocabulary.metrics
    #expect(Set(metrics).count == metrics.count)
  }

  /// A generator with a fixed seed, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      return mixed ^ (mixed >> 29)
    }
  }

  private static let tokens = [
    "debt", "reload.declined", "command", "{", "}", "=", ",", "status", "kind", "month", " ", "max", "rate", "in", "from", "to",
    "2026-03", "2026-13", "<", "<=", "=>", "5", "-", ".", "_", "%", " USD", "99999999999999999999", "\u{0}", "é", "\u{1F600}",
    "\"",
    "per month", "min", "9999-12", "0000-01", "e9", "٣",
  ]

  @Test("Damaged expressions are read or refused, never a crash, always the same", arguments: 0..<8)
  func fuzz(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let sound = ThresholdMetricTests.rows.map { "\($0.metric) \($0.holds)" }
    var read = 0
    for _ in 0..<3_000 {
      var text = Array((sound.randomElement(using: &generator) ?? "").unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0...text.count, using: &generator)
        let end = min(text.count, index + Int.random(in: 0...4, using: &generator))
        let token = Array((Self.tokens.randomElement(using: &generator) ?? "").unicodeScalars)
        if Bool.random(using: &generator) {
          text.replaceSubrange(index..<end, with: token)
        } else {
          text.removeSubrange(index..<end)
        }
      }
      let expression = String(String.UnicodeScalarView(text))
      let first = Result { try threshold(expression) }
      let second = Result { try threshold(expression) }
      switch (first, second) {
      case (.success(let one), .success(let other)):
        read += 1
        #expect(one.expression == other.expression)
        // What was read can be judged, too.
        let result = try #require(HandMadeRun().report(demands: [one]).thresholds.first)
        #expect((result.outcome == .noData) == (result.value == nil))
      case (.failure(let one as ThresholdError), .failure(let other as ThresholdError)):
        #expect(one == other)
        #expect((0...text.count).contains(one.offset))
      default: Issue.record("one text was read in two ways: \(expression)")
      }
    }
    #expect(read > 100, "some damage is harmless")
  }
}
