import Accounting
import Billing
import Pricing
import Scenarios
import Simulation
import Testing

@Suite("What a line says about plans, wallets and refusals")
struct ReplayLineOfferTests {
  private static let at = "2026-01-01T00:00:00Z"

  /// The part of each line between `total` and `transfers`, of the commands of the trace.
  private func details(_ text: String, catalog: Catalog = offers) throws -> [String] {
    let trace = try read(text)
    var replay = Replay(trace, catalog: catalog)
    var details: [String] = []
    _ = try replay.run { book, step in
      let text = ReplayLine().text(of: step, ownerName: trace.owners[step.owner], in: book)
      let found = text.firstMatch(of: /"total":0(.*),"transfers"/)
      if step.line != nil { details.append(String(found?.1 ?? "nothing found")) }
      return true
    }
    return details
  }

  @Test("An owner without plans and wallets has none of the fields")
  func nothing() throws {
    #expect(try details(line(Self.at, "attach-method") + line(Self.at, "advance")) == ["", ""])
  }

  @Test("HI-9: a plan with its period, and use and limit behind a refusal")
  func plan() throws {
    let plan = #","plan":"free","subscription":"none","period_end":"2026-02-01T00:00:00Z","account_credit":0,"deferred":0"#
    #expect(
      try details(line(Self.at, "analyse") + line(Self.at, "analyse") + line(Self.at, "advance"))
        == [plan, plan + #","refusal":{"used":1,"limit":1}"#, plan])
  }

  @Test("HI-12: an end user's wallet, and the credits behind a refusal, in thousandths")
  func wallet() throws {
    let found = try details(
      line(Self.at, "access", #""end_user":7,"documents":[1]"#) + line(Self.at, "buy-pack", #""pack":"single","end_user":7"#)
        + line(Self.at, "access", #""end_user":7,"documents":[1,2]"#) + line(Self.at, "access", #""end_user":7,"documents":[1]"#)
    ).map { $0.replacing(/^.*"deferred":0/, with: "") }
    #expect(
      found == [
        #","refusal":{"required":1000,"available":0,"needed":1000}"#, #","end_user":7,"credits":0,"reports":0"#,
        #","end_user":7,"credits":1000,"reports":0,"refusal":{"required":2000,"available":1000,"needed":1000}"#,
        #","end_user":7,"credits":0,"reports":0"#,
      ])
  }

  @Test("IV-3: an owner's own wallet, and what was spent beyond it")
  func own() throws {
    let found = try details(
      line(Self.at, "attach-method") + line(Self.at, "buy-pack", #""pack":"single""#)
        + line(Self.at, "interview", #""minutes":27,"product":"screening""#))
    #expect(found.last == #","credits":0,"owed":10000,"reports":0"#)
  }
}
