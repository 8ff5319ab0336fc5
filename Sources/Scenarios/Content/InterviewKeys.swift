import Accounting
import Pricing

/// `{name: screening, cost_key: interviews, base: 5 credits, included: 15 minutes, per_minute: 0.5 credits}`.
enum ProductKeys {
  static let name = Field("name", .name, "The agent's focus.")
  static let costKey = Field(
    "cost_key", .name, standard: "the product's name", "The heading that its usage is listed under; several may share one.")
  static let base = Field("base", .counted(.credits), standard: "0 credits", "What an interview costs, however short.")
  static let included = Field("included", .counted(.minutes), standard: "0 minutes", "Minutes that the base price covers.")
  static let perMinute = Field("per_minute", .counted(.credits), standard: "0 credits", "What each minute beyond them costs.")

  static let table = Table(
    name: "product", about: "A kind of interview; a price only where interviews are paid with credits.",
    keys: [name.key, costKey.key, base.key, included.key, perMinute.key])

  static let codec = Codec<Product>.record(table) { record in
    let name = record[name]
    let costKey = record[costKey]
    let price = Prices(record).over(nil)
    return name.map { Product(name: $0, costKey: costKey ?? $0, price: price) }
  }

  /// The parts of a price that a product or a company's own price is written with.
  struct Prices: Sendable {
    var base: Int64?
    var included: Int64?
    var perMinute: Int64?
    /// Whether any part stands there, be it right or wrong.
    let isWritten: Bool

    /// - Parameter record: of a table that has the three keys.
    init(_ record: Record) {
      base = record[ProductKeys.base]
      included = record[ProductKeys.included]
      perMinute = record[ProductKeys.perMinute]
      isWritten = record.has(ProductKeys.base) || record.has(ProductKeys.included) || record.has(ProductKeys.perMinute)
    }

    /// These parts over those of another price; nil when neither has any.
    func over(_ other: MeterRule?) -> MeterRule? {
      guard case .baseAndBeyond(let otherBase, let otherIncluded, let otherPrice) = other else {
        guard isWritten else { return nil }
        return .baseAndBeyond(base: base ?? 0, included: included ?? 0, price: perMinute ?? 0)
      }
      return .baseAndBeyond(base: base ?? otherBase, included: included ?? otherIncluded, price: perMinute ?? otherPrice)
    }
  }
}

/// `{name: acme, prices: [{product: screening, per_minute: 0.4 credits}]}`.
enum OverrideKeys {
  /// A company's own prices before the products are known.
  struct Written: Sendable {
    var name: String
    var prices: [(product: String, parts: ProductKeys.Prices)]
  }

  static let product = Field("product", .name, "The product that it is for.")
  static let priceTable: Table = {
    let parts = [ProductKeys.base.key, ProductKeys.included.key, ProductKeys.perMinute.key].map { key in
      var key = key
      key.standard = "as the product's"
      return key
    }
    return Table(name: "override_price", about: "A company's own price of a product.", keys: [product.key] + parts)
  }()

  private static let price = Codec<(product: String, parts: ProductKeys.Prices)>.record(priceTable) { record in
    let parts = ProductKeys.Prices(record)
    return record[product].map { (product: $0, parts: parts) }
  }

  static let name = Field("name", .name, "What traces and segments call it.")
  static let prices = Field(
    "prices",
    Codec<[(product: String, parts: ProductKeys.Prices)]>.list(of: price, atMost: 255).checked { _, cursor in
      cursor.hasDistinct("product", "price")
    }, "The prices that differ.")
  static let table = Table(
    name: "price_override", about: "Prices of its own for a company.", keys: [name.key, prices.key])

  static let codec = Codec<Written>.record(table) { record in
    let name = record[name]
    let prices = record[prices]
    guard let name, let prices else { return nil }
    return Written(name: name, prices: prices)
  }
}

/// `rounding: up`, or `rounding: {mode: nearest, step: 0.5 minutes, minimum: 1 minute}`.
enum UnitRoundingKeys {
  static let mode = Field(
    "mode", Codec<UnitRounding.Mode>.option(), standard: "up", "Whether a started step counts, the nearest, or only whole ones.")
  static let step = Field("step", .counted(.minutes, from: 1), standard: "1 minute", "What is rounded to.")
  static let minimum = Field("minimum", .counted(.minutes), standard: "0 minutes", "The least that an interview counts for.")
  static let table = Table(
    name: "unit_rounding", about: "How the length of an interview becomes billed minutes.",
    keys: [mode.key, step.key, minimum.key])

