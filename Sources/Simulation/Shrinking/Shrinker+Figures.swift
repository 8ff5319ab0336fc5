import Accounting
import Billing
import Pricing

/// Plainer figures: amounts, places in lists, names.
extension Shrinker {
  /// Makes the figures of each command plainer, one at a time, then those that are equal at once.
  mutating func simplifyFigures() {
    simplifyLists()
    simplifyEqualNumbers()
    var index = 0
    while index < best.steps.count, !wasStopped {
      simplifyFigures(ofStep: index)
      index += 1
    }
  }

  private mutating func simplifyFigures(ofStep index: Int) {
    var place = 0
    while index < best.steps.count, let command = best.steps[index].command, !wasStopped {
      let at = best.steps[index].at
      let figures = command.figures(at: at)
      guard place < figures.count else { return }
      for value in figures[place].plainer(hints: hints) {
        var values = figures.map(\.value)
        values[place] = value
        var candidate = best
        candidate.steps[index].command = command.with(values, at: at)
        if wasStopped || take(candidate) { break }
      }
      place += 1
    }
  }

  /// What a number may have to be: the catalog's smallest purchase, or a number that stands elsewhere.
  private var hints: [Int64] {
    var values = [catalog.terms.limits.minimum]
    for step in best.steps {
      for figure in step.command?.figures(at: step.at) ?? [] {
        if case .number = figure.kind { values.append(figure.value) }
      }
    }
    return values
  }

  /// A number that stands in several places may have to be the same in all of them.
  private mutating func simplifyEqualNumbers() {
    for value in Set(hints).sorted() where !wasStopped {
      for plainer in Figure(.number, value).plainer(hints: []) where wasStopped || take(replacing(value, by: plainer)) { break }
    }
  }

  private func replacing(_ value: Int64, by other: Int64) -> Trace {
    var candidate = best
    for index in candidate.steps.indices {
      guard let command = candidate.steps[index].command else { continue }
      let at = candidate.steps[index].at
      let values = command.figures(at: at).map { figure in
        if case .number = figure.kind, figure.value == value { return other }
        return figure.value
      }
      candidate.steps[index].command = command.with(values, at: at)
    }
    return candidate
  }

  /// Fewer documents at once.
  private mutating func simplifyLists() {
    for index in best.steps.indices where index < best.steps.count {
      var place = 0
      while case .access(let endUser, let documents) = best.steps[index].command, place < documents.count, !wasStopped {
        var left = documents.indices.map { documents[$0] }
        left.remove(at: place)
        var candidate = best
        candidate.steps[index].command = .access(endUser, DocumentList(left))
        if left.isEmpty || !take(candidate) { place += 1 }
      }
    }
  }

  /// What happened in a later job may as well happen in an earlier one that has its slots too.
  mutating func mergeJobs() {
    var later = 1
    while later < best.steps.count, !wasStopped {
      if !best.steps[..<later].indices.contains(where: { take(merging(later, into: $0)) }) { later += 1 }
    }
  }

  /// The trace as it is where these two are no openings of two jobs of one owner.
  private func merging(_ later: Int, into earlier: Int) -> Trace {
    guard best.steps[earlier].owner == best.steps[later].owner,
      case .openJob(let kept, let slots, let price, let deadline) = best.steps[earlier].command,
      case .openJob(let gone, let moreSlots, _, _) = best.steps[later].command, kept != gone
    else { return best }
    var candidate = best
    let all = slots.addingReportingOverflow(moreSlots).partialValue
    candidate.steps[earlier].command = .openJob(kept, slots: all, price: price, deadline: deadline)
    for index in candidate.steps.indices where candidate.steps[index].owner == best.steps[later].owner {
      if candidate.steps[index].command?.job == gone {
        candidate.steps[index].command = candidate.steps[index].command?.about(kept)
      }
    }
    return candidate.keeping { $0 != later }
  }

  /// Jobs, keys, end users and documents get the smallest numbers, all at once or else one at a time.
  mutating func simplifyNames() {
    var names: [Name: Int64] = [:]
    for name in namesInOrder {
      names[name] = Int64(names.keys.count { $0.space == name.space && $0.owner == name.owner }) + 1
    }
    if take(renaming(names)) { return }
    for name in namesInOrder {
      // Time may be up long before all of a long trace's names are through.
      for value in 0...(names[name] ?? 0) where wasStopped || take(renaming([name: value])) { break }
    }
  }

  /// A name, and whose and what it is the name of.
  private struct Name: Hashable {
    var space: Int
    var owner: Int
    var value: Int64
  }

  private var namesInOrder: [Name] {
    var seen: Set<Name> = []
    var names: [Name] = []
    for step in best.steps {
      guard let command = step.command, let owner = step.owner else { continue }
      for (space, figure) in zip(command.nameSpaces, command.figures(at: step.at)) {
        let name = Name(space: space, owner: owner, value: figure.value)
        if space != 0, figure.value != 0, seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  private func renaming(_ names: [Name: Int64]) -> Trace {
    var candidate = best
    for index in candidate.steps.indices {
      guard let command = candidate.steps[index].command, let owner = candidate.steps[index].owner else { continue }
      let at = candidate.steps[index].at
      var values = command.figures(at: at).map(\.value)
      for (place, space) in command.nameSpaces.enumerated() where space != 0 {
        values[place] = names[Name(space: space, owner: owner, value: values[place])] ?? values[place]
      }
      candidate.steps[index].command = command.with(values, at: at)
    }
    return candidate
  }
}
