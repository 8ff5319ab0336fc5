import Sampling

extension UncertainKeys {
  /// The distribution of an entry; nil after a report.
  static func law(_ record: Record) -> (says: String, law: UncertainParameter.Law)? {
    let limits = (least: record[least], most: record[largest])
    let step = record[step]
    // A second kind was reported with the table.
    guard [uniform, triangular, gaussian, lognormal].count(where: { record.has($0) }) + (record.has(choice) ? 1 : 0) == 1 else {
      return nil
    }
    if record.has(choice) {
      guard isAlone(record, "a choice") else { return nil }
      return record[choice].map { options in
        let words = options.map { "\($0.text) (\(plain($0.weight)))" }.joined(separator: ", ")
        return ("choice of \(words)", .choice(options))
      }
    }
    for field in [uniform, triangular] {
      guard record.has(field) else { continue }
      guard let numbers = record[field] else { return nil }
      return bounded(numbers, field, record, step)
    }
    let field = record.has(gaussian) ? gaussian : lognormal
    guard let numbers = record[field] else { return nil }
    return curve(numbers, field, record, limits, step)
  }

  /// A uniform or a triangular law.
  private static func bounded(
    _ numbers: [WrittenNumber], _ field: Field<[WrittenNumber]>, _ record: Record, _ step: WrittenNumber?
  ) -> (says: String, law: UncertainParameter.Law)? {
    let cursor = record.cursor(of: field)
    let isUniform = field.key.name == uniform.key.name
    guard isAlone(record, isUniform ? "a uniform law" : "a triangular law", limitsOnly: true) else { return nil }
    guard numbers.count == (isUniform ? 2 : 3) else {
      let allowed = isUniform ? "the least and the most" : "the least, the likeliest and the most"
      cursor.report(.wrongShape, "a list of \(numbers.count)", allowed: allowed)
      return nil
    }
    guard let form = form(of: numbers, cursor), let grain = grain(numbers, form, step, record) else { return nil }
    let values = numbers.map(\.value)
    guard values == values.sorted(), values[0] < values[values.count - 1] else {
      cursor.report(.badDistribution, "the values do not rise", allowed: "a least value below the most")
      return nil
    }
    let texts = numbers.map { form.text($0.value, decimals: $0.decimals) }
    let shape: UncertainParameter.Shape =
      isUniform ? .uniform(values[0], values[1]) : .triangular(values[0], values[1], values[2])
    let says = isUniform ? "uniform \(texts[0]) to \(texts[1])" : "triangular \(texts[0]), \(texts[1]), \(texts[2])"
    return (says, .numbers(shape, form, decimals: grain.decimals, step: grain.step))
  }

  /// A gaussian or a lognormal law, perhaps with limits.
  private static func curve(
    _ numbers: [WrittenNumber], _ field: Field<[WrittenNumber]>, _ record: Record,
    _ limits: (least: WrittenNumber?, most: WrittenNumber?), _ step: WrittenNumber?
  ) -> (says: String, law: UncertainParameter.Law)? {
    let cursor = record.cursor(of: field)
    let isGaussian = field.key.name == gaussian.key.name
    // A sigma is a plain number, a standard deviation has the unit of what is described.
    let alike = (isGaussian ? numbers : [numbers[0]]) + [limits.least, limits.most].compactMap { $0 }
    guard let form = form(of: alike, cursor), let grain = grain(alike, form, step, record) else { return nil }
    do throws(DistributionError) {
      let whole =
        isGaussian
        ? try Distribution.gaussian(mean: numbers[0].value, standardDeviation: numbers[1].value)
        : try Distribution.lognormal(median: numbers[0].value, sigma: numbers[1].value)
      let law = try whole.truncated(min: limits.least?.value, max: limits.most?.value)
      func text(_ number: WrittenNumber) -> String { form.text(number.value, decimals: number.decimals) }
      var says =
        isGaussian
        ? "gaussian, mean \(text(numbers[0])), sd \(text(numbers[1]))"
        : "lognormal, median \(text(numbers[0])), sigma \(plain(numbers[1].value))"
      if let least = limits.least { says += ", min \(text(least))" }
      if let most = limits.most { says += ", max \(text(most))" }
      return (says, .numbers(.distribution(law), form, decimals: grain.decimals, step: grain.step))
    } catch {
      cursor.report(
        .badDistribution, "\(error.distribution): the \(error.parameter) is \(plain(error.value))", allowed: error.allowed)
      return nil
    }
  }

  /// Whether no key stands beside the kind that it has no use for.
  private static func isAlone(_ record: Record, _ what: String, limitsOnly: Bool = false) -> Bool {
    for field in limitsOnly ? [least, largest] : [least, largest, step] where record.has(field) {
      record.cursor(of: field).report(
        .contradiction, "'\(field.key.name)' beside \(what)", allowed: "min and max of gaussian and lognormal, step of numbers")
      return false
    }
    return true
  }

  /// What all numbers have around them.
  private static func form(of numbers: [WrittenNumber], _ cursor: Cursor) -> WrittenNumber.Form? {
    guard let first = numbers.first else { return nil }
    if let other = numbers.first(where: { $0.form != first.form }) {
      func shown(_ number: WrittenNumber) -> String { number.form.text(number.value, decimals: number.decimals) }
      cursor.report(
        .wrongUnit, "'\(clipped(shown(first)))' and '\(clipped(shown(other)))'", allowed: "values with the same unit")
      return nil
    }
    return first.form
  }

  /// How finely values are drawn: to the hundredth of a unit, and plain numbers two decimals finer than they are written.
  private static func grain(
    _ numbers: [WrittenNumber], _ form: WrittenNumber.Form, _ step: WrittenNumber?, _ record: Record
  ) -> (decimals: Int, step: Double?)? {
    let written = numbers.map(\.decimals).max() ?? 0
    guard let step else { return (form.unit.isEmpty ? written + 2 : max(2, written), nil) }
    guard step.form == form || step.form == WrittenNumber.Form() else {
      record.cursor(of: UncertainKeys.step).report(
        .wrongUnit, "a step of '\(clipped(step.form.text(step.value, decimals: step.decimals)))'",
        allowed: "the unit of the values")
      return nil
    }
    guard step.value > 0 else {
      record.cursor(of: UncertainKeys.step).report(.outOfRange, "a step of \(plain(step.value))", allowed: "above 0")
      return nil
    }
    return (step.decimals, step.value)
  }
}
