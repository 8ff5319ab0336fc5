import Accounting
import Statistics

/// What a comparison says, section by section: verdict, why, money, owners, how to repeat.
struct ComparisonPage {
  let comparison: Comparison
  let extent: Extent
  private var page = Page()

  enum Extent {
    /// Less of what is long, and of several variants no tables.
    case terminal
    /// Everything of every variant.
    case file
    /// The same, under a banner that has said the verdict.
    case page
  }

  private init(_ comparison: Comparison, _ extent: Extent) {
    self.comparison = comparison
    self.extent = extent
  }

  static func page(_ comparison: Comparison, _ extent: Extent) -> Page {
    var maker = ComparisonPage(comparison, extent)
    maker.head()
    if comparison.variants.count > 1 { maker.overview() }
    for index in comparison.variants.indices { maker.variant(index) }
    maker.page.add(.heading("repeat"))
    maker.page.add(.command(comparison.repeatCommand))
    return maker.page
  }

  /// The verdict of each variant and the guardrails that it does not surely keep, in sentences.
  static func reasons(_ comparison: Comparison) -> [String] {
    let maker = ComparisonPage(comparison, .page)
    return comparison.variants.enumerated().flatMap { index, variant in
      let letter = maker.letter(index)
      let net = variant.row(.net).map { maker.sentence($0, letter) + maker.ownersSentence(variant) }
      let guardrails = variant.guardrails.filter { $0.outcome != .pass }.map {
        "\(letter) \($0.outcome == .fail ? "breaks" : "may break") the guardrail `\($0.expression)`: \($0.finding)."
      }
      return (net.map { [$0] } ?? []) + guardrails
    }
  }

  private var unit: MoneyUnit { comparison.unit }
  private var isComplete: Bool { extent != .terminal }

  /// A heading that says which variant it is about, where a reader would have lost it.
  private mutating func heading(_ index: Int, _ title: String, _ rest: String = "") {
    let isOneOfMany = isComplete && comparison.variants.count > 1
    page.add(.heading(isOneOfMany ? "\(letter(index)): \(title)" : title, rest))
  }

  private func pictures(_ index: Int) -> ComparisonFigures {
    ComparisonFigures(variant: comparison.variants[index], amounts: PageAmounts(unit: unit), prefix: letter(index).lowercased())
  }

  /// "B", or "B1", "B2" where there are several.
  private func letter(_ index: Int) -> String { comparison.variants.count == 1 ? "B" : "B\(index + 1)" }

  private mutating func head() {
    let run = comparison.run
    let names = comparison.variants.map(\.scenario.name).joined(separator: ", ")
    if extent == .page {
      page.add(.heading("scenarios", "they meet the same customers, who draw the same random numbers"))
      return page.add(.table(scenarios))
    }
    page.add(.title("windtunnel \(comparison.version): \(comparison.base.name) compared with \(names)"))
    let span = "\(NumberText.date(run.start.date)) to \(NumberText.date(run.horizon.date))"
    let replications = NumberText.counted(Int64(comparison.replications), "replication")
    page.add(
      .text(
        "seed \(run.seed), \(replications) of \(NumberText.counted(comparison.base.runs[0].owners, "owner")), \(span); amounts in "
          + "\(unit.code), a run in the mean. All scenarios meet the same customers, who draw the same random numbers."))
    page.add(.table(scenarios))
  }

  private var scenarios: Page.Table {
    Page.Table(
      headers: ["", "scenario", "file", "sha256"],
      rows: ([("A", comparison.base)] + comparison.variants.enumerated().map { (letter($0), $1.scenario) }).map {
        [$0, $1.name, $1.file, String($1.sha256.prefix(12))]
      }, textColumns: [0, 1, 2, 3])
  }

  private mutating func overview() {
    let together = percent(comparison.terms.confidence)
    page.add(.heading("all variants", "the net of each against A, all intervals together at \(together)"))
    let rows = comparison.variants.enumerated().compactMap { index, variant -> [String]? in
      guard let row = variant.row(.net) else { return nil }
      return ["\(letter(index)) \(variant.scenario.name)"] + figures(row) + [variant.owners.map(losers) ?? "-"]
    }
    page.add(
      .table(
        Page.Table(
          headers: ["variant", "A", "B", "difference", "%", "platform", "owners who pay more"], rows: rows, textColumns: [0, 5])))
  }

  private func losers(_ owners: OwnerComparison) -> String { NumberText.grouped(Int64(owners.spreads[0].higher)) }

