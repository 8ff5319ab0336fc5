import Accounting

/// Reads `METRIC{tag=value} AGGREGATE [in MONTH | from MONTH to MONTH] COMPARISON VALUE`.
struct ThresholdParser {
  /// Scalars that an expression may have.
  static let longest = 500

  private let scalars: [Unicode.Scalar]
  private let vocabulary: ThresholdVocabulary
  private var index = 0

  /// A word and where it begins.
  struct Word {
    var text: String
    var offset: Int
  }

  init(_ text: String, _ vocabulary: ThresholdVocabulary) {
    scalars = Array(text.unicodeScalars)
    self.vocabulary = vocabulary
  }

  mutating func parse() throws(ThresholdError) -> Threshold {
    guard scalars.count <= ThresholdParser.longest else {
      throw ThresholdError(
        .outOfRange, at: 0, "an expression of \(scalars.count) characters", allowed: "at most \(ThresholdParser.longest)")
    }
    skipSpaces()
    let name = word(until: "{<>=! ")
    guard !name.text.isEmpty else { throw syntax("no metric", "a metric, such as reload.declined") }
    let tags = try tags()
    let words = self.words()
    let comparison = try comparison()
    skipSpaces()
    let value = Word(text: String(rest.reversed().drop { $0 == " " }.reversed()), offset: index)

    let resolver = ThresholdResolver(vocabulary: vocabulary)
    let metric = try resolver.metric(name, tags)
    let window = words.firstIndex { $0.text == "in" || $0.text == "from" } ?? words.endIndex
    let end = Word(text: "", offset: words.first?.offset ?? name.offset)
    let aggregate = try resolver.aggregate(Array(words[..<window]), of: metric, name, end)
    var months = try resolver.months(Array(words[window...]))
    if let tag = tags.first(where: { $0.key.text == "month" }) {
      guard months == nil else {
        throw ThresholdError(.syntax, at: tag.key.offset, "the tag 'month' beside another window", allowed: "one of them")
      }
      let month = try resolver.month(tag.value)
      months = month...month
    }
    if months != nil, !metric.isKeptByMonth(aggregate) {
      let offset = window < words.endIndex ? words[window].offset : name.offset
      throw ThresholdError(
        .unknownName, at: offset, "a window for '\(clip(name.text))'", allowed: "no window: it is kept for the whole run only")
    }
    let unit = metric.unit(aggregate, money: vocabulary.unit)
    let (limit, limitText) = try resolver.limit(value, unit)
    return Threshold(
      expression: trimmed, metric: metric, aggregate: aggregate, months: months, comparison: comparison, limit: limit,
      limitText: limitText, unit: unit)
  }

  // MARK: Words

  private var trimmed: String {
    let text = scalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    return String(String.UnicodeScalarView(text))
  }

  private var rest: String { String(String.UnicodeScalarView(scalars[index...])) }

  private mutating func skipSpaces() { while index < scalars.count, scalars[index] == " " { index += 1 } }

  private mutating func word(until ends: String) -> Word {
    let start = index
    while index < scalars.count, !ends.unicodeScalars.contains(scalars[index]) { index += 1 }
    return Word(text: String(String.UnicodeScalarView(scalars[start..<index])), offset: start)
  }

  /// The words up to the comparison.
  private mutating func words() -> [Word] {
    var words: [Word] = []
    skipSpaces()
    while index < scalars.count, !"<>=!".unicodeScalars.contains(scalars[index]) {
      words.append(word(until: "<>=! "))
      skipSpaces()
    }
    return words
  }

  private mutating func tags() throws(ThresholdError) -> [(key: Word, value: Word)] {
    skipSpaces()
    guard index < scalars.count, scalars[index] == "{" else { return [] }
    var tags: [(key: Word, value: Word)] = []
    repeat {
      index += 1
      skipSpaces()
      let key = word(until: "=,}<> ")
      skipSpaces()
      guard index < scalars.count, scalars[index] == "=" else { throw syntax("a tag without a value", "{tag=value, ...}") }
      index += 1
      skipSpaces()
      let value = word(until: "=,}<> ")
      skipSpaces()
      if tags.contains(where: { $0.key.text == key.text }) {
        throw ThresholdError(.syntax, at: key.offset, "a second tag '\(clip(key.text))'", allowed: "each tag once")
      }
      tags.append((key, value))
    } while index < scalars.count && scalars[index] == ","
    guard index < scalars.count, scalars[index] == "}" else { throw syntax("tags that do not end", "'}' after the last tag") }
    index += 1
    return tags
  }

  private mutating func comparison() throws(ThresholdError) -> Threshold.Comparison {
    let start = index
    while index < scalars.count, "<>=!".unicodeScalars.contains(scalars[index]) { index += 1 }
    let sign = String(String.UnicodeScalarView(scalars[start..<index]))
    if let comparison = Threshold.Comparison(rawValue: sign == "==" ? "=" : sign) { return comparison }
    let found = sign.isEmpty ? "no comparison" : "'\(clip(sign))'"
    throw ThresholdError(
      .syntax, at: start, found, allowed: Threshold.Comparison.allCases.map(\.rawValue).joined(separator: " "))
  }

  private func syntax(_ found: String, _ allowed: String) -> ThresholdError {
    ThresholdError(.syntax, at: index, found, allowed: allowed)
  }
}

/// Text of others in a message: short, and without control characters.
func clip(_ text: String) -> String {
  let clean = TextStyle.plain.clean(text)
  return clean.count > 60 ? String(clean.prefix(57)) + "..." : clean
}
