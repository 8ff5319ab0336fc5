import Accounting

/// What the words of an expression mean.
struct ThresholdResolver {
  typealias Word = ThresholdParser.Word
  typealias Tags = [(key: Word, value: Word)]

  let vocabulary: ThresholdVocabulary

  // MARK: Metric and tags

  /// The metric of that name with its tags.
  func metric(_ name: Word, _ tags: Tags) throws(ThresholdError) -> ThresholdMetric {
    let kinds = vocabulary.names.kinds
    let isRefused = name.text.hasSuffix(".refused")
    let base = isRefused ? String(name.text.dropLast(".refused".count)) : name.text
    if base == "command" || kinds.contains(base) {
      try check(tags, of: name, allowed: base == "command" ? ["kind", "status"] : ["status"])
      let kind = base == "command" ? try value(of: "kind", tags, among: kinds) : base
      return .commands(kind: kind, try commands(isRefused, tags))
    }
    if let figure = MonthlyFigure.allCases.first(where: { $0.metric == name.text || $0.rawValue == name.text }) {
      try check(tags, of: name, allowed: ["catalog", "month"])
      return .figure(figure, catalog: try catalog(tags))
    }
    if name.text == "balance" { return try balance(name, tags) }
    if name.text == "owners" {
      try check(tags, of: name, allowed: ["catalog"])
      return .population(catalog: try catalog(tags))
    }
    if let owners = ThresholdOwners.allCases.first(where: { name.text == "owners.\($0.rawValue)" }) {
      try check(tags, of: name, allowed: ["month"])
      return .owners(owners)
    }
    if let gauge = ThresholdGauge(rawValue: name.text) {
      try check(tags, of: name, allowed: ["catalog"])
      return .gauge(gauge, catalog: try catalog(tags))
    }
    if let situation = vocabulary.situation(name.text) {
      try check(tags, of: name, allowed: [])
      return .situation(situation, of: vocabulary.wholes[situation] ?? [])
    }
    throw ThresholdError(
      .unknownName, at: name.offset, "unknown metric '\(clip(name.text))'",
      allowed: "a kind of command, a situation, a figure of money, balance, owners or debt (docs/scenario-format.md lists them)",
      word: name.text, among: vocabulary.metrics)
  }

  private func commands(_ isRefused: Bool, _ tags: Tags) throws(ThresholdError) -> ThresholdCommands {
    // What was obeyed was not refused.
    let statuses = isRefused ? Array(vocabulary.names.statuses.dropFirst()) : vocabulary.names.statuses
    if let status = try value(of: "status", tags, among: statuses) { return .answered(status) }
    return isRefused ? .refused : .all
  }

  private func balance(_ name: Word, _ tags: Tags) throws(ThresholdError) -> ThresholdMetric {
    try check(tags, of: name, allowed: ["account", "catalog"])
    let accounts = Account.allCases.map { String(describing: $0) }
    guard let chosen = try value(of: "account", tags, among: accounts), let row = accounts.firstIndex(of: chosen) else {
      throw ThresholdError(
        .unknownName, at: name.offset, "a balance without an account", allowed: "balance{account=receivable} and the like")
    }
    return .balance(Account.allCases[row], catalog: try catalog(tags))
  }

  private func catalog(_ tags: Tags) throws(ThresholdError) -> String? {
    guard let tag = tags.first(where: { $0.key.text == "catalog" }) else { return nil }
    guard vocabulary.catalogs.count > 1 else {
      throw ThresholdError(
        .unknownName, at: tag.key.offset, "the tag 'catalog' in a run of one catalog", allowed: "the tag where there are several")
    }
    return try value(of: "catalog", tags, among: vocabulary.catalogs)
  }

  private func check(_ tags: Tags, of name: Word, allowed: [String]) throws(ThresholdError) {
    for (key, _) in tags where !allowed.contains(key.text) {
      throw ThresholdError(
        .unknownName, at: key.offset, "unknown tag '\(clip(key.text))' of '\(clip(name.text))'",
        allowed: allowed.isEmpty ? "no tags" : allowed.joined(separator: ", "), word: key.text, among: allowed)
    }
  }

  private func value(of key: String, _ tags: Tags, among names: [String]) throws(ThresholdError) -> String? {
    guard let tag = tags.first(where: { $0.key.text == key }) else { return nil }
    if names.contains(tag.value.text) { return tag.value.text }
    throw ThresholdError(
      .unknownName, at: tag.value.offset, "unknown \(key) '\(clip(tag.value.text))'", allowed: names.joined(separator: ", "),
      word: tag.value.text, among: names)
  }

  // MARK: Aggregate and window

  /// - Parameter end: where an aggregate that is missing should stand.
  func aggregate(
    _ words: [Word], of metric: ThresholdMetric, _ name: Word, _ end: Word
  ) throws(ThresholdError) -> ThresholdAggregate {
    let allowed = metric.aggregates
    let list = allowed.map(\.rawValue).joined(separator: ", ")
    let phrase = words.map(\.text).joined(separator: " ")
    if phrase.isEmpty {
      throw ThresholdError(.syntax, at: end.offset, "no aggregate of '\(clip(name.text))'", allowed: list)
    }
    if let aggregate = allowed.first(where: { $0.rawValue == phrase }) { return aggregate }
    throw ThresholdError(
      .unknownName, at: words[0].offset, "no '\(clip(phrase))' of '\(clip(name.text))'", allowed: list, word: phrase,
      among: allowed.map(\.rawValue))
  }

  /// `in 2026-03` or `from 2026-01 to 2026-03`, both months included; nil where nothing is written.
  func months(_ words: [Word]) throws(ThresholdError) -> ClosedRange<Int>? {
    guard let first = words.first else { return nil }
    let form = "in 2026-03, or from 2026-01 to 2026-03"
    switch words.count {
    case 2 where first.text == "in":
      let month = try month(words[1])
      return month...month
    case 4 where first.text == "from" && words[2].text == "to":
      let from = try month(words[1])
      let to = try month(words[3])
      guard from <= to else { throw ThresholdError(.syntax, at: words[3].offset, "a window that ends before it begins") }
      return from...to
    default:
      throw ThresholdError(.syntax, at: first.offset, "no window of whole months", allowed: form)
    }
  }

  /// Months since year 0.
  func month(_ word: Word) throws(ThresholdError) -> Int {
    let parts = word.text.split(separator: "-", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard parts.count == 2, isDigits, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
      let month = Int(parts[1]), (1...12).contains(month)
    else {
      throw ThresholdError(.syntax, at: word.offset, "'\(clip(word.text))' is no month", allowed: "a month such as 2026-03")
    }
    return year * 12 + month - 1
  }
}
