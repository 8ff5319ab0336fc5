/// A part of the page with a heading of its own, or the note that the run had nothing for it.
struct PageSection {
  /// Letters and hyphens, unique on the page.
  let id: String
  let title: String
  /// What the section answers, in a sentence or two.
  let lead: String
  /// nil where the run has none of it.
  let body: ((inout Markup) -> Void)?

  /// A section that the run has nothing for.
  static func absent(_ id: String, _ title: String, _ lead: String) -> PageSection {
    PageSection(id: id, title: title, lead: lead, body: nil)
  }

  func write(into page: inout Markup) {
    guard let body else { return }
    page.element("section", ["id": id, "aria-labelledby": "\(id)-heading"]) {
      $0.element("h2", ["id": "\(id)-heading"], title)
      $0.element("p", ["class": "lead"], lead)
      body(&$0)
    }
  }
}
