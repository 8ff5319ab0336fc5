import Accounting
import Pricing
import Testing

@testable import Scenarios

/// Values as people write them.
@Suite struct UnitTests {
  /// Reads one value; nil with its mistakes when it is refused.
  private func read<Value>(_ text: String, _ codec: Codec<Value>, currency: Currency = .usd) -> (
    value: Value?, codes: [Diagnostic.Code]
  ) {
    let context = Context(limits: .standard)
    context.currency = currency
    let tree = Tree(place: Place(file: "value", line: 1, column: 1), content: .scalar(text, quoted: false))
    let value = codec.read(Cursor(tree: tree, path: "", context: context))
    return (value, context.diagnostics.map(\.code))
  }

  @Test(arguments: [
    ("3.00 USD", 300), ("3 USD", 300), ("0.01USD", 1), ("1_000.5 USD", 100_050), ("0 USD", 0), ("3.000 USD", 300),
    ("1000000000000 USD", 100_000_000_000_000),
  ])
  func amountsBecomeMinorUnitsExactly(text: String, minor: Int64) {
    #expect(read(text, .money).value == minor)
  }

  @Test(
    arguments: [
      ("3", .amountWithoutCurrency), ("3.001 USD", .tooManyDecimals), ("3 EUR", .wrongCurrency), ("-1 USD", .negativeAmount),
      ("1000000000000.01 USD", .amountTooLarge), ("99999999999999999999 USD", .amountTooLarge), ("three USD", .notAnAmount),
      ("3 usd", .notAnAmount), ("1e3 USD", .notAnAmount), ("nan USD", .notFinite), ("1..2 USD", .notAnAmount),
      ("_1 USD", .notAnAmount),
      ("", .missingValue),
    ] as [(String, Diagnostic.Code)])
  func wrongAmountsAreRefused(text: String, code: Diagnostic.Code) {
    let (value, codes) = read(text, Codec<Int64>.money)
    #expect(value == nil)
    #expect(codes == [code])
  }

  @Test func currenciesHaveTheirOwnDecimals() {
    #expect(read("300 JPY", Codec<Int64>.money, currency: Currency(code: "JPY", decimals: 0)).value == 300)
    #expect(read("0.000001 USD", Codec<Int64>.money, currency: Currency(code: "USD", decimals: 6)).value == 1)
    #expect(read("0.5 JPY", Codec<Int64>.money, currency: Currency(code: "JPY", decimals: 0)).codes == [.tooManyDecimals])
  }

  @Test(arguments: [("30 %", 300_000), ("0.5%", 5_000), ("0.0001 %", 1), ("100 %", 1_000_000), ("0 %", 0)])
  func sharesAreExactToTheMillionth(text: String, millionths: Int64) {
    #expect(read(text, Codec<Share>.share).value?.millionths == millionths)
  }

  @Test(
    arguments: [
      ("0.3", .notAShare), ("30", .notAShare), ("100.0001 %", .shareOutOfRange), ("-1 %", .shareOutOfRange),
      ("NaN %", .notFinite),
      ("0.00001 %", .tooManyDecimals), ("30 percent", .notAShare), ("% 30", .notAShare),
    ] as [(String, Diagnostic.Code)])
  func wrongSharesAreRefused(text: String, code: Diagnostic.Code) {
    #expect(read(text, Codec<Share>.share).codes == [code])
  }

  @Test(arguments: [
    ("90 days", 90 * Duration_ms.day), ("6 hours", 6 * Duration_ms.hour), ("1.5 h", 90 * Duration_ms.minute), ("30 s", 30_000),
    ("5 minutes", 300_000), ("250 ms", 250), ("1 year", 365 * Duration_ms.day), ("2weeks", 14 * Duration_ms.day), ("0 s", 0),
  ])
  func durationsBecomeMilliseconds(text: String, milliseconds: Int64) {
    #expect(read(text, Codec<Int64>.duration).value == milliseconds)
  }

  @Test(
    arguments: [
      ("90", .notADuration), ("6 huors", .notADuration), ("101 years", .outOfRange), ("-1 day", .outOfRange),
      ("2 months", .notADuration),
      ("inf days", .notFinite),
    ] as [(String, Diagnostic.Code)])
  func wrongDurationsAreRefused(text: String, code: Diagnostic.Code) {
    #expect(read(text, Codec<Int64>.duration).codes == [code])
  }

  @Test(
    arguments: [
      ("never", .never), ("12 months", .months(12)), ("1 year", .months(12)), ("30 days", .milliseconds(30 * Duration_ms.day)),
    ] as [(String, CalendarTerm)])
  func termsKeepCalendarMonths(text: String, term: CalendarTerm) {
    #expect(read(text, Codec<CalendarTerm>.term).value == term)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("2026-01-01", 1_767_225_600_000), ("2024-02-29", 1_709_164_800_000),
    ("2026-06-10T08:00Z", 1_781_078_400_000),
    ("2026-06-10T08:00:30Z", 1_781_078_430_000),
  ])
  func datesAreUTC(text: String, milliseconds: Int64) {
    #expect(read(text, Codec<Instant>.date).value?.milliseconds == milliseconds)
  }

  @Test(
    arguments: [
      ("2026-02-29", .impossibleDate), ("2026-04-31", .impossibleDate), ("2026-00-10", .impossibleDate),
      ("2026-01-00", .impossibleDate),
      ("2026-01-01T24:00Z", .impossibleDate), ("2026-01-01T08:00", .notADate), ("01.02.2026", .notADate), ("2026-1-1", .notADate),
      ("0000-01-01", .outOfRange), ("9999-01-01", .outOfRange), ("２０２６-01-01", .notADate),
    ] as [(String, Diagnostic.Code)])
  func impossibleDatesAreRefused(text: String, code: Diagnostic.Code) {
    #expect(read(text, Codec<Instant>.date).codes == [code])
  }

  @Test(arguments: [("x3", 3.0), ("x0.5", 0.5), ("x3 jobs", 3.0)])
  func multipliersBeginWithAnX(text: String, factor: Double) {
    #expect(read(text, Codec<Double>.multiplier).value == factor)
  }

  @Test func wholeNumbersMayBeGrouped() {
    #expect(read("10_000", Codec<Int64>.integer(0...20_000)).value == 10_000)
    #expect(read("10.5", Codec<Int64>.integer(0...20_000)).codes == [.outOfRange])
    #expect(read("1__0", Codec<Int64>.integer(0...20_000)).value == 10, "more than one underscore does no harm")
  }

  @Test func everyOptionOfTheRulesCanBeNamed() {
    #expect(Rounding.allCases.allSatisfy { read(snakeCase("\($0)"), Codec<Rounding>.option()).value == $0 })
    #expect(BurnOrder.allCases.allSatisfy { read(snakeCase("\($0)"), Codec<BurnOrder>.option()).value == $0 })
    #expect(read("at_or_below", Codec<ReloadRule.Trigger>.option()).value == .atOrBelow)
    #expect(read("close_the_gap", Codec<ReloadRule.Amount>.option()).value == .closeTheGap)
  }

  @Test(arguments: [("per_weak", "per_week"), ("perweek", "per_week"), ("slot", "slots"), ("gasp", "gaps"), ("zzzzzzz", nil)])
  func theNearestNameIsGuessed(word: String, name: String?) {
    #expect(nearest(to: word, among: ["per_week", "slots", "gaps", "payout"]) == name)
  }
}
