import Testing

@testable import Reporting

@Suite("Guardrails")
struct GuardrailTests {
  private static let unit = MoneyUnit(code: "USD", decimals: 2)

  private func outcome(
    _ expression: String, rows: [ComparisonRow] = [], owners: OwnerComparison? = nil
  ) throws -> Guardrail.Result {
    try Guardrail(expression, unit: Self.unit).judge(rows, owners, unit: Self.unit)
  }

  private func mistake(_ expression: String) -> String {
    do {
      _ = try Guardrail(expression, unit: Self.unit)
      return "none"
    } catch {
      return "\(error.offset): \(error.found); \(error.allowed.prefix(40))"
    }
  }

  private func row(_ metric: Metric = .net, _ a: [Double], _ b: [Double]) throws -> ComparisonRow {
    try #require(ComparisonRow(metric, a: a, b: b, confidence: 0.95, noise: 0.01))
  }

  @Test("No owner, or at most a share of them, may pay more or less than a limit")
  func owners() throws {
    let owners = OwnerComparisonTests.comparison([1_000, 2_000, 300, 0], [1_250, 2_000, 301, 0])
    #expect(try outcome("no owner pays > +25 %", owners: owners).outcome == .pass)
    let broken = try outcome("no owner pays > +24.9999 %", owners: owners)
    #expect(broken.outcome == .fail)
    #expect(broken.finding == "1 of 4 owners, most of all o0: +2.50 USD, +25.00 %")
    #expect(try outcome("no owner pays >= +25%", owners: owners).outcome == .fail)
    #expect(try outcome("no owner pays > 2.49 USD", owners: owners).outcome == .fail)
    #expect(try outcome("no owner pays > 2.50 USD", owners: owners).outcome == .pass)
    #expect(try outcome("no owner pays < -0.01 USD", owners: owners).outcome == .pass)
    #expect(try outcome("at most 25 % of owners pay > 0 %", owners: owners).outcome == .fail)
    #expect(try outcome("at most 50 % of owners pay > 0 %", owners: owners).outcome == .pass)
    #expect(try outcome("no owner spends > 0 USD", owners: owners).outcome == .fail)
    #expect(try outcome("no owner pays > +25 %").outcome == .noData)
  }

  @Test("Owners are judged in every replication: one that breaks it is enough, and the one that shows it best is named")
  func everyReplication() throws {
    let runs: [(a: [Int64], b: [Int64])] = [
      ([1_000, 1_000, 1_000, 1_000], [1_000, 1_000, 1_000, 1_000]),
      ([1_000, 1_000, 1_000, 1_000], [1_300, 1_300, 1_000, 1_000]),
      ([1_000, 1_000, 1_000, 1_000], [1_000, 1_000, 1_900, 1_000]), ([1_000, 1_000, 1_000, 1_000], [1_010, 900, 1_000, 1_000]),
    ]
    func judge(_ expression: String) throws -> Guardrail.Result {
      let guardrail = try Guardrail(expression, unit: Self.unit)
      let all = runs.map { OwnerComparisonTests.comparison($0.a, $0.b) }
      let replications = all.enumerated().map {
        OwnerReplication(replication: $0 + 5, $1.owners.filter(\.isPresent), guardrails: [guardrail])
      }
      #expect(replications.map(\.payMore) == [0, 2, 1, 1] && replications.map(\.payLess) == [0, 0, 0, 1])
      return guardrail.judge([], all[0], unit: Self.unit, tallies: replications.compactMap { $0.tallies[0] })
    }
    let broken = try judge("no owner pays > +25 %")
    #expect(broken.outcome == .fail && broken.replication == 7)
    #expect(broken.finding == "in 2 of 4 replications; in replication 7, 1 of 4 owners, most of all o2: +9.00 USD, +90.00 %")
    // Where some may be beyond, the largest share shows it best.
    let share = try judge("at most 25 % of owners pay > +25 %")
    #expect(share.outcome == .fail && share.replication == 6)
    #expect(share.finding.hasPrefix("in 1 of 4 replications; in replication 6, 2 of 4 owners"))
    let kept = try judge("at most 50 % of owners pay > +25 %")
    #expect(kept.outcome == .pass && kept.replication == nil)
    #expect(kept.finding == "2 of 4 owners at most, in replication 6 of 4, most of all o0: +3.00 USD, +30.00 %")
    #expect(try judge("no owner pays > +95 %").finding == "0 of 4 owners in each of 4 replications")
  }

