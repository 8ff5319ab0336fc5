/// What is wrong with a guardrail, found before the runs.
public struct GuardrailError: Error, Hashable, Sendable {
  /// Where in the expression it begins, in characters from 0.
  public let offset: Int
  /// What stands there, a clause without a full stop.
  public let found: String
  /// What may stand there.
  public let allowed: String
  /// The word that is not known, and the words among which it probably should be.
  public let word: String
  public let candidates: [String]

  init(at offset: Int, _ found: String, allowed: String, word: String = "", among candidates: [String] = []) {
    self.offset = offset
    self.found = found
    self.allowed = allowed
    self.word = word
    self.candidates = candidates
  }
}

extension Guardrail {
  /// Reads `no owner pays > +25 %`, `at most 1 % of owners spend > +50 USD`, `net >= -5 %` and the like.
  ///
  /// - Parameter unit: of the money that is compared.
  /// - Throws: the first mistake, with its place.
  public init(_ expression: String, unit: MoneyUnit) throws(GuardrailError) {
    var parser = GuardrailParser(expression, unit)
    self = try parser.parse()
  }
}

struct GuardrailParser {
  private struct Word {
    var text: String
    var offset: Int
  }

  private let expression: String
  private let unit: MoneyUnit
  private var words: [Word] = []
  private var next = 0

  /// Words end at spaces, before and after a comparison, and before "%".
  init(_ expression: String, _ unit: MoneyUnit) {
    let characters = Array(TextStyle.plain.clean(expression))
    let text = String(characters).split(separator: " ").joined(separator: " ")
    self.expression = text
    self.unit = unit
    func kind(_ character: Character) -> Int { "<>=".contains(character) ? 1 : character == "%" ? 2 : 0 }
    for (offset, character) in characters.enumerated() where character != " " {
      let isNew = offset == 0 || characters[offset - 1] == " " || kind(characters[offset - 1]) != kind(character)
      if isNew { words.append(Word(text: "", offset: offset)) }
      words[words.count - 1].text.append(character)
    }
  }

  private var current: Word? { next < words.count ? words[next] : nil }
  private var end: Int { words.last.map { $0.offset + $0.text.count } ?? 0 }

  private mutating func take(_ texts: String...) -> Bool {
    guard let word = current, texts.contains(word.text) else { return false }
    next += 1
    return true
  }

  mutating func parse() throws(GuardrailError) -> Guardrail {
    if words.isEmpty { throw GuardrailError(at: 0, "nothing", allowed: "a guardrail such as 'no owner pays > +25 %'") }
    let rule = try rule()
    let comparison = try comparison()
    let limit = try limit(rule)
    if let rest = current { throw GuardrailError(at: rest.offset, "'\(clip(rest.text))' behind the limit", allowed: "nothing") }
    return Guardrail(expression: expression, rule: rule, comparison: comparison, limit: limit)
  }

  // MARK: What is looked at

  private mutating func rule() throws(GuardrailError) -> Guardrail.Rule {
    if take("no") {
      try expect("owner", "owners")
      return .owners(mostMillionths: 0, try figure())
    }
    if take("at") {
      try expect("most")
      let (value, place) = try number("a share of the owners")
      try expect("%")
      guard value >= 0, value <= 100_000_000 else {
        throw GuardrailError(at: place, "a share beyond 100 %", allowed: "0 % to 100 %")
      }
      try expect("of")
      try expect("owners")
      return .owners(mostMillionths: value / 100, try figure())
    }
    guard let word = current else { throw GuardrailError(at: end, "no metric", allowed: names) }
    next += 1
    guard let metric = Metric(rawValue: word.text) else {
      throw GuardrailError(
        at: word.offset, "'\(clip(word.text))' is no metric", allowed: names, word: word.text,
        among: Metric.allCases.map(\.rawValue) + ["no", "at"])
    }
    _ = take("total", "change")
    return .metric(metric)
  }

