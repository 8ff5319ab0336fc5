import Accounting

/// A story as JSON, for programs. Amounts are in the smallest unit of their asset, as in all reports.
public enum StoryJSON {
  /// The version of the form, the first key.
  public static let schema = "windtunnel-story/1"

  /// - Complexity: O(size).
  public static func render(_ story: Story) -> String {
    var members: [(String, JSONValue)] = [
      ("schema", .text(schema)), ("owner", .text(story.owner)),
      ("title", .array(story.title.map(JSONValue.text))),
      ("currency", .object([("code", .text(story.unit.code)), ("decimals", .integer(Int64(story.unit.decimals)))])),
      ("stepsBefore", .integer(Int64(story.stepsBefore))), ("stepsAfter", .integer(Int64(story.stepsAfter))),
      ("steps", .array(story.steps.map(value))),
    ]
    members.append(("violation", story.broken.map(value) ?? .null))
    return JSONValue.object(members).rendered()
  }

  private static func value(_ step: Story.Step) -> JSONValue {
    .object([
      ("step", .unsigned(step.number)), ("at", .text(NumberText.instant(step.at))), ("event", .text(step.event)),
      ("command", .text(step.command)), ("status", .text(step.status)),
      (
        "postings",
        .array(
          step.postings.map {
            .object([
              ("debit", .text("\($0.debit)")), ("credit", .text("\($0.credit)")), ("amount", .integer($0.amount)),
              ("code", .text("\($0.code)")),
            ])
          })
      ),
      ("balances", .array(step.balances.map(value))),
      ("changes", .array(step.changes.map { .object([("kind", .text($0.kind)), ("text", .text($0.text))]) })),
    ])
  }

  private static func value(_ figure: Story.Figure) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .text(figure.name)), ("amount", .integer(figure.amount)), ("asset", .text("\(figure.asset)")),
    ]
    if let ledger = figure.ledger { members.append(("ledger", .integer(ledger))) }
    return .object(members)
  }

  private static func value(_ broken: Story.Broken) -> JSONValue {
    .object([
      ("invariant", .text(broken.invariant)), ("meaning", .text(broken.meaning)),
      ("left", .object([("name", .text(broken.left.label)), ("value", .integer(broken.left.value))])),
      ("right", .object([("name", .text(broken.right.label)), ("value", .integer(broken.right.value))])),
      ("step", .unsigned(broken.step)), ("at", .text(NumberText.instant(broken.at))),
      ("digest", .text(NumberText.hex(broken.digest))),
    ])
  }
}