  @Test("Whoever paid nothing before is beyond any share")
  func fromNothing() throws {
    let owners = OwnerComparisonTests.comparison([0, 100, 100], [1, 100, 100])
    let result = try outcome("no owner pays > +1000 %", owners: owners)
    #expect(result.outcome == .fail)
    #expect(result.finding == "1 of 3 owners, most of all o0: +0.01 USD, from nothing")
    #expect(try outcome("no owner pays < -1 %", owners: owners).outcome == .pass)
  }

  @Test("A metric's change is judged by its interval: kept, broken, or undecided")
  func metrics() throws {
    let rows = [try row(.net, [10_000, 20_000, 30_000], [9_010, 19_000, 28_990])]
    // The difference is -1,000 of 20,000, so -5 %, with an interval of about +-24.8.
    #expect(try outcome("net >= -6 %", rows: rows).outcome == .pass)
    #expect(try outcome("net total >= -4 %", rows: rows).outcome == .fail)
    let unsure = try outcome("net change >= -5 %", rows: rows)
    #expect(unsure.outcome == .unsure)
    #expect(unsure.finding.hasSuffix("the limit lies within it"))
    #expect(try outcome("net > -11 USD", rows: rows).outcome == .pass)
    #expect(try outcome("net > -9 USD", rows: rows).outcome == .fail)
    #expect(try outcome("breakage <= +5 %", rows: rows).outcome == .noData)
    let shares = [try row(.refusedShare, [0.10, 0.11, 0.12], [0.12, 0.13, 0.14])]
    #expect(try outcome("command.refused <= +2.5 points", rows: shares).outcome == .pass)
    #expect(try outcome("command.refused <= +1 points", rows: shares).outcome == .fail)
    #expect(try outcome("command.refused <= +10 %", rows: shares).outcome == .fail)
    let gone = [try row(.ownersGone, [10, 12, 14], [11, 13, 15])]
    #expect(try outcome("owners.gone <= +1", rows: gone).outcome == .pass)
    #expect(try outcome("owners.gone < +1 owners", rows: gone).outcome == .fail)
    let fresh = [try row(.badDebt, [0, 0], [5, 6])]
    #expect(try outcome("bad-debt <= +5 %", rows: fresh).outcome == .noData)
    #expect(try outcome("bad-debt <= +1 USD", rows: fresh).outcome == .pass)
  }

  @Test("Mistakes are found with their place before anything runs")
  func mistakes() {
    #expect(mistake("") == "0: nothing; a guardrail such as 'no owner pays > +25")
    #expect(mistake("nett >= -5 %").hasPrefix("0: 'nett' is no metric"))
    #expect(mistake("net = 5 %") == "4: '=' is no comparison; < <= > >=")
    #expect(mistake("net >= -5") == "9: a limit without a unit; % or USD, such as +5 % or +100 USD")
    #expect(mistake("net >= -5 EUR") == "10: 'EUR'; % or USD")
    #expect(mistake("net >= 0.001 USD") == "7: too many decimal places; 2 of USD")
    #expect(mistake("net >= five %") == "7: 'five' is no number; a limit such as +5 % or +100 USD")
    #expect(mistake("net >= --5 %").hasPrefix("7: '--5' is no number"))
    #expect(mistake("net >= -5 % or so") == "12: 'or' behind the limit; nothing")
    #expect(mistake("no customer pays > 5 %") == "3: 'customer'; 'owner'")
    #expect(mistake("no owner earns > 5 %") == "9: 'earns'; pays, spends")
    #expect(mistake("at most 120 % of owners pay > 5 %") == "8: a share beyond 100 %; 0 % to 100 %")
    #expect(mistake("command.refused <= 2") == "20: nothing; 'points'")
    #expect(mistake("net") == "3: no comparison; < <= > >=")
    #expect(mistake("no owner pays>+25%") == "none")
  }
}
