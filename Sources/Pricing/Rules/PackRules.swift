import Accounting

/// A number of credits sold at one price. Source: rule HI-10.
public struct Pack: Hashable, Sendable {
  /// As buyers know it, such as "medium".
  public var name: String
  /// Thousandths of a credit.
  public var credits: Int64
  /// In minor units.
  public var price: Int64

  public init(name: String, credits: Int64, price: Int64) {
    self.name = name
    self.credits = credits
    self.price = price
  }

  /// What one whole credit costs, cut to a minor unit, as shops print it. Source: rule HI-10.
  public var pricePerCredit: Int64 { price * 1_000 / max(credits, 1) }
}

/// Packs of credits, and how long credits live. A revision may change figures, never the order of the packs. Source: rules HI-10,
/// HI-D7.
public struct PackShelf: Hashable, Sendable {
  public var packs: [Pack]
  public var term: CalendarTerm

  public init(packs: [Pack], term: CalendarTerm = .never) {
    self.packs = packs
    self.term = term
  }

  /// The place of the pack with this name. - Complexity: O(packs).
  public func pack(named name: String) -> PackID? {
    packs.firstIndex { $0.name == name }.map { PackID(UInt8($0)) }
  }
}

/// One analysis bought by itself, with unlimited chat about it. Source: rule HI-2.
public struct ReportRule: Hashable, Sendable {
  /// In minor units.
  public var price: Int64
  /// How long it may wait for its analysis.
  public var term: CalendarTerm

  public init(price: Int64, term: CalendarTerm = .milliseconds(30 * Duration_ms.day)) {
    self.price = price
    self.term = term
  }
}

/// What one document costs an end user. Source: rules HI-11, HI-12.
public struct DocumentRule: Hashable, Sendable {
  /// Thousandths of a credit for a document that the end user has not bought before.
  public var price: Int64

  public init(price: Int64 = 1_000) { self.price = price }
}
