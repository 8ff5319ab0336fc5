import Accounting
import Pricing

/// What a revision must leave as it is: whoever has subscribed to a plan, bought a pack or used a product has it by its place in
/// the list, and periods are counted from the first one.
enum OfferRevisions {
  /// Something that stays, as a text to compare and to show.
  private struct Kept {
    /// The keys that lead to it.
    var path: [String]
    var what: String
    var value: String
  }

  /// Whether no revision changes what must stay; each one that does is reported at its own place.
  ///
  /// - Parameters:
  ///   - revisions: the terms after each of `changes`, in the order of time.
  static func check(
    _ terms: Terms, _ revisions: [Catalog.Revision], _ changes: [RevisionKeys.Change], _ context: Context
  ) -> Bool {
    let count = context.diagnostics.count
    for (index, revision) in revisions.enumerated() where index < changes.count {
      let before = kept(index == 0 ? terms : revisions[index - 1].terms)
      let after = kept(revision.terms)
      for old in before {
        guard let new = after.first(where: { $0.what == old.what }), new.value != old.value else { continue }
        changes[index].cursor.cursor(at: old.path, context).report(
          .mustStay, "the \(old.what) would be \(new.value)", allowed: "\(old.value), as before")
      }
    }
    return context.diagnostics.count == count
  }

  private static func kept(_ terms: Terms) -> [Kept] {
    var kept: [Kept] = []
    if let plans = terms.plans {
      kept.append(Kept(path: ["plans", "offered"], what: "plans", value: list(plans.plans.map(\.name))))
      kept.append(Kept(path: ["plans", "offered"], what: "periods", value: list(plans.plans.map { text($0.period) })))
      let fallback = plans.fallback.map { plans.plans[$0.index].name } ?? "nothing"
      kept.append(Kept(path: ["plans", "fallback"], what: "fallback", value: fallback))
    }
    if let packs = terms.packs {
      kept.append(Kept(path: ["packs", "offered"], what: "packs", value: list(packs.packs.map(\.name))))
    }
    if let interviews = terms.interviews {
      kept.append(Kept(path: ["interviews", "unit"], what: "unit of interviews", value: "\(interviews.unit)"))
      kept.append(
        Kept(path: ["interviews", "products"], what: "products", value: list(interviews.products.map(\.name))))
      kept.append(
        Kept(path: ["interviews", "products"], what: "cost keys", value: list(interviews.products.map(\.costKey))))
      kept.append(
        Kept(path: ["interviews", "overrides"], what: "overrides", value: list(interviews.overrides.map(\.name))))
    }
    return kept
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

  private static func text(_ period: CalendarTerm) -> String {
    switch period {
    case .never: "never"
    case .months(let count): "\(count) \(count == 1 ? "month" : "months")"
    case .milliseconds(let length): "\(plain(Double(length) / Double(Duration_ms.day))) days"
    }
  }
}
