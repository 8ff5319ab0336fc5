import Sampling

extension Codec where Value == Distribution {
  /// A distribution of `measure`: a plain value, or a map with one kind and perhaps `min` and `max`.
  static func distribution(_ measure: Measure) -> Codec {
    Codec(schema: .reference(measure.definition)) { cursor in DistributionReader(measure: measure).read(cursor) }
  }
}

/// Reads a distribution, the units of its parameters being those of what it describes.
struct DistributionReader {
  let measure: Measure
  /// Keys beside the kind that somebody else reads, such as the step of payouts.
  var otherKeys: [String] = []

  static let listKinds = ["choice", "empirical", "mixture"]
  static let kinds = LawKind.all.map(\.name) + listKinds
  static let limits = ["min", "max"]
  /// Most values of a choice or an empirical law, and parts of a mixture.
  static let mostEntries = 10_000
  /// Most distributions of one scenario, constants aside, so that no file makes the reader compute tables for ever.
  static let mostDistributions = 1_000

  /// nil after a report.
  func read(_ cursor: Cursor) -> Distribution? {
    guard let law = unlimited(cursor), let limited = limited(law, cursor) else { return nil }
    let domain = measure.domain
    // A trillionth is beyond what a run ever draws.
    guard limited.cumulative((0.0).nextDown) < 1e-12 else {
      cursor.report(
        .badDistribution, "values below zero would be drawn", allowed: "\(measure.plural) from zero on", hint: "set a 'min'")
      return nil
    }
    guard measure != .share || limited.cumulative(1) > 1 - 1e-12 else {
      cursor.report(
        .badDistribution, "values above 100 % would be drawn", allowed: "shares from 0 % to 100 %", hint: "set a 'max'")
      return nil
    }
    guard limited.mean.isFinite, limited.mean <= domain.upperBound else {
      cursor.report(
        .badDistribution, "the mean is \(limited.mean.isFinite ? "too large" : "infinite")",
        allowed: "a mean of at most \(plain(domain.upperBound)) in the unit's smallest part", hint: "set a 'max'")
      return nil
    }
    return limited
  }

  private func unlimited(_ cursor: Cursor) -> Distribution? {
    guard let entries = cursor.tree.entries else {
      if cursor.tree.elements != nil {
        cursor.reportShape(expected: "a value, or a map with one of \(Self.kinds.joined(separator: ", "))")
        return nil
      }
      return measure.codec.read(cursor).flatMap { value in make(cursor) { () throws(DistributionError) in try .constant(value) } }
    }
    cursor.context.distributions += 1
    guard cursor.context.distributions <= Self.mostDistributions else {
      if cursor.context.distributions == Self.mostDistributions + 1 {
        cursor.report(
          .outOfRange, "more than \(Self.mostDistributions) distributions",
          allowed: "at most \(Self.mostDistributions) in a scenario")
      }
      return nil
    }
    let known = Self.kinds + Self.limits + otherKeys
    var isKnown = true
    for entry in entries where !known.contains(entry.key) {
      isKnown = false
      cursor.key(of: entry).report(
        .unknownKey, "unknown distribution '\(clipped(entry.key))'", allowed: known.joined(separator: ", "),
        hint: hint(for: entry.key, among: known))
    }
    let laws = entries.filter { Self.kinds.contains($0.key) }
    guard let law = laws.first, laws.count == 1 else {
      if laws.count > 1 {
        cursor.key(of: laws[1]).report(.contradiction, "a second distribution '\(laws[1].key)'", allowed: "one kind in a map")
      } else if isKnown {
        cursor.report(.missingKey, "no distribution is given", allowed: Self.kinds.joined(separator: ", "))
      }
      return nil
    }
    let inner = cursor.child(of: law)
    switch law.key {
    case "choice": return choice(inner)
    case "empirical": return empirical(inner)
    case "mixture": return mixture(inner)
    default: return LawKind.all.first { $0.name == law.key }.flatMap { parametric($0, inner) }
    }
  }

  /// Applies `min` and `max`.
  private func limited(_ law: Distribution, _ cursor: Cursor) -> Distribution? {
    guard let entries = cursor.tree.entries else { return law }
    var limits: [String: Double] = [:]
    for entry in entries where Self.limits.contains(entry.key) {
      guard let value = measure.codec.read(cursor.child(of: entry)) else { return nil }
      limits[entry.key] = value
    }
    if limits.isEmpty { return law }
    return make(cursor) { () throws(DistributionError) in try law.truncated(min: limits["min"], max: limits["max"]) }
  }

  /// Makes a distribution, or reports why its parameters do not make one, at the parameter where there is one.
  private func make(_ cursor: Cursor, _ body: () throws(DistributionError) -> Distribution) -> Distribution? {
    do {
      return try body()
    } catch {
      let entry = cursor.tree.entries?.first {
        $0.key == error.parameter || ($0.key == "sd" && error.parameter.hasPrefix("standard"))
      }
      let place = entry.map { cursor.child(of: $0) } ?? cursor
      place.report(
        .badDistribution, "\(error.distribution): the \(error.parameter) is \(plain(error.value))", allowed: error.allowed)
      return nil
    }
  }
}

