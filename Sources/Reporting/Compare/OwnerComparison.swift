import Measurement

/// Winners and losers: every owner under A and under B within the first replication, where both meet the same customers.
public struct OwnerComparison: Sendable {
  /// By owner number, those who were never customers too.
  public let owners: [OwnerDifference]
  /// Names, by `OwnerDifference.segment`.
  public let segments: [String]
  /// Of the owners who were customers, in the order of `OwnerFigure`.
  public let spreads: [OwnerSpread]
  /// How many owners pay how much more or less, in classes of the change.
  public let histogram: [OwnerBucket]
  public let bySegment: [OwnerGroup]
  /// By what they paid under A: the twentieth that paid most, the next nine twentieths, the rest, and those who paid nothing.
  public let bySize: [OwnerGroup]
  /// The largest changes of what is paid, explained; at most `mostExplained`.
  public let largest: [ExplainedOwner]
  /// Size by owner number, in the order of `OwnerSize.allCases`.
  public let sizes: [OwnerSize]

  public static let mostExplained = 20

  /// - Parameters:
  ///   - firstNumbers: the first owner number of each segment, then the number of all owners.
  /// - Precondition: both are of one population.
  /// - Complexity: O(owners log owners).
  public init(a: OwnerFlows, b: OwnerFlows, segments: [String], firstNumbers: [Int], unit: MoneyUnit) {
    let owners = OwnerDifference.all(a, b, firstNumbers: firstNumbers)
    let present = owners.filter(\.isPresent)
    self.owners = owners
    self.segments = segments
    spreads = OwnerFigure.allCases.map { OwnerSpread($0, present) }
    histogram = OwnerBucket.all(present)
    let sizes = OwnerSize.sizes(of: owners)
    self.sizes = sizes
    bySegment = segments.indices.map { index in OwnerGroup(segments[index], present.filter { $0.segment == index }) }
      .filter { $0.owners > 0 }
    bySize = OwnerSize.allCases.map { size in OwnerGroup(size.text, present.filter { sizes[$0.owner] == size }) }
      .filter { $0.owners > 0 }
    largest = OwnerComparison.largest(present).map { owner in
      ExplainedOwner(
        owner, segment: segments[owner.segment], size: sizes[owner.owner],
        lines: ExplainedOwner.lines(a, b, owner: owner.owner, unit: unit))
    }
  }

  private static func largest(_ present: [OwnerDifference]) -> [OwnerDifference] {
    let changed = present.filter { $0.change(.paid) != 0 || $0.change(.net) != 0 }
    let sorted = changed.sorted { left, right in
      let (x, y) = (left.change(.paid).magnitude, right.change(.paid).magnitude)
      if x != y { return x > y }
      let (u, v) = (left.change(.net).magnitude, right.change(.net).magnitude)
      return u != v ? u > v : left.owner < right.owner
    }
    return Array(sorted.prefix(mostExplained))
  }
}

/// How the changes of one figure are spread over the owners, in minor units.
public struct OwnerSpread: Sendable {
  public let figure: OwnerFigure
  public let lower: Int
  public let same: Int
  public let higher: Int
  /// Sum over all owners.
  public let total: Int64
  /// The change that 5, 50 and 95 of a hundred owners do not exceed; nil without owners.
  public let p5: Int64?
  public let p50: Int64?
  public let p95: Int64?

  init(_ figure: OwnerFigure, _ owners: [OwnerDifference]) {
    let changes = owners.map { $0.change(figure) }.sorted()
    self.figure = figure
    lower = changes.count { $0 < 0 }
    higher = changes.count { $0 > 0 }
    same = changes.count - lower - higher
    total = changes.reduce(0, +)
    func quantile(_ percent: Int) -> Int64? { changes.isEmpty ? nil : changes[max(0, (changes.count * percent + 99) / 100 - 1)] }
    p5 = quantile(5)
    p50 = quantile(50)
    p95 = quantile(95)
  }
}

/// A class of owners by how much more or less they pay.
public struct OwnerBucket: Sendable {
  /// Such as "-10 % to -5 %".
  public let name: String
  public let owners: Int

  /// Upper ends of the classes below zero and lower ends of those above it, in per cent.
  private static let edges: [Int64] = [1, 5, 10, 25, 50]

