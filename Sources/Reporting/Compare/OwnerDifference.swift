import Measurement

/// What one owner came to under A and under B, the same customer both times. Amounts are minor units.
public struct OwnerDifference: Sendable {
  /// Its number in the population.
  public let owner: Int
  /// Index into the segments' names.
  public let segment: Int
  public let lifeA: OwnerFlows.Life
  public let lifeB: OwnerFlows.Life
  public let a: Figures
  public let b: Figures

  /// What the comparison looks at, of one owner in one run.
  public struct Figures: Hashable, Sendable {
    /// Cash that came from the owner, less what went back.
    public var paid: Int64
    /// What credits, plans and packs were used up for, and what expired of what was paid: payouts and revenue.
    public var spent: Int64
    /// What the platform earned from the owner, less what the owner cost it.
    public var net: Int64
    /// Credits left at the end, spendable or held.
    public var balance: Int64

    init(_ statement: MonthlyStatement) {
      paid = statement.cashIn - statement.refunds - statement.disputes
      spent = statement.payouts + statement.revenue
      net = statement.net
      balance = statement.closingLiability
    }

    public subscript(figure: OwnerFigure) -> Int64 {
      switch figure {
      case .paid: paid
      case .spent: spent
      case .net: net
      }
    }
  }

  /// Whether the owner was a customer in either run.
  public var isPresent: Bool { lifeA != .absent || lifeB != .absent }

  public func change(_ figure: OwnerFigure) -> Int64 { b[figure] - a[figure] }
}

/// The sides from which an owner's difference is looked at; raw values are names in files.
public enum OwnerFigure: String, CaseIterable, Sendable {
  case paid, spent, net

  public var title: String {
    switch self {
    case .paid: "paid by the owner"
    case .spent: "spent by the owner"
    case .net: "earned from the owner"
    }
  }

  public var meaning: String {
    switch self {
    case .paid: "Cash that came from the owner less refunds and disputes. It comes in packs, so it jumps."
    case .spent: "What credits, plans and packs went for: payouts to workers, revenue, and paid credits that expired."
    case .net: "The platform's net from this owner: revenue less promotion, processor fees, bad debt and losses by disputes."
    }
  }
}

extension FlowSums {
  /// What moved for one owner over the whole run.
  init(_ flows: OwnerFlows, owner: Int) {
    self.init { code, creditClass in flows[.moved(code, creditClass), owner] }
  }
}

extension MonthlyStatement {
  /// One owner's whole run.
  init(_ flows: OwnerFlows, owner: Int) {
    let moved = FlowSums(flows, owner: owner)
    self.init(month: nil, moved: moved, sinceStart: moved)
  }
}
