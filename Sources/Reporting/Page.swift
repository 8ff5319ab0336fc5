/// What a report says, before it is drawn: one page for the terminal and for Markdown. Texts are finished; renderers only place them.
struct Page {
  enum Block {
    case title(String)
    /// A heading, and what stands beside it.
    case heading(String, String = "")
    case text(String)
    /// A line that holds, fails, or cannot be told.
    case judged(TextStyle.Mark, String)
    case table(Table)
    /// Drawn where there is room for pictures; elsewhere the table says the same, where there is one.
    case picture(Figure, insteadOf: Table?)
    /// A table under a line of its own, which a page folds away.
    case details(String, Table)
    case command(String)
    /// An explanation, small.
    case note(String)
  }

  struct Table {
    var headers: [String]
    var rows: [[String]]
    /// Columns of text; the others hold figures and stand to the right.
    var textColumns: Set<Int> = [0]
    /// A column of numbers drawn as bars behind it, where there is room.
    var bars: [Double]?
  }

  var blocks: [Block] = []

  mutating func add(_ block: Block) { blocks.append(block) }

  // MARK: Terminal

  func text(_ style: TextStyle) -> String {
    var lines: [String] = []
    for block in blocks {
      switch block {
      case .title(let text): lines += style.wrap(text, indent: 0)
      case .heading(let title, let rest):
        lines.append("")
        lines.append(style.paint(title.uppercased(), .bold) + (rest.isEmpty ? "" : "  " + style.clean(rest)))
      case .text(let text): lines += style.wrap(text, indent: 2)
      case .note(let text): lines += style.wrap(text, indent: 2).map { style.paint($0, .dim) }
      case .judged(let mark, let text):
        let wrapped = style.wrap(text, indent: 5)
        lines += ["  \(style.mark(mark)) \(wrapped.first?.dropFirst(5) ?? "")"] + wrapped.dropFirst()
      case .table(let table): lines += Page.lines(table, style)
      case .picture(_, insteadOf: let table): if let table { lines += Page.lines(table, style) }
      case .details(let summary, let table): lines += style.wrap(summary, indent: 2) + Page.lines(table, style)
      case .command(let line): lines += style.wrap(line, indent: 2, mayOverflow: true, continuation: " \\")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ table: Table, _ style: TextStyle) -> [String] {
    let cells = ([table.headers] + table.rows).map { $0.map(style.clean) }
    var widths = table.headers.indices.map { column in cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    // Amounts are never cut; texts give way to them.
    let excess = 2 + widths.reduce(0, +) + 2 * (widths.count - 1) - style.columns
    if excess > 0, let widest = table.textColumns.filter(widths.indices.contains).max(by: { widths[$0] < widths[$1] }) {
      widths[widest] = max(12, widths[widest] - excess)
    }
    let most = table.bars?.map(\.magnitude).max() ?? 0
    let room = min(40, style.columns - 4 - widths.reduce(0, +) - 2 * (widths.count - 1))
    return cells.enumerated().map { index, row in
      var line =
        "  "
        + row.enumerated().map { column, cell in
          style.pad(cell, widths[column], right: !table.textColumns.contains(column))
        }.joined(separator: "  ")
      if index > 0, let bars = table.bars, most > 0, room >= 10 {
        let length = Int((bars[index - 1].magnitude / most * Double(room)).rounded())
        line += "  " + String(repeating: style.unicode ? "█" : "#", count: bars[index - 1] == 0 ? 0 : max(1, length))
      }
      while line.last == " " { line.removeLast() }
      return index == 0 ? style.paint(line, .bold) : line
    }
  }

  // MARK: Markdown

  func markdown() -> String {
    var lines: [String] = []
    for block in blocks {
      if case .picture(_, insteadOf: nil) = block { continue }
      if !lines.isEmpty, !(Page.isJudged(block) && lines.last?.hasPrefix("- ") == true) { lines.append("") }
      switch block {
      case .title(let text): lines.append("# " + MarkdownText.escaped(text))
      case .heading(let title, let rest):
        lines.append("## " + MarkdownText.escaped(title) + (rest.isEmpty ? "" : ": " + MarkdownText.escaped(rest)))
      case .text(let text): lines.append(MarkdownText.escaped(text))
      case .note(let text): lines.append("<sub>" + MarkdownText.escaped(text) + "</sub>")
      case .judged(let mark, let text):
        let word = mark == .good ? "✓" : mark == .bad ? "✗" : "?"
        lines.append("- \(word) " + MarkdownText.escaped(text))
      case .table(let table): lines += Page.markdown(table)
      case .picture(_, insteadOf: let table): lines += table.map(Page.markdown) ?? []
      case .details(let summary, let table): lines += [MarkdownText.escaped(summary + ":"), ""] + Page.markdown(table)
      case .command(let line): lines += MarkdownText.command(line)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func markdown(_ table: Table) -> [String] {
    [
      MarkdownText.row(table.headers.map(MarkdownText.escaped)),
      MarkdownText.row(table.headers.indices.map { table.textColumns.contains($0) ? "---" : "---:" }),
    ] + table.rows.map { MarkdownText.row($0.map(MarkdownText.escaped)) }
  }

  private static func isJudged(_ block: Block) -> Bool { if case .judged = block { true } else { false } }
}
