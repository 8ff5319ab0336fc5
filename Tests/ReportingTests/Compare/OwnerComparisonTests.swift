import Accounting
import Measurement
import Testing

@testable import Reporting

@Suite("Winners and losers")
struct OwnerComparisonTests {
  static let unit = MoneyUnit(code: "USD", decimals: 2)

  /// Owners who paid so much, in cents, and whose fees were a tenth of it; a nil was never there.
  static func flows(_ paid: [Int64?]) -> OwnerFlows {
    var flows = OwnerFlows(owners: paid.count)
    for (owner, paid) in paid.enumerated() {
      guard let paid else { continue }
      flows.add(OwnerFlows.Life.member.rawValue, to: .life, owner: owner)
      flows.add(paid, to: .moved(.purchase, .paid), owner: owner)
      flows.add(paid / 10, to: .moved(.captureFee, .paid), owner: owner)
      flows.add(1, to: .payments, owner: owner)
    }
    return flows
  }

  static func comparison(_ a: [Int64?], _ b: [Int64?]) -> OwnerComparison {
    OwnerComparison(
      a: flows(a), b: flows(b), segments: ["few", "many"], firstNumbers: [0, 2, a.count], unit: unit)
  }

  @Test("Owners are counted by what becomes of their payments, and the whole is their sum")
  func counted() throws {
    let comparison = Self.comparison([1_000, 2_000, 0, 500, nil, 4_000], [900, 2_000, 100, 500, nil, 5_200])
    let paid = comparison.spreads[0]
    #expect([paid.lower, paid.same, paid.higher] == [1, 2, 2])
    #expect(paid.total == 1_200)
    #expect([paid.p5, paid.p50, paid.p95] == [-100, 0, 1_200])
    #expect(comparison.spreads[2].total == 120)
    let buckets = Dictionary(comparison.histogram.map { ($0.name, $0.owners) }, uniquingKeysWith: +)
    #expect(buckets["-10 % to -25 %"] == 1)
    #expect(buckets["unchanged"] == 2)
    #expect(buckets["+25 % to +50 %"] == 1)
    #expect(buckets["paid nothing under A"] == 1)
    #expect(comparison.histogram.reduce(0) { $0 + $1.owners } == 5)
    #expect(comparison.bySegment.map(\.owners) == [2, 3])
    #expect(comparison.bySegment.map { $0.paidB - $0.paidA } == [-100, 1_300])
    #expect(comparison.bySize.reduce(0) { $0 + $1.owners } == 5)
  }

  @Test("A whale is one of the twentieth that paid most, small is the lower half of those who paid")
  func sizes() {
    let paid: [Int64?] = (1...40).map { Int64($0) * 100 } + [0]
    let comparison = Self.comparison(paid, paid)
    let counts = OwnerSize.allCases.map { size in comparison.sizes.count { $0 == size } }
    #expect(counts == [2, 18, 20, 1])
    #expect(comparison.sizes[39] == .whale && comparison.sizes[38] == .whale && comparison.sizes[37] == .medium)
    #expect(comparison.largest.isEmpty)
  }

  @Test("The largest changes come first, each with every figure that differs")
  func largest() throws {
    let comparison = Self.comparison([1_000, 2_000, 300], [900, 5_000, 300])
    #expect(comparison.largest.map(\.difference.owner) == [1, 0])
    let lines = try #require(comparison.largest.first?.lines)
    #expect(lines.contains(.init(name: "cash in", a: "20.00", b: "50.00", change: "+30.00")))
    #expect(lines.contains(.init(name: "fee revenue", a: "2.00", b: "5.00", change: "+3.00")))
    #expect(lines.contains(.init(name: "liability at the end", a: "18.00", b: "45.00", change: "+27.00")))
    #expect(!lines.contains { $0.name == "payments settled" })
  }
}
