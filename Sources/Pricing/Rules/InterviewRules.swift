import Accounting

/// A kind of interview, its price, and the heading that its usage is listed under. Source: rules IV-3, IV-5.
public struct Product: Hashable, Sendable {
  /// The agent's focus, such as "screening".
  public var name: String
  public var costKey: String
  /// In thousandths of a credit, where interviews are paid with credits; nil where they are counted in minutes.
  public var price: MeterRule?

  public init(name: String, costKey: String, price: MeterRule? = nil) {
    self.name = name
    self.costKey = costKey
    self.price = price
  }
}

/// Prices of its own for a company: those named here replace the catalog's. Source: rule IV-4.
public struct PriceOverride: Hashable, Sendable {
  public var name: String
  /// By product's place in the list; nil keeps the catalog's price.
  public var prices: [MeterRule?]

  public init(name: String, prices: [MeterRule?]) {
    self.name = name
    self.prices = prices
  }
}

/// How interviews are counted and billed. A revision may change figures, never the order of products. Source: rules IV-1 to IV-5.
public struct InterviewRules: Hashable, Sendable {
  /// What a company is billed in. Source: rule IV-1.
  public enum Unit: UInt8, CaseIterable, Sendable {
    /// Minutes: the plan's allowance, then money for each minute beyond, at the period's end.
    case minutes
    /// Credits, when the interview ends.
    case credits
  }

  public var unit: Unit
  public var rounding: UnitRounding
  public var products: [Product]
  public var overrides: [PriceOverride]

  public init(unit: Unit, rounding: UnitRounding = .started, products: [Product], overrides: [PriceOverride] = []) {
    self.unit = unit
    self.rounding = rounding
    self.products = products
    self.overrides = overrides
  }

  public func product(named name: String) -> ProductID? {
    products.firstIndex { $0.name == name }.map { ProductID(UInt16($0)) }
  }

  public func override(named name: String) -> OverrideID? {
    overrides.firstIndex { $0.name == name }.map { OverrideID(UInt8($0)) }
  }

  /// The price of a product for a company with these overrides, or nil for an unknown product or one without a price.
  public func price(of product: ProductID, under override: OverrideID?) -> MeterRule? {
    guard product.index < products.count else { return nil }
    if let override, override.index < overrides.count, product.index < overrides[override.index].prices.count,
      let own = overrides[override.index].prices[product.index]
    {
      return own
    }
    return products[product.index].price
  }
}
