import Billing
import Reporting
import Simulation

/// Demands on the figures of a run: expressions, or expressions with names.
enum ThresholdKeys {
  /// A demand before its expression is understood: that takes the run's currency and catalogs.
  struct Demand {
    var expression: Cursor
    var name: String?
  }

  private static let expression = Codec<Cursor>(
    schema: .text(pattern: "[<>=!]", example: "reload.declined rate < 5 %")
  ) { cursor in
    cursor.text(expected: "an expression such as 'reload.declined rate < 5 %'") == nil ? nil : cursor
  }

  static let that = Field("that", expression, "The expression.")
  static let name = Field(
    "name", Codec<String>.text(atMost: 200), standard: "the expression", "What reports call it.")

  static let table = Table(name: "threshold", about: "A demand with a name of its own.", keys: [that.key, name.key])

  /// One demand: a text, or a map.
  private static let demand = Codec<Demand>(schema: .anyOf([expression.schema, .reference(table.name)])) { cursor in
    if cursor.tree.entries == nil { return expression.read(cursor).map { Demand(expression: $0) } }
    guard let record = Record(cursor, table) else { return nil }
    let name = record[name]
    return record[that].map { Demand(expression: $0, name: name) }
  }

  static let list = Codec<[Demand]>.list(of: demand, atMost: 200)

  /// The demands with all their words understood; those that are not were reported.
  ///
  /// - Parameter file: the scenario's, whose lines thresholds remember.
  static func understood(_ demands: [Demand], of scenario: Scenario, file: String, _ context: Context) -> [Threshold] {
    let vocabulary = vocabulary(scenario)
    return demands.compactMap { demand in
      let text = demand.expression.tree.text ?? ""
      do throws(ThresholdError) {
        var threshold = try Threshold(text, name: demand.name, vocabulary: vocabulary)
        let place = demand.expression.tree.place
        if place.file == file { threshold.line = place.line }
        return threshold
      } catch {
        let quote = if case .scalar(_, quoted: true) = demand.expression.tree.content { 1 } else { 0 }
        context.report(error.diagnostic(from: demand.expression.tree.place, quote: quote, path: demand.expression.path))
        return nil
      }
    }
  }

  /// The same of flags; a place is a column within the expression.
  static func understood(flags: [String], of scenario: Scenario, _ context: Context) -> [Threshold] {
    let vocabulary = vocabulary(scenario)
    return flags.compactMap { text in
      do throws(ThresholdError) {
        return try Threshold(text, vocabulary: vocabulary)
      } catch {
        let place = Place(file: "--threshold '\(clipped(text))'", line: 1, column: 1)
        context.report(error.diagnostic(from: place, quote: 0, path: ""))
        return nil
      }
    }
  }

  private static func vocabulary(_ scenario: Scenario) -> ThresholdVocabulary {
    let currency = scenario.currency
    return ThresholdVocabulary(
      names: .billing, unit: MoneyUnit(code: currency.code, decimals: currency.decimals),
      catalogs: scenario.catalogs.map(\.name), wholes: ThresholdVocabulary.billingWholes)
  }
}

extension ThresholdError {
  /// The mistake as one of a file.
  ///
  /// - Parameters:
  ///   - place: where the expression's text begins, its quote included.
  ///   - quote: scalars of the quote before the first.
  fileprivate func diagnostic(from place: Place, quote: Int, path: String) -> Diagnostic {
    let code: Diagnostic.Code =
      switch kind {
      case .syntax: .notAThreshold
      case .unknownName: .unknownName
      case .wrongUnit: .wrongUnit
      case .wrongCurrency: .wrongCurrency
      case .outOfRange: .outOfRange
      }
    var place = place
    place.column += quote + offset
    return Diagnostic(place: place, path: path, code: code, found: found, allowed: allowed, hint: nearestName)
  }

  /// Hyphens count as letters like others here.
  private var nearestName: String? {
    if candidates.isEmpty { return nil }
    func plain(_ text: String) -> String { String(text.map { $0 == "-" || $0 == " " ? "_" : $0 }) }
    guard let near = nearest(to: plain(word), among: candidates.map(plain)) else { return nil }
    return candidates.first { plain($0) == near }.map { "did you mean '\($0)'?" }
  }
}
