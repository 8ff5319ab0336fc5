import Accounting
import Billing
import Pricing
import Scenarios
import Simulation
import Testing

@Suite("Replay")
struct ReplayTests {
  @Test("The worked examples IH-1 to IH-5: purchase, fee on top, escrow, settlement, release")
  func workedExamples() throws {
    let (steps, summary) = try replay(
      line("2026-01-01T00:00:00Z", "attach-method", #""card":"4242424242424242""#)
        + line("2026-01-01T00:00:00Z", "purchase", #""amount":50000,"key":"p1""#)
        + line("2026-01-02T00:00:00Z", "open-job", #""job":"j1","slots":10,"price":300"#)
        + line("2026-01-03T00:00:00Z", "settle-slots", #""job":"j1","slots":1"#)
        + line("2026-01-03T00:00:00Z", "settle-slots", #""job":"j1","slots":6"#)
        + line("2026-01-04T00:00:00Z", "close-job", #""job":"j1""#))
    #expect(
      steps.map(\.verb) == ["attach-method", "purchase", "settle", "open-job", "settle-slots", "settle-slots", "close-job"])
    #expect(steps.map(\.available) == [0, 0, 50_000, 46_100, 46_100, 46_100, 47_270])
    #expect(steps.map(\.held) == [0, 0, 0, 3_900, 3_510, 1_170, 0])
    #expect(steps.allSatisfy { $0.status == .ok })
    #expect(summary.commands == 7 && summary.timers == 0 && summary.refused == 0)
  }

  @Test("IH-6: a balance equal to the threshold does not reload, one cent less does")
  func reloadTrigger() throws {
    let start =
      line("2026-01-01T00:00:00Z", "attach-method") + line("2026-01-01T00:00:00Z", "purchase", #""amount":10010"#)
      + line("2026-01-01T00:00:00Z", "configure-reload", #""enabled":true,"threshold":10000,"amount":50000"#)
    let equal = try replay(start + line("2026-01-02T00:00:00Z", "use", #""quantity":10"#))
    #expect(equal.steps.last?.available == 10_000)
    let below = try replay(start + line("2026-01-02T00:00:00Z", "use", #""quantity":11"#))
    #expect(below.steps.last?.verb == "settle")
    #expect(below.steps.last?.available == 59_999)
  }

  @Test("A card that declines is tried again after 1, 3 and 7 hours, by timers that fire by themselves")
  func backOff() throws {
    let (steps, summary) = try replay(
      line("2026-01-01T00:00:00Z", "attach-method", #""card":"4000000000000002""#)
        + line("2026-01-01T00:00:00Z", "configure-reload", #""enabled":true,"threshold":100,"amount":100"#)
        + line("2026-01-03T00:00:00Z", "advance"))
    let timers = steps.filter { $0.verb == "reload-timer" }
    #expect(timers.map(\.at.rfc3339) == ["2026-01-01T01:00:00Z", "2026-01-01T04:00:00Z", "2026-01-01T11:00:00Z"])
    #expect(summary.timers == 3)
    #expect(steps.last?.verb == "advance")
  }

  @Test("Timers due by the last line fire, later ones do not, and one whose reason is gone is dropped")
  func timersUntilTheEnd() throws {
    let start =
      line("2026-01-01T00:00:00Z", "grant", #""amount":1000"#)
      + line("2026-01-01T00:00:00Z", "open-job", #""job":"a","slots":1,"price":100,"deadline":"2026-01-02T00:00:00Z""#)
      + line("2026-01-01T00:00:00Z", "open-job", #""job":"b","slots":1,"price":100,"deadline":"2026-01-03T00:00:00Z""#)
      + line("2026-01-01T00:00:00Z", "open-job", #""job":"c","slots":1,"price":100,"deadline":"2026-01-03T00:00:01Z""#)
      + line("2026-01-01T12:00:00Z", "close-job", #""job":"a""#)
    let text = start + #"{"at":"2026-01-03T00:00:00Z","do":"advance"}"#
    let (steps, _) = try replay(text)
    var counted = Replay(try read(text), catalog: onTop)
    _ = try counted.run { _, _ in true }
    #expect(counted.timers == Replay.Timers(scheduled: 3, run: 1, cancelled: 1, pending: 1))
    #expect(steps.filter { $0.verb == "job-timeout" }.map(\.at.rfc3339) == ["2026-01-03T00:00:00Z"])
    #expect(steps.last?.held == 130)
  }

  @Test("At one instant an answer comes before a timer, and a timer before a command")
  func ranks() throws {
    let start =
      line("2026-01-01T00:00:00Z", "attach-method") + line("2026-01-01T00:00:00Z", "purchase", #""amount":500,"key":"k""#)
      + line("2026-01-01T00:00:00Z", "grant", #""amount":50,"expires":"2026-01-02T00:00:00Z""#)
    let answer = try replay(start + line("2026-01-02T00:00:00Z", "settle", #""payment":"k","result":"succeeded""#))
    #expect(answer.steps.suffix(2).map(\.verb) == ["settle", "lot-expiry"])
    let command = try replay(start + line("2026-01-02T00:00:00Z", "use", #""quantity":10"#))
    #expect(command.steps.suffix(2).map(\.verb) == ["lot-expiry", "use"])
    #expect(command.steps.last?.available == 490)
  }

  @Test("An answer to a charge that a timer of the same instant makes waits for that timer")
  func answerAfterItsTimer() throws {
    let (steps, _) = try replay(
      line("2026-01-01T00:00:00Z", "attach-method")
        + line("2026-01-01T00:00:00Z", "configure-reload", #""enabled":true,"threshold":100,"amount":100"#)
        + line("2026-01-01T00:00:00Z", "settle", #""payment":1,"result":"declined-soft""#)
        + line("2026-01-01T01:00:00Z", "settle", #""payment":2,"result":"succeeded""#))
    #expect(steps.map(\.verb) == ["attach-method", "configure-reload", "settle", "reload-timer", "settle"])
    #expect(steps.allSatisfy { $0.status == .ok })
    #expect(steps.last?.available == 100)
  }

  @Test("An owner with settle lines is answered by them only; another one at once")
  func recordedAnswers() throws {
    let at = "2026-01-01T00:00:00Z"
    let (steps, _) = try replay(
      line(at, "attach-method") + line(at, "attach-method", owner: "o2")
        + line(at, "purchase", #""amount":500,"key":"k""#) + line(at, "purchase", #""amount":700"#, owner: "o2")
        + line("2026-01-01T00:05:00Z", "settle", #""payment":"k","result":"succeeded""#)
        + line("2026-01-01T00:06:00Z", "settle", #""payment":"k","result":"succeeded""#)
        + line("2026-01-01T00:07:00Z", "settle", #""payment":9,"result":"succeeded""#))
    #expect(steps.map(\.available) == [0, 0, 0, 0, 700, 500, 500, 500])
    #expect(steps.suffix(3).map(\.status) == [.ok, .repeated, .unknownPayment])
  }

  @Test("With a header that says so, no charge is answered by itself")
  func recordedHeader() throws {
    let body = line("2026-01-01T00:00:00Z", "attach-method") + line("2026-01-01T00:00:00Z", "purchase", #""amount":500"#)
    #expect(try replay(#"{"trace":1,"charges":"recorded"}"# + "\n" + body).steps.last?.available == 0)
    #expect(try replay(#"{"trace":1,"charges":"automatic"}"# + "\n" + body).steps.last?.available == 500)
  }

  @Test("Job names: unknown ones are refused, a refused opening may be tried again, an open one may not")
  func jobNames() throws {
    let at = "2026-01-01T00:00:00Z"
    let (steps, _) = try replay(
      line(at, "close-job", #""job":"b""#) + line(at, "open-job", #""job":"b","slots":1,"price":100"#)
        + line(at, "grant", #""amount":500"#) + line(at, "open-job", #""job":"a","slots":1,"price":100"#)
        + line(at, "open-job", #""job":"b","slots":1,"price":100"#) + line(at, "open-job", #""job":"b","slots":1,"price":100"#)
        + line(at, "close-job", #""job":"b""#) + line(at, "open-job", #""job":"a","slots":1,"price":100"#))
    #expect(steps.map(\.status) == [.unknownJob, .insufficientFunds, .ok, .ok, .ok, .jobExists, .ok, .jobExists])
    #expect(steps.last?.held == 130)
  }

  @Test("The digest depends neither on the order of the owners nor on who else is there, but on names and deeds")
  func digest() throws {
    let first = line("2026-01-01T00:00:00Z", "grant", #""amount":5"#)
    let second = line("2026-01-01T00:00:00Z", "grant", #""amount":7"#, owner: "maria")
    let both = try replay(first + second).summary.digest
    #expect(try replay(second + first).summary.digest == both)
    #expect(try replay(first).summary.digest &+ replay(second).summary.digest == both)
    #expect(try replay(first + second.replacing("maria", with: "mario")).summary.digest != both)
    #expect(try replay(first + second.replacing("7", with: "8")).summary.digest != both)
  }

  @Test("Charges without an end in sight are stopped")
  func endless() throws {
    let text =
      line("2026-01-01T00:00:00Z", "attach-method") + "\n"
      + line("2026-01-01T00:00:00Z", "configure-reload", #""enabled":true,"threshold":100000000000000,"amount":1"#)
    var endless = Replay(
      try read(text),
      catalog: Catalog(
        name: "c",
        terms: Terms(fee: FeeRule(placement: .onTop, share: .none), reload: ReloadRule(attemptsPerCard: 16, attemptWindow_ms: 0)))
    )
    #expect(throws: Replay.Failure.endless(line: 3)) { _ = try endless.run { _, _ in true } }
  }

  @Test("A false from the observer stops the replay at that step")
  func observerStops() throws {
    var stopped = Replay(
      try read(line("2026-01-01T00:00:00Z", "grant", #""amount":5"#) + line("2026-01-01T00:00:00Z", "use", #""quantity":5"#)),
      catalog: onTop)
    let summary = try stopped.run { _, _ in false }
    #expect(summary.commands == 1)
    #expect(stopped.book.owners[0].available == 5)
  }

  @Test("Owner numbers are read from names of the form oN only")
  func ownerNumbers() {
    #expect(ownerNumber(name: "o0") == 0 && ownerNumber(name: "o417") == 417)
    #expect(ownerNumber(name: "o9223372036854775807") == 9_223_372_036_854_775_807)
    for name in ["o", "o00", "o01", "O1", "1", "o1a", "o-1", "o9223372036854775808", "o99999999999999999999", "", "o１"] {
      #expect(ownerNumber(name: name) == nil, "\(name)")
      #expect(ownerIdentity(name: name) >> 63 == 1)
    }
  }
}