  private var names: String {
    "'no owner ...', 'at most 1 % of owners ...', or a metric: " + Metric.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private mutating func figure() throws(GuardrailError) -> OwnerFigure {
    if take("pays", "pay") { return .paid }
    if take("spends", "spend") { return .spent }
    let found = current.map { "'\(clip($0.text))'" } ?? "nothing"
    throw GuardrailError(
      at: current?.offset ?? end, found, allowed: "pays, spends", word: current?.text ?? "", among: ["pays", "spends"])
  }

  private mutating func expect(_ texts: String...) throws(GuardrailError) {
    if let word = current, texts.contains(word.text) {
      next += 1
      return
    }
    let found = current.map { "'\(clip($0.text))'" } ?? "nothing"
    throw GuardrailError(at: current?.offset ?? end, found, allowed: "'\(texts[0])'", word: current?.text ?? "", among: texts)
  }

  // MARK: The limit

  private mutating func comparison() throws(GuardrailError) -> Guardrail.Comparison {
    let signs = Guardrail.Comparison.allCases.map(\.rawValue).joined(separator: " ")
    guard let word = current else { throw GuardrailError(at: end, "no comparison", allowed: signs) }
    guard let comparison = Guardrail.Comparison(rawValue: word.text) else {
      throw GuardrailError(at: word.offset, "'\(clip(word.text))' is no comparison", allowed: signs)
    }
    next += 1
    return comparison
  }

  private mutating func limit(_ rule: Guardrail.Rule) throws(GuardrailError) -> Guardrail.Limit {
    let kind: Metric.Kind = if case .metric(let metric) = rule { metric.kind } else { .money }
    let (value, place) = try number("a limit such as \(example(kind))")
    if take("%") { return .percent(value) }
    switch kind {
    case .money:
      guard let word = current else {
        throw GuardrailError(at: end, "a limit without a unit", allowed: "% or \(unit.code), such as \(example(kind))")
      }
      guard word.text == unit.code else {
        throw GuardrailError(at: word.offset, "'\(clip(word.text))'", allowed: "% or \(unit.code)")
      }
      next += 1
      return .money(try minorUnits(value, at: place))
    case .share:
      try expect("points")
      return .plain(value)
    case .count:
      _ = take("owners")
      return .plain(value)
    }
  }

  private func example(_ kind: Metric.Kind) -> String {
    switch kind {
    case .money: "+5 % or +100 \(unit.code)"
    case .share: "+5 % or +0.5 points"
    case .count: "+5 % or +10"
    }
  }

  private func minorUnits(_ millionths: Int64, at offset: Int) throws(GuardrailError) -> Int64 {
    var factor: Int64 = 1
    for _ in unit.decimals..<max(unit.decimals, 6) { factor *= 10 }
    guard millionths % factor == 0 else {
      throw GuardrailError(at: offset, "too many decimal places", allowed: "\(unit.decimals) of \(unit.code)")
    }
    return millionths / factor
  }

  /// A signed decimal number in millionths.
  private mutating func number(_ allowed: String) throws(GuardrailError) -> (value: Int64, offset: Int) {
    guard let word = current else { throw GuardrailError(at: end, "nothing", allowed: allowed) }
    let digits = word.text.drop { $0 == "+" || $0 == "-" }.filter { $0 != "," && $0 != "_" }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber =
      word.text.count - word.text.drop { $0 == "+" || $0 == "-" }.count <= 1
      && (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    guard isNumber, parts[0].count <= 12, parts.count == 1 || parts[1].count <= 6 else {
      throw GuardrailError(at: word.offset, "'\(clip(word.text))' is no number", allowed: allowed)
    }
    next += 1
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let text = String(parts[0]) + fraction + String(repeating: "0", count: 6 - fraction.count)
    let value = Int64(text) ?? 0
    return (word.text.hasPrefix("-") ? -value : value, word.offset)
  }
}
