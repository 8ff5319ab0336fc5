import Accounting
import Billing
import Pricing
import Scenarios
import Simulation
import Testing

@Suite("Names in traces")
struct TraceOfferTests {
  private static let at = "2026-01-01T00:00:00Z"

  /// The commands of a trace as the replay sends them, each as text.
  private func commands(_ text: String, catalog: Catalog = offers) throws -> [String] {
    var replay = Replay(try read(text), catalog: catalog)
    var commands: [String] = []
    _ = try replay.run { _, step in
      if step.line != nil, let command = step.command { commands.append(command.text(names: OfferNames(catalog))) }
      return true
    }
    return commands
  }

  @Test("Plans, packs, products and sets of prices are called by name or by place")
  func offered() throws {
    let text =
      line(Self.at, "subscribe", #""plan":"enterprise","checkout":true"#) + line(Self.at, "change-plan", #""plan":1"#)
      + line(Self.at, "buy-pack", #""pack":"medium""#) + line(Self.at, "buy-pack", #""pack":0,"end_user":4"#)
      + line(Self.at, "interview", #""minutes":27.5,"product":"phone""#)
      + line(Self.at, "interview", #""duration_ms":1621000,"product":0"#) + line(Self.at, "override-prices", #""prices":"acme""#)
    #expect(
      try commands(text) == [
        "subscribe plan enterprise through checkout", "change-plan plan pro", "buy-pack pack medium",
        "buy-pack pack single for u4",
        "interview product phone milliseconds 1650000", "interview product screening milliseconds 1621000",
        "override-prices prices acme",
      ])
  }

  @Test("End users and documents are numbered by each owner apart, in the order of appearance, past numbers that were written")
  func numbered() throws {
    func access(_ user: String, _ documents: String, owner: String = "o1") -> String {
      line(Self.at, "access", "\"end_user\":\(user),\"documents\":[\(documents)]", owner: owner)
    }
    let text =
      access(#""anna""#, #""deed", "survey""#) + access(#""bruno""#, #""survey","plan","survey""#)
      + access(#""bruno""#, #""deed""#, owner: "o2") + access("9", "20") + access(#""clara""#, #""new""#) + access("0", "0")
      + line(Self.at, "buy-pack", #""pack":"single","end_user":"anna""#)
    #expect(
      try commands(text) == [
        "access u1 d1 d2", "access u2 d2 d3 d2", "access u1 d1", "access u9 d20", "access u10 d21", "access u0 d0",
        "buy-pack pack single for u1",
      ])
  }

  @Test("A name that the catalog does not have is one mistake where it stands first; a catalog without such things says so")
  func unknown() throws {
    let trace = try read(
      line(Self.at, "subscribe", #""plan":"pro""#) + line(Self.at, "subscribe", #""plan":"pros""#)
        + line(Self.at, "change-plan", #""plan":"pros""#) + line(Self.at, "override-prices", #""prices":"other""#))
    let mistakes = TraceOffers.mistakes(in: trace, file: "t", catalog: offers)
    #expect(mistakes.map(\.code) == [.unknownName, .unknownName])
    #expect(mistakes.map(\.place) == [Place(file: "t", line: 2, column: 67), Place(file: "t", line: 4, column: 75)])
    #expect(mistakes.map(\.allowed) == ["free, pro, enterprise", "acme"])
    #expect(mistakes.map(\.hint) == ["did you mean 'pro'?", nil])
    let without = TraceOffers.mistakes(in: trace, file: "t", catalog: onTop)
    #expect(without.map(\.code) == [.notSupported, .notSupported, .notSupported])
    #expect(without[0].rendered.contains("the catalog 'on-top' has no plans"))
  }

  @Test("A replay of unknown names ends in refusals, not in a crash")
  func replayOfUnknown() throws {
    let (steps, _) = try replay(
      line(Self.at, "subscribe", #""plan":"nothing","checkout":true"#) + line(Self.at, "buy-pack", #""pack":"nothing""#)
        + line(Self.at, "interview", #""minutes":1,"product":"nothing""#)
        + line(Self.at, "override-prices", #""prices":"nothing""#),
      catalog: offers)
    #expect(steps.count == 4 && steps.allSatisfy { !$0.status.isOK })
  }

  @Test("What only a revision offers can be named")
  func offeredLater() {
    let revised = Catalog(
      name: "later", terms: onTop.terms,
      revisions: [.init(effective: Instant(milliseconds: 0), terms: offers.terms)])
    #expect(OfferNames(revised).place(of: .plan, named: "pro") == 1)
    #expect(OfferNames(onTop).names(of: .pack).isEmpty)
    #expect(OfferNames(offers).name(of: .product, at: 1) == "phone")
    #expect(OfferNames(offers).name(of: .prices, at: 1) == nil)
  }
}
