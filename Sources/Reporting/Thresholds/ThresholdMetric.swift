import Accounting

/// What a threshold looks at, with its tags.
enum ThresholdMetric: Hashable, Sendable {
  /// Commands of a kind, or of all kinds.
  case commands(kind: String?, ThresholdCommands)
  /// Steps that met a situation, and what they are a share of.
  case situation(String, of: [ThresholdWhole])
  case figure(MonthlyFigure, catalog: String?)
  /// What an account holds at the end.
  case balance(Account, catalog: String?)
  /// Owners that were simulated.
  case population(catalog: String?)
  case owners(ThresholdOwners)
  case gauge(ThresholdGauge, catalog: String?)
}

/// Which commands of a kind are counted.
enum ThresholdCommands: Hashable, Sendable {
  case all
  /// Those that changed nothing.
  case refused
  /// Those that were answered so.
  case answered(String)
}

/// Owners that are counted by month.
enum ThresholdOwners: String, CaseIterable, Sendable { case joined, active, gone }

/// What is kept as the largest value of any one owner. A further gauge is a case here, its aggregates and unit below, and a line
/// in `ThresholdFigures`.
enum ThresholdGauge: String, CaseIterable, Sendable {
  /// What one owner owed at once, in minor units.
  case debt
}

/// How a metric becomes one number; raw values are written in expressions.
enum ThresholdAggregate: String, CaseIterable, Sendable {
  case count, rate, total, end, share, max
  case minPerMonth = "min per month"
  case maxPerMonth = "max per month"
  case meanPerMonth = "mean per month"
  case peakPerSecond = "peak per second"
  case peakPerMinute = "peak per minute"
  case peakPerHour = "peak per hour"

  static let perMonth: [ThresholdAggregate] = [.minPerMonth, .maxPerMonth, .meanPerMonth]
}

/// What a value is counted in.
enum ThresholdUnit: Hashable, Sendable {
  case count
  /// Hundredths, written with "%".
  case share
  /// Minor units of money, or thousandths of another asset.
  case amount(MoneyUnit)

  /// "%", a currency or asset, or "count".
  var text: String {
    switch self {
    case .count: "count"
    case .share: "%"
    case .amount(let unit): unit.code
    }
  }

  /// Decimal places between the unit as people write it and the smallest one.
  var places: Int {
    switch self {
    case .count: 0
    case .share: 2
    case .amount(let unit): unit.decimals
    }
  }
}

extension ThresholdMetric {
  /// The aggregates that make sense of it, in the order of the documentation.
  var aggregates: [ThresholdAggregate] {
    switch self {
    case .commands(nil, .all): [.count, .peakPerSecond, .peakPerMinute, .peakPerHour]
    // Seconds are counted for all kinds together.
    case .commands(_, .all): [.count, .peakPerMinute, .peakPerHour]
    case .commands: [.count, .rate]
    case .situation(_, let wholes): wholes.isEmpty ? [.count] : [.count, .rate]
    case .figure(let figure, _):
      (figure.isClosing ? [.end] : [.total]) + ThresholdAggregate.perMonth + (figure.whole == nil ? [] : [.share])
    case .balance: [.end]
    case .population: [.count]
    case .owners(.active): ThresholdAggregate.perMonth
    case .owners(.joined): [.count] + ThresholdAggregate.perMonth
    case .owners(.gone): [.count, .rate] + ThresholdAggregate.perMonth
    case .gauge: [.max]
    }
  }

  /// Whether it is kept by month, so that a window makes sense.
  func isKeptByMonth(_ aggregate: ThresholdAggregate) -> Bool {
    switch self {
    case .figure: true
    case .owners: aggregate != .rate
    default: false
    }
  }

  /// What its value is counted in. - Parameter money: of the run.
  func unit(_ aggregate: ThresholdAggregate, money: MoneyUnit) -> ThresholdUnit {
    if aggregate == .rate || aggregate == .share { return .share }
    switch self {
    case .figure, .gauge(.debt, _): return .amount(money)
    case .balance(let account, _): return .amount(money.of(account.asset))
    case .commands, .situation, .population, .owners: return .count
    }
  }
}

extension MonthlyFigure {
  /// `feeRevenue` as `fee-revenue`.
  var metric: String { rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) } }

  /// Whether it is a balance, not something that moved: months do not add up.
  var isClosing: Bool {
    switch self {
    case .closingHeld, .closingLiability, .closingDeferred, .closingAccountCredit: true
    default: false
    }
  }

  /// What its share is taken of; nil where a share makes no sense.
  var whole: MonthlyFigure? {
    switch self {
    case .breakage, .bonusGiven: .creditsSold
    case .processorFees, .refunds, .disputes, .disputeLosses, .creditsSold: .cashIn
    case .payouts: .held
    case .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .promotionCost, .badDebt, .net: .revenue
    case .cashIn, .grants, .held, .revenue, .closingHeld, .closingLiability, .closingDeferred, .closingAccountCredit: nil
    }
  }
}