  private mutating func variant(_ index: Int) {
    let variant = comparison.variants[index]
    if comparison.variants.count > 1, extent != .page { page.add(.heading("\(letter(index)) \(variant.scenario.name)")) }
    if extent != .page { verdict(variant, index) }
    if extent == .page { guardrails(variant, index) }
    changes(variant, index)
    if extent != .page { guardrails(variant, index) }
    if !isComplete, comparison.variants.count > 1 { return }
    metrics(variant, index)
    certainty(variant, index)
    bridges(variant, index)
    months(variant, index)
    if let owners = variant.owners { self.owners(owners, index) }
  }

  // MARK: Verdict

  private mutating func verdict(_ variant: VariantComparison, _ index: Int) {
    guard let net = variant.row(.net) else { return }
    let code = variant.exitCode(failsOnImprovement: comparison.terms.failsOnImprovement)
    heading(index, "verdict", "\(net.verdict.text.uppercased()) (exit code \(code))")
    page.add(.text(sentence(net, letter(index)) + ownersSentence(variant)))
  }

  private func sentence(_ net: ComparisonRow, _ letter: String) -> String {
    let amount = unit.text(Int64(saturating: net.difference.magnitude))
    let share = net.relative.map { " (\(PercentText.signed($0)))" } ?? ""
    switch net.verdict {
    case .noChange: return "\(letter) earns exactly what A earns, in every replication."
    case .better, .worse, .higher, .lower:
      let word = net.difference > 0 ? "more" : "less"
      return "\(letter) earns \(amount) \(unit.code) \(word) than A\(share); "
        + "the \(percent(comparison.confidence)) interval is \(interval(net))."
    case .withinNoise:
      let noise = percent(comparison.terms.noise)
      return "\(letter) and A differ by less than \(noise) of the net; the interval is \(interval(net))."
    case .inconclusive:
      guard net.interval != nil else {
        return "One replication cannot tell \(letter) from A: \(amount) \(unit.code) of difference\(share)."
      }
      return "The runs cannot tell \(letter) from A: the difference of \(amount) \(unit.code)\(share) has the interval "
        + "\(interval(net)). They would have seen one of \(smallest(net)) or more."
    }
  }

  private func ownersSentence(_ variant: VariantComparison) -> String {
    guard let paid = variant.owners?.spreads.first else { return "" }
    func counted(_ number: Int) -> String { NumberText.grouped(Int64(number)) }
    return " Of the owners \(counted(paid.lower)) pay less, \(counted(paid.same)) the same and \(counted(paid.higher)) more."
  }

  private mutating func changes(_ variant: VariantComparison, _ index: Int) {
    heading(index, "changes", "what \(letter(index)) says differently from A")
    if variant.changes.isEmpty { return page.add(.text("Nothing: both scenarios say the same.")) }
    page.add(
      .table(
        Page.Table(
          headers: ["key", "A", "B", "about"],
          rows: variant.changes.map { change in
            [change.path, clipped(change.before), clipped(change.after), change.cause]
          }, textColumns: [0, 1, 2, 3])))
  }

  private func clipped(_ text: String?) -> String { text.map { MarkdownText.clipped($0, 60) } ?? "(not there)" }

  private mutating func guardrails(_ variant: VariantComparison, _ index: Int) {
    if variant.guardrails.isEmpty { return }
    heading(index, "guardrails")
    for result in variant.guardrails {
      let mark: TextStyle.Mark = result.outcome == .pass ? .good : result.outcome == .fail ? .bad : .unknown
      page.add(.judged(mark, "\(result.expression): \(result.finding)"))
      if let replication = result.replication { page.add(.command(comparison.command(ofReplication: replication))) }
    }
  }

  // MARK: Money

  private func figures(_ row: ComparisonRow) -> [String] {
    [
      row.metric.text(row.a, unit), row.metric.text(row.b, unit), signed(row.difference, row.metric),
      row.relative.map(PercentText.signed) ?? "-", row.verdict.short,
    ]
  }

  private mutating func metrics(_ variant: VariantComparison, _ index: Int) {
    heading(index, "figures", "and whether the difference is good for the platform and for the owners")
    let rows = variant.rows.map { row in
      [title(row.metric)] + figures(row) + [row.forOwners.map { $0 == .better ? "better" : "worse" } ?? "-"]
    }
    page.add(
      .table(
        Page.Table(
          headers: ["", "A", "B", "difference", "%", "platform", "owners"], rows: rows, textColumns: [0, 5, 6])))
  }

