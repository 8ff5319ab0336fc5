import Sampling

/// One entry of `uncertain`: `{key: catalog.fee.on_top, uniform: [25 %, 35 %]}`.
enum UncertainKeys {
  /// A parameter and where it stands.
  struct Entry {
    var parameter: UncertainParameter
    var cursor: Cursor
  }

  /// Most parameters of one scenario.
  static let most = 100

  private static let number = Codec<WrittenNumber>(
    schema: .object([.init("type", .array([.string("number"), .string("string")]))])
  ) { cursor in
    let expected = "a number, perhaps with a unit, such as '30 %'"
    guard let text = cursor.text(expected: expected) else { return nil }
    guard let number = WrittenNumber(text) else {
      cursor.report(isNotFinite(text) ? .notFinite : .notANumber, "'\(clipped(text))'", allowed: expected)
      return nil
    }
    return number
  }

  private static let path = Codec<String>(schema: .text(pattern: "^[^.]+(\\.[^.]+)*$", example: "catalog.fee.on_top")) { cursor in
    guard let text = cursor.text(expected: "a path of keys, such as catalog.fee.on_top") else { return nil }
    let fixed = ["scenario", "about", "seed", "start", "horizon", "uncertain", "thresholds", "swarm"]
    let first = text.prefix { $0 != "." }
    if fixed.contains(String(first)) {
      cursor.report(
        .mustStay, "'\(clipped(text))' cannot be uncertain", allowed: "a key of the catalog, the population or the conditions")
      return nil
    }
    return text
  }

  static let key = Field("key", path, "The value that is uncertain, as the path that --set takes.")
  static let uniform = Field(
    "uniform", .list(of: number, atMost: 2), standard: "none", "Equally likely anywhere between the two: [25 %, 35 %].")
  static let triangular = Field(
    "triangular", .list(of: number, atMost: 3), standard: "none",
    "From the least to the most, the second likeliest: [25 %, 30 %, 40 %].")
  static let gaussian = Field("gaussian", record(gaussianTable, mean, deviation), standard: "none", "The bell curve.")
  static let lognormal = Field(
    "lognormal", record(lognormalTable, median, sigma), standard: "none", "A median with a long tail upwards.")
  static let choice = Field(
    "choice", weights, standard: "none", "Values of any kind with their weights: {never: 1, 12 months: 3}.")
  static let least = Field("min", number, standard: "none", "What lies below is not drawn; of gaussian and lognormal.")
  static let largest = Field("max", number, standard: "none", "What lies above is not drawn; of gaussian and lognormal.")
  static let step = Field(
    "step", number, standard: "a hundredth of the unit, or finer if the values are",
    "What is drawn is rounded to a multiple of this.")

  static let table = Table(
    name: "uncertain_parameter", about: "A value of which only a distribution is known.",
    keys: [
      key.key, uniform.key, triangular.key, gaussian.key, lognormal.key, choice.key, least.key, largest.key, step.key,
    ], oneOf: [uniform, triangular].map(\.key.name) + [gaussian.key.name, lognormal.key.name, choice.key.name])

  private static let mean = Field("mean", number, "The mean.")
  private static let deviation = Field("sd", number, "The standard deviation.")
  private static let median = Field("median", number, "Half of the draws lie below it.")
  private static let sigma = Field("sigma", number, "The standard deviation of the logarithm, a plain number.")
  static let gaussianTable = Table(
    name: "uncertain_gaussian", about: "The bell curve.", keys: [mean.key, deviation.key])
  static let lognormalTable = Table(
    name: "uncertain_lognormal", about: "A median with a long tail upwards.", keys: [median.key, sigma.key])

  private static func record(
    _ table: Table, _ first: Field<WrittenNumber>, _ second: Field<WrittenNumber>
  ) -> Codec<[WrittenNumber]> {
    .record(table) { record in
      let one = record[first]
      let two = record[second]
      guard let one, let two else { return nil }
      return [one, two]
    }
  }

  private static let weights = Codec<[(text: String, weight: Double)]>(
    schema: .object([.init("type", .string("object")), .init("additionalProperties", Codec.number(0...1e9).schema)])
  ) { cursor in
    guard let entries = cursor.tree.entries, !entries.isEmpty else {
      cursor.reportShape(expected: "a map of values to weights, such as {never: 1, 12 months: 3}")
      return nil
    }
    guard entries.count <= 100 else {
      cursor.report(.outOfRange, "a map of \(entries.count) entries", allowed: "at most 100")
      return nil
    }
    let options = entries.compactMap { entry in
      Codec.number(0...1e9).read(cursor.child(of: entry)).map { (text: entry.key, weight: $0) }
    }
    guard options.count == entries.count else { return nil }
    guard options.contains(where: { $0.weight > 0 }) else {
      cursor.report(.badDistribution, "no value has a weight above 0", allowed: "at least one")
      return nil
    }
    return options
  }

  static let list = Codec<[Entry]>.list(of: codec, atMost: most).checked { entries, cursor in
    var seen: Set<String> = []
    var isGood = true
    for entry in entries where !seen.insert(entry.parameter.key).inserted {
      entry.cursor.report(.duplicateName, "'\(clipped(entry.parameter.key))' is uncertain twice", allowed: "each key once")
      isGood = false
    }
    return isGood
  }

  static let codec = Codec<Entry>.record(table) { record in
    let key = record[key]
    let law = law(record)
    guard let key, let law else { return nil }
    return Entry(parameter: UncertainParameter(key: key, says: law.says, law: law.law), cursor: record.cursor)
  }
}
