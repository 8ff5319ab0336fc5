import Accounting
import Pricing

/// `{name: medium, credits: 5, price: 19.99 USD}`.
enum PackKeys {
  static let name = Field("name", .name, "As buyers know it.")
  static let credits = Field("credits", .plainCount(of: .credits, from: 1), "How many credits it holds; up to three decimals.")
  static let price = Field("price", .positiveMoney, "What it costs.")
  static let table = Table(name: "pack", about: "Credits sold together.", keys: [name.key, credits.key, price.key])

  static let codec = Codec<Pack>.record(table) { record in
    let name = record[name]
    let credits = record[credits]
    let price = record[price]
    guard let name, let credits, let price else { return nil }
    return Pack(name: name, credits: credits, price: price)
  }
}

/// `packs: {offered: [...], term: never}`.
enum PackShelfKeys {
  static let offered = Field(
    "offered", Codec<[Pack]>.offered(PackKeys.codec, "pack"), "The packs; a trace may call one by its place, from 0.")
  static let term = Field("term", Codec<CalendarTerm>.term, standard: "never", "How long their credits live.")
  static let table = Table(name: "pack_shelf", about: "Packs of credits that are no money.", keys: [offered.key, term.key])

  static let codec = Codec<PackShelf>.record(table) { record in
    let packs = record[offered]
    let term = record[term] ?? .never
    return packs.map { PackShelf(packs: $0, term: term) }
  }
}

/// `reports: {price: 29 USD, term: 30 days}`.
enum ReportKeys {
  static let price = Field("price", .positiveMoney, "What a single analysis costs.")
  static let term = Field("term", Codec<CalendarTerm>.term, standard: "30 days", "How long it may wait to be used.")
  static let table = Table(name: "report_rule", about: "Analyses that are sold one by one.", keys: [price.key, term.key])

  static let codec = Codec<ReportRule>.record(table) { record in
    let term = record[term]
    return record[price].map { price in term.map { ReportRule(price: price, term: $0) } ?? ReportRule(price: price) }
  }
}

/// `documents: {price: 1 credit}`.
enum DocumentKeys {
  static let price = Field(
    "price", .counted(.credits), standard: "1 credit", "For a document that the end user has not bought before.")
  static let table = Table(name: "document_rule", about: "Documents that end users open.", keys: [price.key])

  static let codec = Codec<DocumentRule>.record(table) { record in
    record[price].map { DocumentRule(price: $0) } ?? DocumentRule()
  }
}

extension Codec {
  /// A list of what is offered, at least one of it, each with a `name` of its own. Places in it fit a byte, the last one unused.
  static func offered<Element>(_ element: Codec<Element>, _ what: String) -> Codec where Value == [Element] {
    list(of: element, atMost: 255).checked { values, cursor in
      if values.isEmpty { cursor.report(.outOfRange, "an empty list", allowed: "at least one \(what)") }
      return !values.isEmpty && cursor.hasDistinct("name", what)
    }
  }
}

extension Cursor {
  /// Whether no two maps of this list say the same under `key`; whatever repeats is reported.
  func hasDistinct(_ key: String, _ what: String) -> Bool {
    var seen: Set<String> = []
    var isDistinct = true
    for (index, element) in (tree.elements ?? []).enumerated() {
      guard let value = element[key], let text = value.text, !seen.insert(text).inserted else { continue }
      child(element, index: index).child(value, key: key).report(
        .duplicateName, "a second \(what) is called '\(clipped(text))'", allowed: "each name once")
      isDistinct = false
    }
    return isDistinct
  }
}
