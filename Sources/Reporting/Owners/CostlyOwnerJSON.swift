extension CostlyOwner {
  func json(asset: String) -> JSONValue {
    .object([
      ("owner", .text(owner)), ("segment", .text(segment)), ("asset", .text(asset)), ("loss", .integer(loss)),
      ("writtenOff", .integer(writtenOff)), ("disputed", .integer(disputed)), ("owed", .integer(owed)),
      ("explain", .optional(explain)), ("timeline", timeline?.json ?? .null),
    ])
  }
}

extension OwnerTimeline {
  fileprivate var json: JSONValue {
    let months = months.map { month in
      JSONValue.object([
        ("month", .text(NumberText.month(month.month))), ("commands", .integer(month.commands)),
        ("refused", .integer(month.refused)), ("paid", .integer(month.paid)), ("earned", .integer(month.earned)),
        ("lost", .integer(month.lost)), ("spendable", .integer(month.spendable)), ("owed", .integer(month.owed)),
      ])
    }
    let events = events.map { event in
      JSONValue.object([("at", .text(NumberText.instant(event.at))), ("what", .text(event.text))])
    }
    return .object([
      ("commands", .integer(steps)), ("months", .array(months)), ("events", .array(events)),
      ("eventsLeftOut", .integer(Int64(eventsLeftOut))),
    ])
  }
}

extension Definition {
  static let worstOwners = [
    Definition(
      "worstOwners[].owner", "text", "One of the ten owners who cost most, the costliest first; empty where nobody did."),
    Definition("worstOwners[].segment", "text", "Its segment."),
    Definition("worstOwners[].asset", "currency", "The asset of the amounts."),
    Definition("worstOwners[].loss", "minor units", "What it cost: the three figures below together."),
    Definition(
      "worstOwners[].writtenOff", "minor units", "Its debts that were written off: usage beyond the balance, and bills."),
    Definition("worstOwners[].disputed", "minor units", "Cash that its bank took back for what was used up or earned already."),
    Definition("worstOwners[].owed", "minor units", "Still owed, and not written off: above 0 only where a run was stopped."),
    Definition("worstOwners[].explain", "command line or null", "Tells its whole story."),
    Definition(
      "worstOwners[].timeline", "object or null",
      "Its life in short; null where it was not simulated again, as in a stopped run."),
    Definition("worstOwners[].timeline.commands", "commands", "How many it sent in all, refused ones and its timers too."),
    Definition("worstOwners[].timeline.months[].month", "month, UTC", "A month in which it did something."),
    Definition("worstOwners[].timeline.months[].commands", "commands", "How many it sent in it."),
    Definition("worstOwners[].timeline.months[].refused", "commands", "How many of them changed nothing."),
    Definition("worstOwners[].timeline.months[].paid", "minor units", "Card payments that settled."),
    Definition("worstOwners[].timeline.months[].earned", "minor units", "Revenue of the platform from it."),
    Definition(
      "worstOwners[].timeline.months[].lost", "minor units", "Written off, or taken back by its bank after it was earned."),
    Definition(
      "worstOwners[].timeline.months[].spendable", "minor units", "Its spendable credits when the month, or the run, ended."),
    Definition("worstOwners[].timeline.months[].owed", "minor units", "What it owed then."),
    Definition("worstOwners[].timeline.events[].at", "time, UTC", "When something changed where it stands."),
    Definition("worstOwners[].timeline.events[].what", "text", "What that was."),
    Definition(
      "worstOwners[].timeline.eventsLeftOut", "events",
      "How many more there were: the \(OwnerTimeline.mostEvents) nearest to the loss are told."
    ),
  ]
}
