import Accounting
import Billing
import Foundation
import Population
import Pricing
import Sampling
import Testing

@testable import Simulation

/// Fixed seeds, 4 standard errors.
@Suite("A choice of pack that leans towards the bonus")
struct PackChoiceTests {
  private static let owners = 4_000
  private static let amounts = [(value: 1_000.0, weight: 5.0), (value: 5_000, weight: 3), (value: 10_000, weight: 2)]

  /// Owners who buy once on joining, some of them after the ladder has changed on day 30.
  private func purchases(sensitivity: Double, ladder: BonusLadder, later: BonusLadder? = nil) throws -> [(
    at: Instant, amount: Int64
  )] {
    var funds = try Worlds.rich()
    funds.firstPurchase = try .choice(Self.amounts)
    funds.firstPurchaseBonusSensitivity = sensitivity
    let segment = Segment(name: "buyers", owners: Self.owners, joins: .spread(over_ms: 60 * Duration_ms.day), funds: funds)
    let change = Worlds.start.advanced(by: 30 * Duration_ms.day)
    let scenario = Worlds.scenario(
      "packs", days: 61, terms: Worlds.terms { $0.bonus = ladder }, [segment],
      revisions: later.map { ladder in [.init(effective: change, terms: Worlds.terms { $0.bonus = ladder })] } ?? [], seed: 71)
    return scenario.lives(owners: Self.owners).compactMap { life in
      for entry in life { if case .purchase(let amount, _) = entry.command { return (entry.at, amount) } }
      return nil
    }
  }

  private func ladder(_ middle: Int64, _ top: Int64) -> BonusLadder {
    BonusLadder(steps: [.init(from: 5_000, share: Share(percent: middle)), .init(from: 10_000, share: Share(percent: top))])
  }

  /// Whether amounts were chosen with these weights.
  private func expect(_ amounts: [Int64], _ weights: [Double]) {
    let total = weights.reduce(0, +)
    for (option, weight) in zip(Self.amounts, weights) {
      let share = weight / total
      let count = Double(amounts.count { $0 == Int64(option.value) })
      let n = Double(amounts.count)
      #expect(abs(count - n * share) < 4 * (n * share * (1 - share)).squareRoot(), "\(option.value)")
    }
  }

  @Test("weighs each amount by exp(sensitivity x its bonus), before and after the ladder changes")
  func weights() throws {
    let bought = try purchases(sensitivity: 6, ladder: ladder(5, 15), later: ladder(20, 0))
    #expect(bought.count == Self.owners)
    let change = Worlds.start.advanced(by: 30 * Duration_ms.day)
    expect(bought.filter { $0.at < change }.map(\.amount), [5, 3 * exp(0.3), 2 * exp(0.9)])
    expect(bought.filter { $0.at >= change }.map(\.amount), [5, 3 * exp(1.2), 2])
  }

  @Test("is the plain choice without a sensitivity, and without a bonus")
  func plain() throws {
    let plain = try purchases(sensitivity: 0, ladder: ladder(5, 15)).map(\.amount)
    expect(plain, [5, 3, 2])
    #expect(try purchases(sensitivity: 6, ladder: .none).map(\.amount) == plain)
  }

  @Test("gives the same owners their draws: a better bonus on the largest pack moves nobody to a smaller one")
  func commonNumbers() throws {
    let before = try purchases(sensitivity: 6, ladder: ladder(5, 10)).map(\.amount)
    let after = try purchases(sensitivity: 6, ladder: ladder(5, 25)).map(\.amount)
    #expect(zip(before, after).allSatisfy { $0 <= $1 })
    #expect(before != after)
  }
}
