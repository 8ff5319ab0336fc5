import Foundation
import Testing

/// The JSON of finance, read as a reader would who has the ledger's balances and a calculator.
@Suite("The statements of finance and the ledger")
struct FinanceTests {
  static let scenarios: [String] = {
    let folders = ["scenarios", "scenarios/check"]
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.root.appendingPathComponent(folder).path)) ?? []
      return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }
  }()

  @Test("Agree to the cent in every scenario, for shards of one owner and of forty", arguments: scenarios)
  func agree(scenario: String) throws {
    func run(_ flags: String...) throws -> String {
      let words = ["run", scenario, "--owners", "40", "--audit", "off", "--format", "json", "--no-report", "--stable"] + flags
      return try Program.execute(Program.path, words, input: "", during: { _ in }).output
    }
    let output = try run()
    let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    try check(report)
    #expect(try run("--shard-owners", "40", "--threads", "2") == output)
  }

  private func check(_ report: [String: Any]) throws {
    let money = try #require(report["money"] as? [String: Any])
    let finance = try #require(report["finance"] as? [String: Any])
    var balances: [String: Int] = [:]
    for line in try #require(money["byAccount"] as? [[String: Any]]) {
      balances[try #require(line["account"] as? String)] = line["balance"] as? Int
    }
    func balance(_ accounts: String...) -> Int { accounts.reduce(0) { $0 + (balances[$1] ?? .min / 64) } }
    for tie in try #require(money["ties"] as? [[String: Any]]) { #expect(tie["holds"] as? Bool == true, "\(tie)") }

    let income = try #require(finance["income"] as? [String: Any])
    let total = try statement(income["total"])
    let months = try #require(income["monthly"] as? [Any]).map(statement)
    #expect(total["cash"]?["netCash"] == balance("cash"))
    let revenue = balance("feeRevenue", "usageRevenue", "planRevenue", "packRevenue", "breakage")
    #expect(total["earned"]?["revenue"] == revenue)
    #expect(total["earned"]?["net"] == revenue - balance("promotion", "processorFees", "badDebt", "disputes"))
    for (part, lines) in total {
      for (line, amount) in lines { #expect(months.reduce(0) { $0 + ($1[part]?[line] ?? 0) } == amount, "\(part).\(line)") }
    }
    for month in months {
      let bridge = month["bridge"]?.values.reduce(0, +) ?? 0
      #expect((month["cash"]?["netCash"] ?? 0) + bridge == month["earned"]?["net"])
    }

    let rolled = try #require(finance["rollForward"] as? [String: [[String: Any]]])
    func closing(_ key: String) -> Int? { rolled[key]?.last?["closing"] as? Int }
    #expect(closing("paid") == balance("availablePaid", "heldPaid"))
    #expect(closing("promotional") == balance("availablePromotional", "heldPromotional"))
    #expect(closing("plans") == balance("deferred"))
    #expect(closing("packs") == balance("deferredCredits"))
    #expect(closing("accountCredit") == balance("accountCredit"))

    for origin in ["paid", "promotional"] {
      let lots = try #require(finance["origins"] as? [[String: Any]]).filter { $0["class"] as? String == origin }
      let owed = lots.reduce(0) { $0 + (($1["total"] as? [String: Any])?["closing"] as? Int ?? 0) }
      #expect(owed == closing(origin))
    }
    let debts = try #require(finance["badDebt"] as? [String: Any])
    #expect((debts["open"] as? Int ?? 0) + (debts["writtenOff"] as? Int ?? 0) == balance("badDebt"))
    let segments = try #require(finance["segments"] as? [[String: Any]])
    #expect(segments.dropFirst().reduce(0) { $0 + ($1["revenue"] as? Int ?? 0) } == revenue)
    #expect(segments.first?["owners"] as? Int == report["owners"] as? Int)
  }

  private func statement(_ value: Any?) throws -> [String: [String: Int]] {
    let object = try #require(value as? [String: Any])
    return object.compactMapValues { $0 as? [String: Int] }
  }
}
