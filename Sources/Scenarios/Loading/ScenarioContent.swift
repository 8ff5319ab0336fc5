/// What a scenario says once its files are read and its flags are obeyed: a value that can be compared with another's key by key,
/// and changed from one into the other cause by cause.
public struct ScenarioContent: Sendable {
  let tree: Tree
  let files: [LoadedFile]
  let overrides: Overrides
  let limits: LoadLimits

  /// What `other` says differently, in the order of the files; what describes a scenario without changing a figure is left out.
  public func changes(to other: ScenarioContent) -> [ScenarioChange] {
    var found: [ScenarioChange] = []
    ScenarioContent.compare(tree, other.tree, [], "", &found)
    return found
  }

  /// This content with some of its changes made.
  public func applying(_ changes: [ScenarioChange]) -> ScenarioContent {
    var tree = tree
    let context = Context(limits: limits)
    for change in changes {
      if let value = change.value {
        Override(path: change.keys, value: value).apply(to: &tree, context: context)
      } else {
        ScenarioContent.remove(change.keys[...], from: &tree)
      }
    }
    return ScenarioContent(tree: tree, files: files, overrides: overrides, limits: limits)
  }

  /// Keys at the top that change no figure of a run.
  private static let silent = ["scenario", "about", "thresholds", "seed", "uncertain"]

  // MARK: Comparing

  /// - Parameters:
  ///   - keys: where the two trees stand, with indices of lists.
  ///   - path: the same for people, with names where entries have some.
  private static func compare(_ a: Tree, _ b: Tree, _ keys: [String], _ path: String, _ found: inout [ScenarioChange]) {
    if a.canonical == b.canonical { return }
    if let left = a.entries, let right = b.entries {
      for entry in left where !(keys.isEmpty && silent.contains(entry.key)) && entry.key != "about" {
        let below = (keys + [entry.key], path.isEmpty ? entry.key : "\(path).\(entry.key)")
        if let value = b[entry.key] {
          compare(entry.value, value, below.0, below.1, &found)
        } else {
          found.append(ScenarioChange(keys: below.0, path: below.1, before: entry.value, after: nil))
        }
      }
      for entry in right where a[entry.key] == nil && !(keys.isEmpty && silent.contains(entry.key)) && entry.key != "about" {
        let name = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        found.append(ScenarioChange(keys: keys + [entry.key], path: name, before: nil, after: entry.value))
      }
    } else if let left = a.elements, let right = b.elements, let names = names(left), names == Self.names(right) {
      for index in left.indices {
        compare(left[index], right[index], keys + [String(index)], "\(path).\(names[index])", &found)
      }
    } else if let left = a.elements, let right = b.elements, (left + right).allSatisfy({ $0.entries != nil }) {
      // What came and went, one by one; each of these changes makes all of them.
      let (before, after) = (Set(left.map(\.canonical)), Set(right.map(\.canonical)))
      for element in left where !after.contains(element.canonical) {
        found.append(ScenarioChange(keys: keys, path: path, before: element, after: nil, value: b))
      }
      for element in right where !before.contains(element.canonical) {
        found.append(ScenarioChange(keys: keys, path: path, before: nil, after: element, value: b))
      }
      // The same entries in another order.
      if before == after { found.append(ScenarioChange(keys: keys, path: path, before: a, after: b)) }
    } else {
      found.append(ScenarioChange(keys: keys, path: path, before: a, after: b))
    }
  }

  /// What the entries of a list are called, all of them differently: segments, plans, products by their names, conditions by their
  /// kind. Nil where they are not: such a list changes as a whole.
  private static func names(_ elements: [Tree]) -> [String]? {
    let names = elements.compactMap { element in
      element["segment"]?.text ?? element["name"]?.text ?? kind(ofCondition: element)
    }
    return names.count == elements.count && Set(names).count == names.count ? names : nil
  }

