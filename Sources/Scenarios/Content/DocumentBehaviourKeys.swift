import Accounting
import Population
import Pricing
import Sampling

/// `documents:` of a segment.
enum DocumentBehaviourKeys {
  static let endUsers = Field("end_users", .distribution(.number), "End users of one owner, rounded; drawn once per owner.")
  static let perWeek = Field(
    "per_week", .distribution(.number), "Lists of documents that one end user opens in a week; drawn once per owner.")
  static let gaps = Field("gaps", GapKeys.codec, standard: "random (cv 1)", "How the gaps between one owner's lists vary.")
  static let hours = Field("hours", HourKeys.codec, standard: "flat", "When in the week documents are opened (UTC).")
  static let list = Field("list", .distribution(.number), standard: "1", "Documents of one list, rounded, 1 to 12.")
  static let again = Field(
    "again", .probability, standard: "0 %", "Chance of each document that the end user has asked for it before.")
  static let buys = Field(
    "buys_when_refused", .probability, standard: "0 %", "Chance that an end user with too few credits buys a pack.")
  static let packs = Field(
    "packs", .places(of: .pack), standard: "the first", "Weights of the packs, by the catalog's names; at least what is missing.")
  static let buysAfter = Field(
    "buys_after", .distribution(.duration), standard: "2 minutes", "From the refusal to the purchase.")

  static let table = Table(
    name: "document_behaviour", about: "What end users open, and what they buy for it.",
    keys: [
      endUsers.key, perWeek.key, gaps.key, hours.key, list.key, again.key, buys.key, packs.key, buysAfter.key,
    ])

  static let codec = Codec<DocumentBehaviour>.record(table) { record in
    let endUsers = record[endUsers]
    let rate = record[perWeek]
    let gaps = record[gaps] ?? GapKeys.standard
    let hours = record[hours] ?? .flat
    let list = record[list] ?? .one
    let again = record[again] ?? 0
    let buys = record[buys] ?? 0
    let packs = record[packs] ?? .zero
    let after = record[buysAfter] ?? (try? Distribution.constant(Double(2 * Duration_ms.minute)))
    if let terms = record.cursor.context.terms, terms.documents == nil {
      record.cursor.report(.contradiction, "end users open documents, and the catalog has none", hint: "leave 'documents' out")
    }
    if buys > 0, let terms = record.cursor.context.terms, terms.packs == nil {
      record.cursor(of: DocumentBehaviourKeys.buys).report(
        .contradiction, "end users buy packs, and the catalog sells none", hint: "leave 'buys_when_refused' out")
    }
    guard let endUsers, let rate, let after else { return nil }
    return DocumentBehaviour(
      endUsers: endUsers, perWeek: rate, gaps: gaps, hours: hours, list: list, again: again, buysWhenRefused: buys, packs: packs,
      buysAfter_ms: after)
  }
}
