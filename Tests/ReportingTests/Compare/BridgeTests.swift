import Testing

@testable import Reporting

@Suite("Bridges")
struct BridgeTests {
  @Test("Steps add up to the last minor unit, whatever the means are", arguments: [1, 2, 3, 7, 10])
  func addUp(count: Int) {
    var state: UInt64 = 88_172_645_463_325_252
    func random() -> Int64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int64(bitPattern: state) % 1_000_003
    }
    for _ in 0..<200 {
      let levels = (0..<5).map { (name: "step \($0)", note: "", nets: (0..<count).map { _ in random() }) }
      let bridge = Bridge(byCause: levels)
      #expect(bridge.ties)
      #expect(bridge.steps.count == 4)
      let sums = levels.map { $0.nets.reduce(0, +) }
      #expect((Double(bridge.from) - Double(sums[0]) / Double(count)).magnitude <= 0.5)
      #expect((Double(bridge.to) - Double(sums[4]) / Double(count)).magnitude <= 0.5)
      for (index, step) in bridge.steps.enumerated() {
        let exact = Double(sums[index + 1] - sums[index]) / Double(count)
        #expect((Double(step.amount) - exact).magnitude <= 1, "step \(index): \(step.amount) for \(exact)")
      }
    }
  }

  @Test("By account, expenses count against the net, and what does not change is left out")
  func byAccount() {
    let moved = HandMadeRun().statement
    let nothing = MonthlyStatement(month: nil, moved: FlowSums(), sinceStart: FlowSums())
    let bridge = Bridge(byAccount: [nothing, nothing], [moved, moved])
    #expect(bridge.from == 0)
    #expect(bridge.to == moved.net)
    #expect(bridge.ties)
    let amounts = Dictionary(bridge.steps.map { ($0.name, $0.amount) }, uniquingKeysWith: +)
    #expect(amounts["fee revenue"] == moved.feeRevenue)
    #expect(amounts["processor fees"] == -moved.processorFees)
    #expect(amounts["promotion cost"] == -moved.promotionCost)
    #expect(Bridge(byAccount: [moved], [moved]).steps.isEmpty)
  }

  @Test("Half a unit is rounded away from zero, on both sides of it")
  func rounding() {
    let bridge = Bridge(from: -3, steps: [("a", 4, "")], count: 2)
    #expect(bridge.from == -2)
    #expect(bridge.to == 1)
    #expect(bridge.ties)
  }
}

extension HandMadeRun {
  /// Of the whole run.
  var statement: MonthlyStatement {
    MoneyReport(flows: card.flows, balances: card.balances, unit: MoneyUnit(code: "USD", decimals: 2)).total
  }
}
