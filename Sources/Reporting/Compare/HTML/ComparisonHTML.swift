/// Draws a comparison as one self-contained page of HTML, every variant in full. It asks for nothing from anywhere and tells its story
/// without a script.
public enum ComparisonHTML {
  /// - Complexity: O(size of the page).
  public static func render(_ comparison: Comparison) -> String {
    let sections = ComparisonPage.page(comparison, .page).sections
    var page = Markup()
    page.paste("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) {
      PageHead.write(
        title: "\(title(comparison)) · Windtunnel", version: comparison.version, script: PageScript.hash, into: &$0)
      $0.element("body") { body in
        body.element("a", ["class": "skip", "href": "#content"], "Skip to the comparison")
        Patterns.write(into: &body)
        banner(comparison, into: &body)
        body.element("nav", ["aria-label": "Contents"]) {
          $0.element("ul") { list in
            for section in sections { list.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) } }
          }
        }
        body.element("main", ["id": "content"]) { main in for section in sections { section.write(into: &main) } }
        body.element("footer") {
          $0.element(
            "p",
            "Drawn by Windtunnel \(comparison.version) from the runs themselves; compare.json has every figure of this page. "
              + "Owners and their money are simulated.")
        }
        body.element("script") { $0.paste(PageScript.text) }
      }
    }
    page.paste("\n")
    return page.text
  }

  private static func title(_ comparison: Comparison) -> String {
    "\(comparison.base.name) compared with \(comparison.variants.map(\.scenario.name).joined(separator: ", "))"
  }

  // MARK: Banner

  private static func banner(_ comparison: Comparison, into page: inout Markup) {
    page.element("header", ["class": "banner \(tone(comparison))"]) { header in
      header.element("p", ["class": "product"]) {
        $0.write("Windtunnel \(comparison.version), comparison")
        $0.element("button", ["type": "button", "id": "theme", "hidden": "hidden"], "Dark or light")
      }
      header.element("h1", title(comparison))
      if !comparison.base.about.isEmpty { header.element("p", ["class": "about"], comparison.base.about) }
      header.element("div", ["class": "verdict"]) {
        $0.element("div") { text in
          text.element("p", ["class": "word"], "\(word(comparison)) (exit code \(comparison.exitCode))")
          text.element("ul", ["class": "reasons"]) { list in
            for reason in ComparisonPage.reasons(comparison) { list.element("li", reason) }
          }
        }
      }
      header.element("dl", ["class": "identity"]) { list in
        for (name, value) in identity(comparison) {
          list.element("div") {
            $0.element("dt", name)
            $0.element("dd", value)
          }
        }
      }
    }
  }

  /// "Worse for the platform", or each variant's verdict, after what the exit code is for.
  private static func word(_ comparison: Comparison) -> String {
    let outcomes = comparison.variants.flatMap { $0.guardrails.map(\.outcome) }
    if outcomes.contains(.fail) { return "Guardrail broken; \(verdicts(comparison))" }
    if comparison.exitCode == 5 { return "Guardrail undecided; \(verdicts(comparison))" }
    return Page.capitalised(verdicts(comparison))
  }

  private static func verdicts(_ comparison: Comparison) -> String {
    let words = comparison.variants.map { $0.row(.net)?.verdict ?? .inconclusive }
    if words.count == 1 { return words[0].text }
    return words.enumerated().map { "B\($0 + 1) \($1.text)" }.joined(separator: ", ")
  }

  /// The colour of the banner, which says no more than its words do.
  private static func tone(_ comparison: Comparison) -> String {
    if comparison.exitCode != 0 { return comparison.exitCode == 4 ? "fail" : "inconclusive" }
    let verdicts = comparison.variants.map { $0.row(.net)?.verdict ?? .inconclusive }
    return verdicts.allSatisfy { $0 == .better } ? "pass" : verdicts.contains(.worse) ? "fail" : "inconclusive"
  }

  private static func identity(_ comparison: Comparison) -> [(String, String)] {
    let run = comparison.run
    let count = NumberText.counted(Int64(comparison.replications), "replication")
    return [
      ("Owners", NumberText.grouped(comparison.base.runs[0].owners)), ("From", NumberText.date(run.start.date)),
      ("Until", NumberText.date(run.horizon.date)), ("Seed", String(run.seed)),
      ("Pairs", "\(count) of each, with the same random numbers"), ("Amounts", "\(comparison.unit.code), a run in the mean"),
    ]
  }
}

extension Page {
  static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A section for each heading; nothing may stand before the first.
  var sections: [PageSection] {
    var parts: [(title: String, rest: String, blocks: [Block])] = []
    for block in blocks {
      if case .heading(let title, let rest) = block {
        parts.append((title, rest, []))
      } else if !parts.isEmpty {
        parts[parts.count - 1].blocks.append(block)
      }
    }
    return parts.enumerated().map { index, part in
      PageSection(id: "part-\(index + 1)", title: Page.capitalised(part.title), lead: Page.capitalised(part.rest)) { markup in
        for block in part.blocks { Page.write(block, into: &markup) }
      }
    }
  }

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
    case .picture(let figure, insteadOf: _): figure.write(into: &page)
    case .details(let summary, let table):
      page.element("details") {
        $0.element("summary", summary)
        write(table, into: &$0)
      }
    case .command(let line): page.element("pre") { $0.element("code", line) }
    }
  }

  private static func write(_ table: Table, into page: inout Markup) {
    page.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "table"]) {
      $0.element("table") { markup in
        markup.element("thead") {
          $0.element("tr") { row in
            for (column, heading) in table.headers.enumerated() {
              row.element("th", table.textColumns.contains(column) ? ["scope": "col"] : ["scope": "col", "class": "n"], heading)
            }
          }
        }
        markup.element("tbody") { body in
          for cells in table.rows {
            body.element("tr") { row in
              for (column, cell) in cells.enumerated() {
                if column == 0 {
                  row.element("th", ["scope": "row"], cell)
                } else if table.textColumns.contains(column) {
                  // Short texts stay on a line, so that columns of a narrow screen do not become ladders.
                  row.element("td", cell.count <= 28 ? ["class": "short"] : [:], cell)
                } else {
                  row.element("td", ["class": "n"], cell)
                }
              }
            }
          }
        }
      }
    }
  }
}
