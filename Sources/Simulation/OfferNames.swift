import Accounting
import Billing
import Pricing

/// What a catalog offers by name, and a trace may call by it.
public enum OfferKind: UInt8, CaseIterable, Hashable, Sendable {
  case plan, pack, product
  /// A set of prices of its own for a company. Source: rule IV-4.
  case prices

  /// The key of a trace's line that names one.
  public var key: String { "\(self)" }

  /// For messages, such as "plans".
  public var plural: String { self == .prices ? "prices of its own" : "\(self)s" }

  /// A place that no list reaches, since a list has at most 255 entries.
  public static let noPlace = Int(UInt8.max)
}

/// The names of a catalog's plans, packs, products and sets of prices, by place. Revisions keep them.
public struct OfferNames: Sendable {
  private var lists: [[String]]

  public init(_ catalog: Catalog) {
    // What only a revision brings is known from the start, so that a trace may use it later.
    let all = [catalog.terms] + catalog.revisions.map(\.terms)
    lists = [
      all.lazy.compactMap(\.plans).first?.plans.map(\.name) ?? [],
      all.lazy.compactMap(\.packs).first?.packs.map(\.name) ?? [],
      all.lazy.compactMap(\.interviews).first?.products.map(\.name) ?? [],
      all.lazy.compactMap(\.interviews).first?.overrides.map(\.name) ?? [],
    ]
  }

  public func names(of kind: OfferKind) -> [String] { lists[Int(kind.rawValue)] }

  /// The place in the catalog's list, from 0; nil when the catalog has no such thing. - Complexity: O(names).
  public func place(of kind: OfferKind, named name: String) -> Int? { names(of: kind).firstIndex(of: name) }

  /// The name at a place; nil beyond the list's end.
  public func name(of kind: OfferKind, at place: Int) -> String? {
    names(of: kind).indices.contains(place) ? names(of: kind)[place] : nil
  }
}

extension Command {
  /// The same command about what stands at another place of the catalog's list; commands that are about none stay as they are.
  func about(place: Int) -> Command {
    switch self {
    case .subscribe(_, let throughCheckout): .subscribe(PlanID(UInt8(place)), throughCheckout: throughCheckout)
    case .changePlan: .changePlan(PlanID(UInt8(place)))
    case .buyPack(_, let endUser): .buyPack(PackID(UInt8(place)), endUser)
    case .interview(_, let duration_ms): .interview(ProductID(UInt16(place)), duration_ms: duration_ms)
    case .overridePrices: .overridePrices(OverrideID(UInt8(place)))
    default: self
    }
  }
}
