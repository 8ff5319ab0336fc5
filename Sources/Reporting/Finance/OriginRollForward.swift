import Accounting
import Measurement

/// What became of the credits of one origin: of the whole run, or of those granted in one month. Minor units.
public struct OriginLine: Hashable, Sendable {
  /// The first day of the month in which they were granted, UTC; nil for all of them.
  public let month: CivilDate?
  public let lots: Int64
  public let spent: Int64
  public let expired: Int64
  /// Taken back by refunds, by disputes, or as the bonus of a refunded purchase.
  public let refunded: Int64
  public let held: Int64
  public let spendable: Int64

  /// All that was granted is somewhere.
  public var granted: Int64 { spent + expired + refunded + closing }
  /// What is owed when the run ends.
  public var closing: Int64 { held + spendable }

  /// The value of a figure in minor units, or lots.
  public subscript(figure: OriginFigure) -> Int64 {
    switch figure {
    case .lots: lots
    case .granted: granted
    case .spent: spent
    case .expired: expired
    case .refunded: refunded
    case .held: held
    case .spendable: spendable
    case .closing: closing
    }
  }
}

/// The figures of credits of one origin, in the order in which every renderer shows them; raw values are the keys of the JSON.
public enum OriginFigure: String, CaseIterable, Sendable {
  case lots, granted, spent, expired, refunded, held, spendable, closing

  public var unit: String { self == .lots ? "lots" : "minor units" }

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .lots: "Lots that were granted."
    case .granted: "Credits that were granted; the opening balance is zero."
    case .spent: "Of these, captured out of escrow or used."
    case .expired: "Of these, expired unspent."
    case .refunded: "Of these, taken back by refunds, by disputes, or as bonus of a refunded purchase."
    case .held: "Of these, in escrow when the run ended."
    case .spendable: "Of these, spendable when the run ended."
    case .closing: "Held and spendable together: owed when the run ended."
    }
  }
}

/// The liability by where credits came from: granted - spent - expired - refunded = closing, counted from the lots themselves.
public struct OriginRollForward: Hashable, Sendable {
  public let origin: LotOrigin
  public let total: OriginLine
  /// By the month in which they were granted, months without any left out.
  public let vintages: [OriginLine]

  /// As a reader calls it.
  public var title: String {
    switch origin {
    case .purchase: "purchase"
    case .reload: "automatic reload"
    case .bonus: "bonus"
    case .freeTier: "free tier"
    case .grant: "other grants"
    }
  }

  /// One for each origin that the run had, summed over its catalogs.
  static func all(_ card: borrowing Scorecard) -> [OriginRollForward] {
    var result: [OriginRollForward] = []
    for origin in LotOrigin.allCases {
      var vintages: [OriginLine] = []
      for month in 0..<card.vintages.months {
        let line = line(card, origin, months: month..<month + 1, card.flows.firstDay(ofMonth: month))
        if line.lots > 0 { vintages.append(line) }
      }
      let total = line(card, origin, months: 0..<card.vintages.months, nil)
      if total.lots > 0 { result.append(OriginRollForward(origin: origin, total: total, vintages: vintages)) }
    }
    return result
  }

  private static func line(
    _ card: borrowing Scorecard, _ origin: LotOrigin, months: Range<Int>, _ month: CivilDate?
  ) -> OriginLine {
    var sums = [Int64](repeating: 0, count: LotVintages.Place.allCases.count)
    var lots: Int64 = 0
    for catalog in 0..<card.vintages.catalogs {
      for row in months {
        lots += card.vintages.count(origin, catalog: catalog, month: row)
        for place in LotVintages.Place.allCases {
          sums[place.rawValue] += card.vintages.amount(place, origin, catalog: catalog, month: row)
        }
      }
    }
    return OriginLine(
      month: month, lots: lots, spent: sums[LotVintages.Place.spent.rawValue], expired: sums[LotVintages.Place.expired.rawValue],
      refunded: sums[LotVintages.Place.refunded.rawValue], held: sums[LotVintages.Place.held.rawValue],
      spendable: sums[LotVintages.Place.spendable.rawValue])
  }
}
