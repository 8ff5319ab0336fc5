/// The way from one amount to another in steps that add up exactly. All amounts are minor units, means over the replications.
///
/// Sums over all replications are exact; only what is reached so far is rounded, never a step by itself, so no unit is lost.
public struct Bridge: Sendable {
  public struct Step: Sendable {
    /// What was changed, or which account it is.
    public let name: String
    public let amount: Int64
    /// A sentence about it; empty for none.
    public let note: String
  }

  public let from: Int64
  public let steps: [Step]
  public let to: Int64

  /// Whether the steps lead from one end to the other.
  public var ties: Bool { from + steps.reduce(0) { $0 + $1.amount } == to }

  /// - Parameters:
  ///   - from: the sum over all replications.
  ///   - steps: what each adds to that sum.
  ///   - count: replications, at least one.
  init(from: Int64, steps: [(name: String, sum: Int64, note: String)], count: Int) {
    var reached = Int128(from)
    var rounded = Bridge.mean(reached, count)
    self.from = rounded
    self.steps = steps.map { step in
      reached += Int128(step.sum)
      let next = Bridge.mean(reached, count)
      defer { rounded = next }
      return Step(name: step.name, amount: next - rounded, note: step.note)
    }
    to = rounded
  }

  /// The net, account by account. Expenses are shown as what they add to the net.
  ///
  /// - Parameters:
  ///   - a: statements of whole runs, one a replication.
  init(byAccount a: [MonthlyStatement], _ b: [MonthlyStatement]) {
    let income: [MonthlyFigure] = [.feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage]
    let expense: [MonthlyFigure] = [.promotionCost, .processorFees, .badDebt, .disputeLosses]
    func sum(_ statements: [MonthlyStatement], _ figure: MonthlyFigure) -> Int64 { statements.reduce(0) { $0 + $1[figure] } }
    let steps = (income + expense).map { figure in
      let difference = sum(b, figure) - sum(a, figure)
      return (name: figure.title, sum: expense.contains(figure) ? -difference : difference, note: figure.meaning)
    }
    self.init(from: sum(a, .net), steps: steps.filter { $0.sum != 0 }, count: a.count)
  }

  /// The net, one change after the other: each step is measured with the changes before it made.
  ///
  /// - Parameter levels: the net of every replication after each step; the first belongs to A and has no step.
  init(byCause levels: [(name: String, note: String, nets: [Int64])]) {
    let sums = levels.map { $0.nets.reduce(0, +) }
    let steps = zip(levels, sums).enumerated().dropFirst().map { index, level in
      (name: level.0.name, sum: level.1 - sums[index - 1], note: level.0.note)
    }
    self.init(from: sums.first ?? 0, steps: steps, count: max(1, levels.first?.nets.count ?? 1))
  }

  /// Rounded half away from zero.
  private static func mean(_ sum: Int128, _ count: Int) -> Int64 {
    let (whole, rest) = sum.quotientAndRemainder(dividingBy: Int128(count))
    let isUp = rest.magnitude * 2 >= Int128(count).magnitude
    return Int64(whole + (isUp ? (sum < 0 ? -1 : 1) : 0))
  }
}