  /// Every class, empty ones too, from the largest saving to the largest rise.
  static func all(_ owners: [OwnerDifference]) -> [OwnerBucket] {
    var below = [Int](repeating: 0, count: edges.count + 1)
    var above = below
    var (same, fromNothing) = (0, 0)
    for owner in owners {
      let change = owner.change(.paid)
      if change == 0 {
        same += 1
      } else if owner.a.paid <= 0 {
        fromNothing += 1
      } else {
        let reached = edges.count { Int128(change.magnitude) * 100 >= Int128($0) * Int128(owner.a.paid) }
        if change < 0 { below[reached] += 1 } else { above[reached] += 1 }
      }
    }
    func name(_ index: Int, _ sign: String) -> String {
      if index == 0 { return "\(sign)1 % and less" }
      if index == edges.count { return "\(sign)\(edges[index - 1]) % and more" }
      return "\(sign)\(edges[index - 1]) % to \(sign)\(edges[index]) %"
    }
    return below.indices.reversed().map { OwnerBucket(name: name($0, "-"), owners: below[$0]) }
      + [OwnerBucket(name: "unchanged", owners: same)]
      + above.indices.map { OwnerBucket(name: name($0, "+"), owners: above[$0]) }
      + [OwnerBucket(name: "paid nothing under A", owners: fromNothing)]
  }
}

/// How much an owner paid under A, compared with the others; raw values are names in files.
public enum OwnerSize: String, CaseIterable, Sendable {
  case whale, medium, small
  case nothing = "paid nothing"

  public var text: String { rawValue }

  /// By owner number. Of equal payments the lower number counts as larger.
  static func sizes(of owners: [OwnerDifference]) -> [OwnerSize] {
    var sizes = [OwnerSize](repeating: .nothing, count: owners.count)
    let paying = owners.filter { $0.a.paid > 0 }.sorted { ($1.a.paid, $0.owner) < ($0.a.paid, $1.owner) }
    let whales = (paying.count + 19) / 20
    let medium = (paying.count + 1) / 2
    for (rank, owner) in paying.enumerated() { sizes[owner.owner] = rank < whales ? .whale : rank < medium ? .medium : .small }
    return sizes
  }
}

/// Owners taken together.
public struct OwnerGroup: Sendable {
  public let name: String
  public let owners: Int
  public let paidA: Int64
  public let paidB: Int64
  public let netA: Int64
  public let netB: Int64
  /// Owners that pay less, and more.
  public let payLess: Int
  public let payMore: Int

  init(_ name: String, _ owners: [OwnerDifference]) {
    self.name = name
    self.owners = owners.count
    paidA = owners.reduce(0) { $0 + $1.a.paid }
    paidB = owners.reduce(0) { $0 + $1.b.paid }
    netA = owners.reduce(0) { $0 + $1.a.net }
    netB = owners.reduce(0) { $0 + $1.b.net }
    payLess = owners.count { $0.change(.paid) < 0 }
    payMore = owners.count { $0.change(.paid) > 0 }
  }
}

/// One owner whose payments change a lot, with everything that differs.
public struct ExplainedOwner: Sendable {
  public let difference: OwnerDifference
  public let segment: String
  public let size: OwnerSize
  public let lines: [Line]

  /// One figure that differs, as text in its unit.
  public struct Line: Hashable, Sendable {
    public let name: String
    public let a: String
    public let b: String
    public let change: String
  }

  init(_ difference: OwnerDifference, segment: String, size: OwnerSize, lines: [Line]) {
    self.difference = difference
    self.segment = segment
    self.size = size
    self.lines = lines
  }

  private static let figures: [MonthlyFigure] = [
    .cashIn, .refunds, .disputes, .bonusGiven, .grants, .payouts, .feeRevenue, .usageRevenue, .planRevenue, .packRevenue,
    .breakage, .promotionCost, .processorFees, .badDebt, .disputeLosses, .closingHeld, .closingLiability, .closingDeferred,
  ]

  static func lines(_ a: OwnerFlows, _ b: OwnerFlows, owner: Int, unit: MoneyUnit) -> [Line] {
    let (before, after) = (MonthlyStatement(a, owner: owner), MonthlyStatement(b, owner: owner))
    var lines: [Line] = []
    for figure in figures where before[figure] != after[figure] {
      lines.append(
        Line(
          name: figure.title, a: unit.text(before[figure]), b: unit.text(after[figure]),
          change: unit.signedText(after[figure] - before[figure])))
    }
    func count(_ name: String, _ figure: OwnerFlows.Figure) {
      let (x, y) = (a[figure, owner], b[figure, owner])
      if x == y { return }
      let change = (y > x ? "+" : "") + NumberText.grouped(y - x)
      lines.append(Line(name: name, a: NumberText.grouped(x), b: NumberText.grouped(y), change: change))
    }
    count("payments settled", .payments)
    count("commands obeyed", .obeyed)
    count("commands refused", .refused)
    let (x, y) = (a.life(ofOwner: owner), b.life(ofOwner: owner))
    if x != y { lines.append(Line(name: "at the end", a: "\(x)", b: "\(y)", change: "")) }
    return lines
  }
}

extension MoneyUnit {
  /// An amount with its sign in front, also where it is a gain.
  func signedText(_ minor: Int64) -> String { minor > 0 ? "+" + text(minor) : text(minor) }
}
