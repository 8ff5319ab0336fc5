import Accounting
import Auditing
import Billing
import Testing

/// A planted bug and the invariant that must catch it.
struct Fault: Sendable, CustomTestStringConvertible {
  /// Looks for the violation: plants the fault when `isPlanted`, and otherwise does the same without it.
  typealias Story = @Sendable (_ watched: inout Watched, _ isPlanted: Bool) -> Violation?

  let invariant: Invariant
  let bug: String
  let story: Story

  var testDescription: String { "\(invariant.name): \(bug)" }

  init(_ invariant: Invariant, _ bug: String, _ story: @escaping Story) {
    self.invariant = invariant
    self.bug = bug
    self.story = story
  }

  /// A fault between one step and its check.
  init(
    _ invariant: Invariant, _ bug: String, after before: [Command] = Command.funded, at command: Command,
    _ damage: @escaping @Sendable (inout Book) -> Void
  ) {
    self.init(invariant, bug) { watched, isPlanted in
      if let early = watched.send(before) { return early }
      return watched.send(command) { if isPlanted { damage(&$0) } }
    }
  }

  /// A fault that no step shows, only the sweep at the end.
  init(
    atEnd invariant: Invariant, _ bug: String, after before: [Command], _ damage: @escaping @Sendable (inout Book) -> Void
  ) {
    self.init(invariant, bug) { watched, isPlanted in
      if let early = watched.send(before) { return early }
      if isPlanted { damage(&watched.book) }
      return watched.close()
    }
  }
}