  private mutating func certainty(_ variant: VariantComparison, _ index: Int) {
    let isByOwner = variant.row(.net)?.basis == .owners
    let pairs = isByOwner ? "one run, paired owner by owner" : "paired run by run"
    heading(index, "how sure", "\(percent(comparison.confidence)) intervals of the difference, \(pairs)")
    let rows = variant.rows.filter { $0.verdict != .noChange }.map { row in
      [
        title(row.metric), row.interval.map { signed($0.low, row.metric) } ?? "-",
        row.interval.map { signed($0.high, row.metric) } ?? "-", row.smallestDetectable.map { row.metric.text($0, unit) } ?? "-",
        row.varianceReduction.map(PlainNumber.ratio) ?? "-",
      ]
    }
    if rows.isEmpty { return page.add(.text("Every figure is the same in every pair.")) }
    if let figure = pictures(index).changes(confidence: percent(comparison.confidence)) {
      page.add(.picture(figure, insteadOf: nil))
    }
    page.add(
      .table(
        Page.Table(headers: ["", "from", "to", "smallest to be seen", "variance saved"], rows: rows)))
    let others = comparison.variants.count > 1 ? ", for \(comparison.variants.count) variants at once" : ""
    page.add(
      .note(
        "Smallest to be seen: a true difference of this size would have been told from none in nine of ten cases\(others). Variance "
          + "saved: how many times smaller the variance of the difference is than with independent runs, as measured."))
  }

  private mutating func bridges(_ variant: VariantComparison, _ index: Int) {
    if let bridge = variant.byCause { self.bridge(bridge, index, "net by cause", "one change after the other") }
    bridge(variant.byAccount, index, "net by account", "what each account adds to the difference")
  }

  private mutating func bridge(_ bridge: Bridge, _ index: Int, _ title: String, _ rest: String) {
    heading(index, title, rest)
    let steps = bridge.steps.map { [$0.name, unit.signedText($0.amount), $0.note] }
    let rows = [["net of A", unit.text(bridge.from), ""]] + steps + [["net of B", unit.text(bridge.to), ""]]
    let hasNotes = title == "net by cause" && bridge.steps.contains { !$0.note.isEmpty }
    let table = Page.Table(
      headers: ["", "amount"] + (hasNotes ? ["what"] : []), rows: hasNotes ? rows : rows.map { Array($0.prefix(2)) },
      textColumns: [0, 2])
    let name = title == "net by cause" ? "causes" : "accounts"
    page.add(.picture(pictures(index).bridge(bridge, name, title: Page.capitalised(title)), insteadOf: table))
  }

  private mutating func months(_ variant: VariantComparison, _ index: Int) {
    heading(index, "month by month", "net of \(letter(index)) less net of A")
    let months = variant.months.months
    let rows = months.map { month in
      [
        NumberText.month(month.month), unit.signedText(Int64(saturating: month.difference)),
        unit.signedText(Int64(saturating: month.cumulative)),
        month.band.map { "\(unit.signedText(Int64(saturating: $0.low)))" } ?? "-",
        month.band.map { "\(unit.signedText(Int64(saturating: $0.high)))" } ?? "-",
      ]
    }
    let table = Page.Table(
      headers: ["month", "difference", "cumulative", "from", "to"], rows: rows, bars: months.map(\.cumulative))
    page.add(.picture(pictures(index).months(confidence: percent(comparison.confidence)), insteadOf: table))
    // A picture says it itself.
    if extent != .page { page.add(.text(variant.breakEven)) }
  }

  // MARK: Owners

  private mutating func owners(_ owners: OwnerComparison, _ index: Int) {
    let present = owners.owners.count(where: \.isPresent)
    heading(
      index, "winners and losers", "\(NumberText.counted(Int64(present), "owner")) of the first replication, each against itself")
    page.add(
      .table(
        Page.Table(
          headers: ["a change of what is", "lower", "same", "higher", "p5", "p50", "p95", "all together"],
          rows: owners.spreads.map { spread in
            [spread.figure.title] + [spread.lower, spread.same, spread.higher].map { NumberText.grouped(Int64($0)) }
              + [spread.p5, spread.p50, spread.p95, spread.total].map { $0.map(unit.signedText) ?? "-" }
          })))
    if let all = everyReplication(comparison.variants[index].ownersByReplication) { page.add(.text(all)) }
    let buckets = owners.histogram.filter { $0.owners > 0 }
    let table = Page.Table(
      headers: ["pays", "owners"], rows: buckets.map { [$0.name, NumberText.grouped(Int64($0.owners))] },
      bars: buckets.map { Double($0.owners) })
    page.add(.picture(pictures(index).histogram(owners), insteadOf: table))
    groups(owners, index)
    largest(owners, index)
  }

