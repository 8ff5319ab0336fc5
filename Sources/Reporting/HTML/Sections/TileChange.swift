/// How a figure differs from that of the baseline: in words, with a sign, and with a colour for those who see it.
struct TileChange {
  /// Whether it is good for the platform.
  enum Judgement: String {
    case better, worse, neutral, same
  }

  let judgement: Judgement
  let text: String

  /// - Parameters:
  ///   - before: the baseline's figure, and `after` this run's, in one unit.
  ///   - polarity: which way is good; nil where neither is.
  ///   - words: the figure as a text.
  init(from before: Double, to after: Double, higherIsBetter: Bool?, _ words: (Double) -> String) {
    if before == after {
      judgement = .same
      text = "= as in the baseline"
      return
    }
    let isMore = after > before
    judgement = higherIsBetter.map { $0 == isMore ? .better : .worse } ?? .neutral
    let mark = isMore ? "▲" : "▼"
    // The sign is in the mark already where there is no figure to put it to.
    let share = PageNumber.change(from: before, to: after).map {
      $0.hasPrefix("more") || $0.hasPrefix("less") ? "less than 0.1 %" : $0
    }
    let judged =
      switch judgement {
      case .better: "better"
      case .worse: "worse"
      case .neutral, .same: isMore ? "more" : "less"
      }
    text = "\(mark) \(share.map { "\($0), " } ?? "")\(judged) than \(words(before)) in the baseline"
  }
}

/// The figures that a run is compared with, as the tiles ask for them.
struct Baseline {
  private let json: JSONValue
  private let amounts: PageAmounts

  /// nil where the report was compared with nothing.
  init?(_ figures: RunFigures) {
    json = figures.root["baseline"]
    if json.isNull { return nil }
    let decimals = Int(clamping: min(18, max(0, json["decimals"].count)))
    amounts = PageAmounts(unit: MoneyUnit(code: figures.amounts.code, decimals: decimals))
  }

  /// An amount in major units; nil where the baseline has none.
  func money(_ key: String) -> Double? { json[key].integer.map(amounts.major) }

  func count(_ key: String) -> Double? { json[key].integer.map(Double.init) }

  func words(_ key: String) -> String { amounts.words(json[key].count) }

  /// "year, seed 42, 10,000 owners", and how it differs in kind from this run.
  func description(beside figures: RunFigures) -> String {
    let root = figures.root
    var text = "Compared with \(json["file"].string ?? "a baseline")"
    text += ": scenario \(json["scenario"].string ?? ""), seed \(json["seed"].written ?? ""), "
    text += NumberText.counted(json["owners"].count, "owner")
    if json["digest"].string == root["digest"].string, !json["digest"].isNull { return text + "; every step is the same." }
    var others: [String] = []
    if json["seed"].written != root["seed"].written { others.append("seed") }
    if json["owners"].count != root["owners"].count { others.append("number of owners") }
    if json["start"].string != root["start"].string || json["horizon"].string != root["horizon"].string { others.append("time") }
    if others.isEmpty { return text + "." }
    return text + ". It has another \(others.joined(separator: " and another ")), so not all of the difference is the scenario's."
  }
}