// MARK: - The kinds

extension DistributionReader {
  private func parametric(_ kind: LawKind, _ cursor: Cursor) -> Distribution? {
    let parameters = kind.parameters
    guard let entries = cursor.tree.entries else {
      cursor.reportShape(expected: "a map with \(kind.usage)")
      return nil
    }
    let names = parameters.map(\.name)
    var values: [String: Double] = [:]
    var isGood = true
    for entry in entries {
      guard let parameter = parameters.first(where: { $0.name == entry.key }) else {
        isGood = false
        cursor.key(of: entry).report(
          .unknownKey, "unknown parameter '\(clipped(entry.key))'", allowed: kind.usage, hint: hint(for: entry.key, among: names))
        continue
      }
      guard let value = parameter.measure.codec(measure).read(cursor.child(of: entry)) else {
        isGood = false
        continue
      }
      values[entry.key] = value
    }
    guard isGood else { return nil }
    guard let form = kind.forms.first(where: { Set($0.names) == Set(values.keys) }) else {
      let given = entries.isEmpty ? "no parameters" : entries.map(\.key).joined(separator: " and ")
      cursor.report(.missingKey, "'\(kind.name)' cannot be made of \(given)", allowed: kind.usage)
      return nil
    }
    let ordered = form.names.compactMap { values[$0] }
    return make(cursor) { () throws(DistributionError) in try form.make(ordered) }
  }

  /// `{100 USD: 3, 250 USD: 2}`: values with their weights.
  private func choice(_ cursor: Cursor) -> Distribution? {
    guard let entries = entries(of: cursor, expected: "a map of values to weights, such as {1: 3, 2: 1}") else { return nil }
    var options: [(value: Double, weight: Double)] = []
    for entry in entries {
      let value = measure.codec.read(cursor.key(of: entry))
      let weight = Codec.number(0...1e9).read(cursor.child(of: entry))
      if let value, let weight { options.append((value: value, weight: weight)) }
    }
    guard options.count == entries.count else { return nil }
    return make(cursor) { () throws(DistributionError) in try .choice(options) }
  }

  /// A list of observed values, or a map from probabilities to quantiles: `{0 %: 1, 50 %: 10, 100 %: 500}`.
  private func empirical(_ cursor: Cursor) -> Distribution? {
    if cursor.tree.elements != nil {
      guard let samples = Codec<[Double]>.list(of: measure.codec, atMost: Self.mostEntries).read(cursor) else { return nil }
      return make(cursor) { () throws(DistributionError) in try .empirical(samples: samples) }
    }
    guard let entries = entries(of: cursor, expected: "a list of values, or a map of shares to values") else { return nil }
    var quantiles: [(probability: Double, value: Double)] = []
    for entry in entries {
      let probability = Codec<Double>.probability.read(cursor.key(of: entry))
      let value = measure.codec.read(cursor.child(of: entry))
      if let probability, let value { quantiles.append((probability: probability, value: value)) }
    }
    guard quantiles.count == entries.count else { return nil }
    return make(cursor) { () throws(DistributionError) in try .empirical(quantiles: quantiles) }
  }

  /// A list of `{weight: 3, of: <distribution>}`.
  private func mixture(_ cursor: Cursor) -> Distribution? {
    let parts = Codec<[MixturePart]>.list(of: MixturePart.codec(measure), atMost: 100).read(cursor)
    guard let parts else { return nil }
    return make(cursor) { () throws(DistributionError) in try .mixture(parts.map { (weight: $0.weight, part: $0.law) }) }
  }

  private func entries(of cursor: Cursor, expected: String) -> [Tree.Entry]? {
    guard let entries = cursor.tree.entries, !entries.isEmpty else {
      cursor.reportShape(expected: expected)
      return nil
    }
    guard entries.count <= Self.mostEntries else {
      cursor.report(.outOfRange, "a map of \(entries.count) entries", allowed: "at most \(Self.mostEntries)")
      return nil
    }
    return entries
  }
}

/// One part of a mixture.
struct MixturePart: Sendable {
  var weight: Double
  var law: Distribution

  static func table(_ measure: Measure) -> Table {
    Table(
      name: "\(measure.rawValue)_mixture_part", about: "One part of a mixture and its weight.",
      keys: [weightField.key, lawField(measure).key])
  }

  static func codec(_ measure: Measure) -> Codec<MixturePart> {
    .record(table(measure)) { record in
      let weight = record[weightField]
      let law = record[lawField(measure)]
      guard let weight, let law else { return nil }
      return MixturePart(weight: weight, law: law)
    }
  }

  private static let weightField = Field("weight", .number(0...1e9), "How often this part is picked, relative to the others.")
  private static func lawField(_ measure: Measure) -> Field<Distribution> {
    Field("of", .distribution(measure), "The distribution that is picked.")
  }
}
