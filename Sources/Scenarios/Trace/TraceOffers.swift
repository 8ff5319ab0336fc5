import Pricing
import Simulation

/// Names of a trace against the catalog that it is replayed with.
public enum TraceOffers {
  /// A mistake for each name that the catalog does not have, where it stands first. - Complexity: O(names).
  ///
  /// - Parameter file: the trace's name in messages.
  public static func mistakes(in trace: Trace, file: String, catalog: Catalog) -> [Diagnostic] {
    let known = OfferNames(catalog)
    return trace.offers.filter { known.place(of: $0.kind, named: $0.name) == nil }.map { offer in
      let names = known.names(of: offer.kind)
      let place = Place(file: file, line: offer.line, column: offer.column)
      if names.isEmpty {
        return Diagnostic(
          place: place, path: offer.kind.key, code: .notSupported,
          found: "'\(shortened(offer.name))', and the catalog '\(catalog.name)' has no \(offer.kind.plural)",
          allowed: "what the catalog offers")
      }
      return Diagnostic(
        place: place, path: offer.kind.key, code: .unknownName,
        found: "'\(shortened(offer.name))', which the catalog '\(catalog.name)' does not have",
        allowed: names.joined(separator: ", "), hint: hint(for: offer.name, among: names))
    }
  }
}