  private static let word = Codec<UnitRounding.Mode>.option()

  static let codec = Codec<UnitRounding>(schema: .anyOf([word.schema, .reference(table.name)])) { cursor in
    guard cursor.tree.entries != nil else { return word.read(cursor).map { UnitRounding(mode: $0) } }
    guard let record = Record(cursor, table) else { return nil }
    return UnitRounding(mode: record[mode] ?? .up, step: record[step] ?? 1_000, minimum: record[minimum] ?? 0)
  }
}

/// `interviews: {unit: credits, products: [...], overrides: [...]}`.
enum InterviewRuleKeys {
  static let unit = Field(
    "unit", Codec<InterviewRules.Unit>.option(),
    "Whether interviews use up the plan's minutes, billed beyond them at the period's end, or credits, when they end.")
  static let rounding = Field(
    "rounding", UnitRoundingKeys.codec, standard: "up", "How the length of an interview becomes billed minutes.")
  static let products = Field(
    "products", Codec<[Product]>.offered(ProductKeys.codec, "product"), "The kinds of interviews.")
  static let overrides = Field(
    "overrides",
    Codec<[OverrideKeys.Written]>.list(of: OverrideKeys.codec, atMost: 255).checked { _, cursor in
      cursor.hasDistinct("name", "set of prices")
    }, standard: "none", "Sets of prices that companies may have of their own.")
  static let table = Table(
    name: "interview_rules", about: "How interviews are counted and billed.",
    keys: [unit.key, rounding.key, products.key, overrides.key])

  static let codec = Codec<InterviewRules>.record(table) { record in
    let unit = record[unit]
    let rounding = record[rounding] ?? .started
    let products = record[products]
    let written = record.has(overrides) ? record[overrides] : []
    guard let unit, let products, let written else { return nil }
    guard arePriced(products, in: unit, record), unit == .credits || !record.has(overrides) else {
      if unit == .minutes, record.has(overrides) {
        record.cursor(of: InterviewRuleKeys.overrides).report(
          .contradiction, "prices in credits, and interviews that are counted in minutes",
          allowed: "overrides with 'unit: credits'")
      }
      return nil
    }
    let overrides = resolved(written, products, record)
    return overrides.map { InterviewRules(unit: unit, rounding: rounding, products: products, overrides: $0) }
  }

  /// Whether each product has a price where, and only where, interviews are paid with credits.
  private static func arePriced(_ products: [Product], in unit: InterviewRules.Unit, _ record: Record) -> Bool {
    let list = record.cursor(of: InterviewRuleKeys.products)
    var areRight = true
    for (index, product) in products.enumerated() where (product.price != nil) != (unit == .credits) {
      guard let element = list.tree.elements?[index] else { continue }
      areRight = false
      let place = list.child(element, index: index)
      if unit == .credits {
        place.report(.missingKey, "the product '\(product.name)' has no price", allowed: "at least one of base, per_minute")
      } else {
        place.report(
          .contradiction, "a price in credits, and interviews that are counted in minutes",
          allowed: "prices with 'unit: credits'; a plan's 'minutes.beyond' is the price of a minute")
      }
    }
    return areRight
  }

  /// Prices by product's place; nil after a report.
  private static func resolved(
    _ written: [OverrideKeys.Written], _ products: [Product], _ record: Record
  ) -> [PriceOverride]? {
    let names = products.map(\.name)
    let list = record.cursor(of: overrides)
    var isKnown = true
    let resolved = written.enumerated().map { index, override in
      var prices = [MeterRule?](repeating: nil, count: products.count)
      for (place, price) in override.prices.enumerated() {
        if let product = names.firstIndex(of: price.product) {
          prices[product] = price.parts.over(products[product].price)
        } else {
          isKnown = false
          let tree = list.tree.elements?[index]["prices"]?.elements?[place]["product"]
          let cursor = Cursor(
            tree: tree ?? list.tree, path: "\(list.path)[\(index)].prices[\(place)].product", context: list.context)
          cursor.report(
            .unknownName, "there is no product '\(price.product)'", allowed: names.joined(separator: ", "),
            hint: hint(for: price.product, among: names))
        }
      }
      return PriceOverride(name: override.name, prices: prices)
    }
    return isKnown ? resolved : nil
  }
}
