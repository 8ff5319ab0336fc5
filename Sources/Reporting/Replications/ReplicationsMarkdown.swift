import Statistics

/// What several runs say together, as a section of `summary.md`.
struct ReplicationsMarkdown {
  let series: Replications

  func lines() -> [String] {
    var lines = ["## Replications", ""] + introduction() + [""] + metrics()
    let doubtful = series.metrics.filter { $0.warning != nil }
    if !doubtful.isEmpty {
      lines += ["", "Doubtful intervals:", ""] + doubtful.map { "- \($0.metric.label): \($0.warning ?? "")." }
    }
    lines += quantiles() + bands() + fans()
    return lines + [""] + ["| metric | meaning |", "|---|---|"]
      + series.metrics.map { MarkdownText.row([$0.metric.label, $0.metric.meaning]) }
  }

  private func introduction() -> [String] {
    let last = series.first + series.runs - 1
    let verdicts = series.verdicts.filter { $0.runs > 0 }.map { "\($0.runs) \($0.outcome.rawValue)" }.joined(separator: ", ")
    var lines = [
      "\(NumberText.counted(Int64(series.runs), "independent run")), replications \(series.first) to \(last): \(verdicts)."
        + " The figures below this section are those of one of them."
    ]
    if let goal = series.goal {
      let names = goal.metrics.map { MarkdownText.code($0.name) }.joined(separator: ", ")
      let asked = "Asked for: 95 % intervals of \(names) no wider than ±\(Metric.percent(goal.precision)) of the mean"
      let came =
        goal.reachedAt.map { "reached at \(NumberText.counted(Int64($0), "run")), and confirmed by those that follow" }
        ?? "not reached within \(NumberText.counted(Int64(goal.most), "run"))"
      lines += ["", "\(asked); \(came)."]
    }
    if series.draws > 0 {
      lines += [
        "",
        "\(NumberText.counted(Int64(series.draws), "draw")) of the uncertain parameters. Only draws are independent of each other, "
          + "so intervals and quantiles count draws.",
        "", "| parameter | distribution | least drawn | most drawn |", "|---|---|---:|---:|",
      ]
      lines += series.parameters.map { parameter in
        let sorted = parameter.values.sorted { $0.leadingNumber < $1.leadingNumber }
        return MarkdownText.row([
          MarkdownText.code(parameter.key), MarkdownText.escaped(parameter.says), MarkdownText.escaped(sorted.first ?? ""),
          MarkdownText.escaped(sorted.last ?? ""),
        ])
      }
    }
    return lines
  }

  private func metrics() -> [String] {
    var lines = [
      MarkdownText.row(["metric", "unit", "mean", "95 % interval", "±", "deviation", "skewness", "least", "most"]),
      "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += series.metrics.map { summary in
      func text(_ value: Double) -> String { summary.metric.text(value, series.unit) }
      return MarkdownText.row([
        summary.metric.label, MarkdownText.escaped(summary.metric.unitText(series.unit)), text(summary.mean),
        summary.interval.map { "\(text($0.low)) to \(text($0.high))" } ?? "unknown",
        summary.relativeHalfWidth.map(Metric.percent) ?? "", text(summary.standardDeviation),
        NumberText.decimal(summary.skewness, places: 2), text(summary.minimum), text(summary.maximum),
      ])
    }
    return lines
  }

  private func quantiles() -> [String] {
    let shares = MetricSummary.shares
    let told = shares.indices.filter { index in series.metrics.contains { $0.quantiles[index] != nil } }
    let untold = shares.indices.filter { !told.contains($0) }
    var lines: [String] = []
    if !told.isEmpty {
      let names = told.map { Replications.names[$0].uppercased() }
      lines += ["", "| what so many % of runs stay below | unit | \(names.joined(separator: " | ")) |"]
      lines.append("|---|---|" + names.map { _ in "---:|" }.joined())
      lines += series.metrics.map { summary in
        let cells = told.map { index in summary.quantiles[index].map { summary.metric.text($0.value, series.unit) } ?? "" }
        return MarkdownText.row([summary.metric.label, MarkdownText.escaped(summary.metric.unitText(series.unit))] + cells)
      }
    }
    if !untold.isEmpty {
      let needs = untold.map { index in
        "\(Replications.names[index].uppercased()) needs \(Sample.fewestValues(forQuantile: shares[index]))"
      }
      let noun = series.draws > 0 ? "draws" : "runs"
      lines += ["", "Quantiles that so few \(noun) cannot tell are left out: \(needs.joined(separator: ", "))."]
    }
    return lines
  }

  /// By chance and by assumptions, apart.
  private func bands() -> [String] {
    let split = series.metrics.filter { $0.bands != nil }
    if split.isEmpty { return [] }
    var lines = ["", "### By chance, and by assumptions", ""]
    lines.append(
      "A run lies within the first band if the parameters are known, the expected value within the second for all that is known of "
        + "them, and a run within the third: 95 % of the time where the figure is nearly normal.")
    lines += [
      "", MarkdownText.row(["metric", "unit", "by chance", "by assumptions", "both", "variance by assumptions"]),
      "|---|---|---:|---:|---:|---:|",
    ]
    for summary in split {
      guard let bands = summary.bands else { continue }
      func text(_ band: Interval) -> String {
        "\(summary.metric.text(band.low, series.unit)) to \(summary.metric.text(band.high, series.unit))"
      }
      let share = bands.assumptionsShare.map(Metric.percent) ?? ""
      lines.append(
        MarkdownText.row(
          [summary.metric.label, MarkdownText.escaped(summary.metric.unitText(series.unit))]
            + [bands.sampling, bands.assumptions, bands.total].map(text) + [share]))
    }
    return lines
  }

  private func fans() -> [String] {
    series.fans.flatMap { fan -> [String] in
      let told = MetricSummary.shares.indices.filter { index in fan.months.allSatisfy { $0.quantiles[index] != nil } }
      let names = told.map { Replications.names[$0].uppercased() }
      let unit = MarkdownText.escaped(series.unit.code)
      let note = names.isEmpty ? "" : ", quantiles of each month for itself"
      var lines = ["", "<details><summary>\(fan.figure.title) by month, in \(unit)\(note)</summary>", ""]
      lines.append(MarkdownText.row(["month", "mean", "least"] + names + ["most"]))
      lines.append("|---|---:|---:|---:|" + names.map { _ in "---:|" }.joined())
      lines += fan.months.map { month in
        let values = [month.mean, month.minimum] + told.compactMap { month.quantiles[$0] } + [month.maximum]
        return MarkdownText.row([NumberText.month(month.month)] + values.map { series.unit.text(Int64(saturating: $0)) })
      }
      return lines + ["", "</details>"]
    }
  }
}

extension String {
  /// The number that it begins with, to order drawn values by; 0 without one.
  fileprivate var leadingNumber: Double {
    Double(prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }) ?? 0
  }
}