  /// A condition's kind comes first, its window behind it; a step of a bonus ladder begins with `from`.
  private static func kind(ofCondition tree: Tree) -> String? {
    guard tree["from"] != nil, let first = tree.entries?.first?.key, first != "from" else { return nil }
    return first
  }

  private static func remove(_ keys: ArraySlice<String>, from tree: inout Tree) {
    guard let key = keys.first else { return }
    switch tree.content {
    case .map(var entries):
      guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
      if keys.count == 1 { entries.remove(at: index) } else { remove(keys.dropFirst(), from: &entries[index].value) }
      tree.content = .map(entries)
    case .list(var elements):
      guard let index = Int(key), elements.indices.contains(index) else { return }
      remove(keys.dropFirst(), from: &elements[index])
      tree.content = .list(elements)
    default: return
    }
  }
}

/// One value that two scenarios have differently.
public struct ScenarioChange: Sendable {
  /// Such as `catalog.fee.on_top` or `population.agencies.owners`.
  public let path: String
  /// As one would write it on one line; nil where the key is missing.
  public let before: String?
  public let after: String?
  public let cause: ChangeCause
  let keys: [String]
  /// nil to remove the key.
  let value: Tree?

  /// - Parameter value: what stands at the keys in the end, where that is more than `after`.
  init(keys: [String], path: String, before: Tree?, after: Tree?, value whole: Tree? = nil) {
    self.keys = keys
    self.path = path
    self.before = before?.flow
    self.after = after?.flow
    value = whole ?? after
    cause = ChangeCause(of: path)
  }
}

/// What kind of thing a change is about: the steps of a bridge from one scenario to another.
public enum ChangeCause: String, CaseIterable, Sendable {
  case fee, bonus, expiry, reload, plans, packs, cutoff
  case purchaseLimits = "purchase limits"
  case processor = "card processor"
  case volume, churn, funding, response, conditions
  case revisions = "terms from a date on"
  case other = "other changes"

  init(of path: String) {
    var keys = path.split(separator: ".").map(String.init)[...]
    if keys.first == "population" {
      keys = keys.dropFirst(2)
      if keys.first != "catalog" {
        self = ChangeCause.ofSegment(keys)
        return
      }
    }
    self = keys.first == "catalog" ? ChangeCause.ofCatalog(keys.dropFirst()) : ChangeCause.ofRun(keys)
  }

  private static func ofCatalog(_ keys: ArraySlice<String>) -> ChangeCause {
    switch keys.first {
    case "fee": .fee
    case "bonus", "free_tier": .bonus
    case "expiry", "burn_order": .expiry
    case "auto_reload": .reload
    case "plans": .plans
    case "packs", "reports", "documents", "interviews": .packs
    case "cutoff", "arrears": .cutoff
    case "purchase", "tiers", "refunds": .purchaseLimits
    case "processor_fee": .processor
    case "revisions": .revisions
    default: .other
    }
  }

  private static func ofSegment(_ keys: ArraySlice<String>) -> ChangeCause {
    switch keys.first {
    case "owners", "joins", "jobs", "use", "plans", "documents", "interviews": .volume
    case "stays", "detaches_when_leaving", "refunds_when_leaving", "disputes_when_leaving", "disputes_after_refund": .churn
    case "funds": keys.dropFirst().first == "auto_reload" ? .reload : .funding
    case "responds": .response
    default: .other
    }
  }

  private static func ofRun(_ keys: ArraySlice<String>) -> ChangeCause {
    switch keys.first {
    case "conditions", "swarm": .conditions
    case "gateway": .processor
    case "cutoff_delay", "pipeline": .cutoff
    case "baseline": .response
    default: .other
    }
  }
}

extension Tree {
  /// The value on one line, as YAML's flow style has it.
  var flow: String {
    switch content {
    case .scalar(let text, let quoted): quoted ? "\"\(text)\"" : text
    case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
    case .map(let entries): "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
    case .refused: "?"
    }
  }
}
