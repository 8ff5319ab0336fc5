import Accounting

/// A story as a register for people: a line for each step, and under it what moved and what changed.
///
/// Without colours no line is longer than the style's columns but for paths and command lines.
public enum StoryText {
  /// - Complexity: O(what it shows).
  public static func render(_ story: Story, style: TextStyle = .plain) -> String {
    var lines = story.title.flatMap { style.wrap($0, indent: 0, mayOverflow: true) } + [""]
    if story.stepsBefore > 0 { lines += [leftOut(story.stepsBefore, "earlier", style), ""] }
    var shown: [Story.Figure] = []
    for step in story.steps {
      lines.append(head(step, style))
      lines += step.postings.map { posting($0, story.unit, style) }
      // A balance that stayed as it was is not told again.
      if step.balances != shown, !step.balances.isEmpty { lines += labelled("balance", text(step.balances, story.unit), style) }
      shown = step.balances
      for change in step.changes { lines += labelled(change.kind, change.text, style) }
    }
    if story.steps.isEmpty { lines.append("  Nothing happened.") }
    if story.stepsAfter > 0 { lines += ["", leftOut(story.stepsAfter, "later", style)] }
    lines.append("")
    lines += story.broken.map { ending($0, story, style) } ?? peace(story, style)
    // A command line that is broken in two cannot be copied.
    lines += story.hints.map { "  " + style.clean($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let labelColumn = 8
  private static let textColumn = 18

  private static func leftOut(_ count: Int, _ which: String, _ style: TextStyle) -> String {
    style.paint("  \(NumberText.counted(Int64(count), "\(which) step")) left out; --all shows them", .dim)
  }

  private static func head(_ step: Story.Step, _ style: TextStyle) -> String {
    let left = style.pad(NumberText.grouped(Int64(clamping: step.number)), 6, right: true)
    let when = style.pad(NumberText.instant(step.at), 24)
    let status = style.clean(step.status)
    let width = style.columns - 6 - 2 - 24 - 2 - 12 - 2 - status.count
    let command = style.pad(style.clean(step.command), max(10, width))
    let painted = status == "ok" ? status : style.paint(status, .yellow)
    return "\(left)  \(when)  \(style.pad(step.event, 12))\(style.paint(command, .bold))  \(painted)"
  }

  private static func posting(_ transfer: Transfer, _ unit: MoneyUnit, _ style: TextStyle) -> String {
    let margin = String(repeating: " ", count: labelColumn)
    let amount = style.pad(unit.amount(transfer.amount, of: transfer.debit.asset), 22, right: true)
    return "\(margin)\(style.pad("\(transfer.debit)", 21))\(style.pad("\(transfer.credit)", 21))\(amount)  \(transfer.code)"
  }

  private static func labelled(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    var lines = style.wrap(text, indent: textColumn)
    guard let first = lines.first else { return [] }
    lines[0] =
      String(repeating: " ", count: labelColumn) + style.paint(style.pad(label, textColumn - labelColumn), .dim)
      + first.dropFirst(textColumn)
    return lines
  }

  private static func text(_ figures: [Story.Figure], _ unit: MoneyUnit) -> String {
    figures.map { figure in
      let ledger = figure.ledger.map { " (the ledger says \(unit.amount($0, of: figure.asset)))" } ?? ""
      return "\(figure.name) \(unit.amount(figure.amount, of: figure.asset))\(ledger)"
    }.joined(separator: ", ")
  }

  private static func ending(_ broken: Story.Broken, _ story: Story, _ style: TextStyle) -> [String] {
    let headline = "\(broken.invariant) broken after step \(NumberText.grouped(Int64(clamping: broken.step))) of \(story.owner)"
    let width = max(broken.left.label.count, broken.right.label.count)
    let values = [broken.left.value, broken.right.value].map(NumberText.grouped)
    let digits = values.map(\.count).max() ?? 0
    return [style.mark(.bad) + style.paint(headline, .bold) + ", \(NumberText.instant(broken.at))"]
      + style.wrap("What must hold: \(broken.meaning)", indent: 2) + [""]
      + zip([broken.left.label, broken.right.label], values).enumerated().map { index, side in
        let sign = index == 0 ? String(repeating: " ", count: style.notEqual.count) : style.notEqual
        return "  \(sign) \(style.pad(side.0, width))  \(style.pad(side.1, digits, right: true))"
      }
      + ["", "  Both sides as the book counts them: minor units, thousandths, milliseconds, or things."]
      + ["  Digest of the owner after it: \(NumberText.hex(broken.digest))", ""]
  }

  private static func peace(_ story: Story, _ style: TextStyle) -> [String] {
    var lines = [style.mark(.good) + "every invariant holds for \(story.owner)"]
    if let last = story.steps.last?.balances, !last.isEmpty {
      lines += labelled(story.stepsAfter > 0 ? "then" : "at last", text(last, story.unit), style)
    }
    return lines
  }
}
