/// Draws a comparison as one self-contained page of HTML, every variant in full: nothing is loaded, and there is no script.
public enum ComparisonHTML {
  /// - Complexity: O(size of the page).
  public static func render(_ comparison: Comparison) -> String {
    let names = comparison.variants.map(\.scenario.name).joined(separator: ", ")
    return ComparisonPage.page(comparison, isComplete: true).html(
      title: "\(comparison.base.name) compared with \(names) · Windtunnel", version: comparison.version,
      foot: "Drawn by Windtunnel \(comparison.version) from the runs themselves; compare.json has every figure of this page. "
        + "Owners and their money are simulated.")
  }
}

extension Page {
  /// The page with a section for each heading and a list of them beside it.
  func html(title: String, version: String, foot: String) -> String {
    var page = Markup()
    page.paste("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) {
      PageHead.write(title: title, version: version, script: nil, into: &$0)
      $0.element("body") { body in
        body.element("a", ["class": "skip", "href": "#content"], "Skip to the comparison")
        let sections = self.sections
        body.element("header") { header in for block in sections.lead { Page.write(block, into: &header) } }
        body.element("nav", ["aria-label": "Contents"]) {
          $0.element("ul") { list in
            for section in sections.others {
              list.element("li") { $0.element("a", ["href": "#\(section.id)"], Page.capitalised(section.title)) }
            }
          }
        }
        body.element("main", ["id": "content"]) { main in for section in sections.others { section.write(into: &main) } }
        body.element("footer") { $0.element("p", foot) }
      }
    }
    page.paste("\n")
    return page.text
  }

  /// What stands before the first heading, then a section for each.
  private var sections: (lead: [Block], others: [PageSection]) {
    var lead: [Block] = []
    var parts: [(title: String, rest: String, blocks: [Block])] = []
    for block in blocks {
      if case .heading(let title, let rest) = block {
        parts.append((title, rest, []))
      } else if parts.isEmpty {
        lead.append(block)
      } else {
        parts[parts.count - 1].blocks.append(block)
      }
    }
    let others = parts.enumerated().map { index, part in
      PageSection(id: "part-\(index + 1)", title: Page.capitalised(part.title), lead: Page.capitalised(part.rest)) { markup in
        for block in part.blocks { Page.write(block, into: &markup) }
      }
    }
    return (lead, others)
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func write(_ block: Block, into page: inout Markup) {
    switch block {
    case .title(let text): page.element("h1", text)
    case .heading(let title, _): page.element("h3", title)
    case .text(let text): page.element("p", text)
    case .note(let text): page.element("p", ["class": "lead"], text)
    case .judged(let mark, let text):
      let (name, word) = mark == .good ? ("pass", "✓ holds") : mark == .bad ? ("fail", "✗ broken") : ("none", "? undecided")
      page.element("p") {
        $0.element("span", ["class": "mark \(name)"], word)
        $0.write(" " + text)
      }
    case .table(let table): write(table, into: &page)
    case .command(let line): page.element("pre") { $0.element("code", line) }
    }
  }

  private static func write(_ table: Table, into page: inout Markup) {
    let most = table.bars?.map(\.magnitude).max() ?? 0
    page.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "table"]) {
      $0.element("table") { markup in
        markup.element("thead") {
          $0.element("tr") { row in
            for (column, heading) in table.headers.enumerated() {
              row.element("th", table.textColumns.contains(column) ? ["scope": "col"] : ["scope": "col", "class": "n"], heading)
            }
            if most > 0 { row.element("td") { _ in } }
          }
        }
        markup.element("tbody") { body in
          for (index, cells) in table.rows.enumerated() {
            body.element("tr") { row in
              for (column, cell) in cells.enumerated() {
                if column == 0 {
                  row.element("th", ["scope": "row"], cell)
                } else {
                  row.element("td", table.textColumns.contains(column) ? [:] : ["class": "n"], cell)
                }
              }
              if most > 0, let bars = table.bars { row.element("td") { bar(bars[index], most, into: &$0) } }
            }
          }
        }
      }
    }
  }

  /// A picture of the number beside it; those who do not see it have the number.
  private static func bar(_ value: Double, _ most: Double, into page: inout Markup) {
    let width = max(value == 0 ? 0 : 1, Int((value.magnitude / most * 160).rounded()))
    page.element("svg", ["viewBox": "0 0 160 12", "width": "160", "height": "12", "aria-hidden": "true"]) {
      $0.empty(
        "rect",
        ["width": "\(width)", "height": "12", "rx": "2", "style": value < 0 ? "fill: var(--s2)" : "fill: var(--s1)"])
    }
  }
}