  /// How far the first replication speaks for the others.
  private func everyReplication(_ all: [OwnerReplication]) -> String? {
    if all.count < 2 { return nil }
    func range(_ count: (OwnerReplication) -> Int) -> String {
      let counts = all.map(count)
      let (low, high) = (Int64(counts.min() ?? 0), Int64(counts.max() ?? 0))
      return low == high ? NumberText.grouped(low) : "\(NumberText.grouped(low)) to \(NumberText.grouped(high))"
    }
    return
      "In all \(NumberText.grouped(Int64(all.count))) replications \(range(\.payLess)) owners pay less and \(range(\.payMore)) more."
  }

  private mutating func groups(_ owners: OwnerComparison, _ index: Int) {
    let rows = (owners.bySegment + owners.bySize).map { group in
      [
        group.name, NumberText.grouped(Int64(group.owners)), unit.text(group.paidA), unit.signedText(group.paidB - group.paidA),
        unit.signedText(group.netB - group.netA), NumberText.grouped(Int64(group.payLess)),
        NumberText.grouped(Int64(group.payMore)),
      ]
    }
    heading(index, "by segment and by size", "a whale is one of the twentieth that paid most under A")
    page.add(
      .table(
        Page.Table(
          headers: ["", "owners", "paid under A", "change of it", "change of net", "pay less", "pay more"], rows: rows)))
  }

  private mutating func largest(_ owners: OwnerComparison, _ index: Int) {
    if owners.largest.isEmpty { return }
    heading(index, "largest changes", "and what is different in that owner's run")
    for owner in owners.largest.prefix(isComplete ? OwnerComparison.mostExplained : 3) {
      let change = "\(unit.signedText(owner.difference.change(.paid))) \(unit.code)"
      let who = "o\(owner.difference.owner) (\(owner.segment), \(owner.size.text)) pays \(change)"
      if isComplete {
        page.add(
          .details(
            who, Page.Table(headers: ["", "A", "B", "change"], rows: owner.lines.map { [$0.name, $0.a, $0.b, $0.change] })))
      } else {
        let lines = owner.lines.map { $0.change.isEmpty ? "\($0.name) \($0.a) -> \($0.b)" : "\($0.name) \($0.change)" }
        page.add(.text("\(who): \(lines.joined(separator: ", "))"))
      }
    }
  }

  // MARK: Text

  /// Figures of money without their unit, which stands at the top.
  private func title(_ metric: Metric) -> String { metric.kind == .share ? metric.label + ", %" : metric.label }

  private func signed(_ value: Double, _ metric: Metric) -> String {
    let text = metric.text(value, unit)
    return value > 0 && text.contains(where: { $0 != "0" && $0 != "." && $0 != "," }) ? "+" + text : text
  }

  private func interval(_ row: ComparisonRow) -> String {
    row.interval.map { "\(signed($0.low, row.metric)) to \(signed($0.high, row.metric))" } ?? "unknown"
  }

  private func smallest(_ row: ComparisonRow) -> String {
    row.smallestDetectable.map { "\(row.metric.text($0, unit)) \(unit.code)" } ?? "an unknown size"
  }

  private func percent(_ share: Double) -> String { PlainNumber.short(share * 100) + " %" }
}

/// Numbers that are neither money nor counts.
enum PlainNumber {
  /// At most two decimal places, none that are zero.
  static func short(_ value: Double) -> String {
    var text = MoneyUnit(code: "", decimals: 2).text(Int64(saturating: value * 100))
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// "x 12.3".
  static func ratio(_ value: Double) -> String { "x " + MoneyUnit(code: "", decimals: 1).text(Int64(saturating: value * 10)) }
}

/// Draws a comparison for a terminal.
public enum ComparisonText {
  public static func render(_ comparison: Comparison, style: TextStyle) -> String {
    ComparisonPage.page(comparison, .terminal).text(style)
  }
}

/// Draws a comparison as Markdown, every variant in full.
public enum ComparisonMarkdown {
  public static func render(_ comparison: Comparison) -> String { ComparisonPage.page(comparison, .file).markdown() }
}
