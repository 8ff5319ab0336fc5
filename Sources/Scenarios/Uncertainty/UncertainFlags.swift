extension UncertainKeys {
  /// The parameters of `--uncertain KEY=a..b`, or `KEY={triangular: [a, b, c]}`; those that are wrong were reported.
  static func understood(flags: [(key: String, value: String)], _ context: Context) -> [Entry] {
    flags.compactMap { key, value in
      let text = "\(key)=\(value)"
      let file = "--uncertain " + String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
      let place = Place(file: file, line: 1, column: 1)
      let column = key.unicodeScalars.count + 2
      let name = Tree.Entry(key: "key", keyPlace: place, value: Tree(place: place, content: .scalar(key, quoted: false)))
      var entries = [name]
      if let dots = value.firstRange(of: "..") {
        entries.append(range(value, dots, Place(file: file, line: 1, column: column)))
      } else {
        // Spaces instead of the key keep the columns right.
        let padded = String(repeating: " ", count: min(column - 1, SourceText.widestIndentation - 1)) + value
        guard let tree = Composer.tree(of: Array(padded.utf8), file: file, context: context) else { return nil }
        guard let law = tree.entries else {
          Cursor(tree: tree, path: "", context: context).reportShape(
            expected: "a range such as 25 %..35 %, or a distribution such as {triangular: [25 %, 30 %, 40 %]}")
          return nil
        }
        entries += law
      }
      return codec.read(Cursor(tree: Tree(place: place, content: .map(entries)), path: "", context: context))
    }
  }

  /// `a..b` as `uniform: [a, b]`; the unit may stand behind the second alone.
  private static func range(_ value: String, _ dots: Range<String.Index>, _ place: Place) -> Tree.Entry {
    var low = String(value[..<dots.lowerBound])
    let high = String(value[dots.upperBound...])
    if let first = WrittenNumber(low), let second = WrittenNumber(high), first.form.unit.isEmpty,
      first.form.prefix == second.form.prefix
    {
      low = second.form.text(first.value, decimals: first.decimals)
    }
    var second = place
    second.column += value[..<dots.upperBound].unicodeScalars.count
    let list = [
      Tree(place: place, content: .scalar(low, quoted: true)), Tree(place: second, content: .scalar(high, quoted: true)),
    ]
    return Tree.Entry(key: uniform.key.name, keyPlace: place, value: Tree(place: place, content: .list(list)))
  }

  /// Tries the ends of what is drawn, so that a draw that makes no sense is a mistake of the file and not a surprise in the middle
  /// of a series.
  ///
  /// - Parameter trial: reads the scenario with a change; what is wrong with it then.
  static func check(_ entries: [Entry], _ trial: (_ key: String, _ value: String) -> [Diagnostic]) {
    for entry in entries {
      for probe in entry.parameter.probes {
        guard let found = trial(entry.parameter.key, probe).first else { continue }
        let whereabouts = found.path.isEmpty ? "" : "\(found.path): "
        entry.cursor.report(
          found.code, "with '\(clipped(probe))' for \(clipped(entry.parameter.key)): \(whereabouts)\(found.found)",
          allowed: found.allowed, hint: found.hint ?? advice(found.code, entry.parameter.law))
        break
      }
    }
  }

  private static func advice(_ code: Diagnostic.Code, _ law: UncertainParameter.Law) -> String? {
    guard case .numbers(let shape, _, _, let step) = law else { return nil }
    switch code {
    case .notANumber, .outOfRange, .tooManyDecimals, .notATerm, .notAQuantity: return step == nil ? "set a 'step'" : nil
    case .negativeAmount, .shareOutOfRange:
      if case .distribution = shape { return "set a 'min' or a 'max'" }
      return nil
    default: return nil
    }
  }
}
