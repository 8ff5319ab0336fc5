import Population
import Pricing
import Sampling

/// What a catalog has lists of, and how segments name their entries.
enum CatalogList {
  case plan, pack, product, override

  var word: String {
    switch self {
    case .plan: "plan"
    case .pack: "pack"
    case .product: "product"
    case .override: "override"
    }
  }

  /// Names by their places in the catalog.
  func names(_ terms: Terms) -> [String] {
    switch self {
    case .plan: terms.plans?.plans.map(\.name) ?? []
    case .pack: terms.packs?.packs.map(\.name) ?? []
    case .product: terms.interviews?.products.map(\.name) ?? []
    case .override: terms.interviews?.overrides.map(\.name) ?? []
    }
  }
}

extension Codec where Value == Distribution {
  /// `{none: 60, pro: 30, enterprise: 10}`: names of the catalog's entries with their weights, as a law of their places.
  static func places(of names: CatalogList, orNone: Bool = false) -> Codec {
    let weights = JSON.object([
      .init("type", .string("object")), .init("additionalProperties", Codec<Double>.number(0...1e9).schema),
    ])
    return Codec(schema: weights) { cursor in
      guard let options = cursor.places(of: names, orNone: orNone, weight: .number(0...1e9)) else { return nil }
      return cursor.choice(options)
    }
  }

  /// `{partner: 5 %}`: shares of the owners by the catalog's names; the rest has nothing.
  static func sharedPlaces(of names: CatalogList) -> Codec {
    let shares = JSON.object([.init("type", .string("object")), .init("additionalProperties", Codec<Double>.probability.schema)])
    return Codec(schema: shares) { cursor in
      guard let options = cursor.places(of: names, orNone: false, weight: .probability) else { return nil }
      let sum = options.reduce(0) { $0 + $1.weight }
      guard sum <= 1 + 1e-9 else {
        cursor.report(.shareOutOfRange, "the shares add up to more than 100 %", allowed: "at most 100 % together")
        return nil
      }
      return cursor.choice(options + [(value: PlanBehaviour.nothing, weight: max(0, 1 - sum))])
    }
  }
}

extension Cursor {
  /// The places and weights of a map of names; nil after a report.
  fileprivate func places(
    of kind: CatalogList, orNone: Bool, weight: Codec<Double>
  ) -> [(value: Double, weight: Double)]? {
    guard let entries = tree.entries, !entries.isEmpty else {
      reportShape(expected: "a map from names of \(kind.word)s to numbers")
      return nil
    }
    // Of a catalog that is not sound nothing can be said; that was reported.
    let known = context.terms.map(kind.names)
    if let known, known.isEmpty {
      report(.unknownName, "the catalog has no \(kind.word)s", hint: "leave this out, or give the catalog some")
      return nil
    }
    var options: [(value: Double, weight: Double)] = []
    for entry in entries {
      let weight = weight.read(child(of: entry))
      let place = place(of: entry, kind, among: known, orNone: orNone)
      if let place, let weight { options.append((value: place, weight: weight)) }
    }
    return options.count == entries.count ? options : nil
  }

  private func place(of entry: Tree.Entry, _ kind: CatalogList, among known: [String]?, orNone: Bool) -> Double? {
    if orNone, entry.key == "none" { return PlanBehaviour.nothing }
    guard let known else { return 0 }
    if let place = known.firstIndex(of: entry.key) { return Double(place) }
    let allowed = known + (orNone ? ["none"] : [])
    key(of: entry).report(
      .unknownName, "the catalog has no \(kind.word) '\(clipped(entry.key))'", allowed: allowed.joined(separator: ", "),
      hint: hint(for: entry.key, among: allowed))
    return nil
  }

  fileprivate func choice(_ options: [(value: Double, weight: Double)]) -> Distribution? {
    do {
      return try Distribution.choice(options)
    } catch {
      report(.badDistribution, "the weights are all zero", allowed: "at least one weight above zero")
      return nil
    }
  }
}
