import Experiments
import Testing

@Suite("Parameters of a sweep, as they are written")
struct ParameterTests {
  private func texts(_ argument: String) throws -> [String] {
    try #require(try Parameter(argument: argument).levels).map(\.text)
  }

  @Test("A range with a step has its ends and everything between, exactly, with units as in a scenario")
  func steps() throws {
    #expect(try texts("catalog.fee.on_top=20 %..40 %/5 %") == ["20 %", "25 %", "30 %", "35 %", "40 %"])
    #expect(try texts("fee=20..40 %/10") == ["20 %", "30 %", "40 %"])
    #expect(try texts("price=0.10 USD..0.40 USD/0.1 USD") == ["0.10 USD", "0.20 USD", "0.30 USD", "0.40 USD"])
    #expect(try texts("elasticity=-0.6..0.2/0.4") == ["-0.6", "-0.2", "0.2"])
    #expect(try texts("surge=x1..x3/x1") == ["x1", "x2", "x3"])
    #expect(try texts("owners=1_000..3_000/1_000") == ["1000", "2000", "3000"])
    // A thousand tenths add up without a trace of rounding.
    #expect(try texts("p=0.1..99.9/0.1").last == "99.9")
  }

  @Test("Lists may be of anything; commas within brackets and quotes belong to the value")
  func lists() throws {
    #expect(try texts("a=x, y ,z") == ["x", "y", "z"])
    #expect(try texts("a={choice: {100 USD: 3, 250 USD: 2}},{choice: {100 USD: 1}}").count == 2)
    #expect(try texts("a='1, 2',\"3\"") == ["'1, 2'", "\"3\""])
    let words = try Parameter(argument: "burn=fifo,lifo,expiry")
    #expect(!words.isNumeric && words.unit.isEmpty && words.levels?.map(\.position) == [0, 1, 2])
    let numbers = try Parameter(argument: "fee=20 %,25 %,40 %")
    #expect(numbers.isNumeric && numbers.unit == "%" && numbers.levels?.map(\.position) == [20, 25, 40])
    // Units that differ have no axis.
    #expect(try !Parameter(argument: "delay=2 minutes,2 hours").isNumeric)
  }

  @Test("A range without a step has no levels; whole ends give a hundred values, others as many places as are written")
  func open() throws {
    for (argument, expected) in [
      ("fee=20 %..40 %", ["20.0 %", "30.0 %", "40.0 %"]), ("price=1.00 USD..2.50 USD", ["1.00 USD", "1.75 USD", "2.50 USD"]),
      ("owners=100..500", ["100", "300", "500"]), ("delay=1..2 hours", ["1.00 hours", "1.50 hours", "2.00 hours"]),
    ] {
      let parameter = try Parameter(argument: argument)
      #expect(parameter.levels == nil)
      let design = try Design(.oneAtATime, of: [parameter], seed: 1, limit: 10)
      #expect(design.points.compactMap { $0.values[0]?.text } == expected)
      #expect([parameter.ends.first.text, parameter.ends.last.text] == [expected[0], expected[2]])
    }
  }

  @Test(
    "What cannot be understood is refused with its place and what to write instead",
    arguments: [
      ("fee", 1, "KEY=FROM..TO/STEP"), ("=1..2", 1, "KEY="), ("fee=", 5, "no values"), ("fee=  ", 5, "no values"),
      ("fee=20 %", 5, "--set"), ("fee=40 %..20 %/5 %", 5, "smaller end first"), ("fee=20 %..40 %/7 %", 16, "leads to 34 %"),
      ("fee=20 %..40 USD/5", 5, "another unit"), ("fee=20 %..40 %/5 USD", 16, "another unit"),
      ("fee=20 %..40 %/0 %", 16, "above zero"),
      ("fee=20 %..40 %/-5 %", 16, "above zero"), ("fee=20 %../5", 11, "ends with nothing"),
      ("fee=..40 %", 5, "begins with nothing"),
      ("start=2026-01-01..2026-02-01", 7, "no number"), ("fee=a..b", 5, "no number"), ("fee=1,,2", 7, "empty value"),
      ("fee=1,2,1", 9, "twice"), ("fee=0..1000000/1", 16, "at most 1000"), ("fee=1..10000000000000000", 8, "no number"),
    ] as [(String, Int, String)])
  func refused(argument: String, column: Int, words: String) throws {
    let error = try #require(throws: ParameterError.self) { try Parameter(argument: argument) }
    #expect(error.column == column, "\(error)")
    #expect("\(error.found); \(error.advice)".contains(words), "\(error)")
  }
}
