/// Owners by the month in which they joined: how long they stay, and what becomes of what they buy.
enum CohortSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Cohorts",
      "Owners who joined together, followed from month to month: how many stay active, and how much of "
        + "what they bought is used."
    )
    let cohorts = figures.root["finance"]["cohorts"].items
    if cohorts.allSatisfy({ $0["ages"].items.isEmpty }) { return .absent("cohorts", title, lead) }
    return PageSection(id: "cohorts", title: title, lead: lead) { page in
      activity(cohorts).write(into: &page)
      if cohorts.contains(where: { $0["ages"].items.contains { $0["bought"].count > 0 } }) {
        spending(cohorts).write(into: &page)
      }
    }
  }

  private static func activity(_ cohorts: [JSONValue]) -> Figure {
    figure(
      cohorts, id: "cohort-activity", name: "active", title: "Owners who are active, by month of joining and age",
      finding: activityFinding(cohorts)
    ) { cohort, age in
      cohort["joined"].count > 0 ? Double(age["active"].count) / Double(cohort["joined"].count) : nil
    }
  }

  /// Of the cohorts that came to the age of six months, or as far as half of them came.
  private static func activityFinding(_ cohorts: [JSONValue]) -> String {
    let longest = cohorts.map { $0["ages"].items.count }.max() ?? 0
    let age = min(6, longest / 2)
    var (active, joined) = (0.0, 0.0)
    for cohort in cohorts {
      let ages = cohort["ages"].items
      guard ages.count > age else { continue }
      active += Double(ages[age]["active"].count)
      joined += Double(cohort["joined"].count)
    }
    guard age > 0, let share = PageNumber.percent(active, of: joined) else { return "The run is too short to follow its owners." }
    return "\(share) of the owners are active \(NumberText.counted(Int64(age), "month")) after joining."
  }

  private static func spending(_ cohorts: [JSONValue]) -> Figure {
    var (spent, expired, bought) = (Int128(0), Int128(0), Int128(0))
    for cohort in cohorts {
      guard let last = cohort["ages"].items.last else { continue }
      spent += Int128(last["spent"].count)
      expired += Int128(last["expired"].count)
      bought += Int128(last["bought"].count)
    }
    let share = PageNumber.percent(Double(spent), of: Double(bought)) ?? "0 %"
    let lost = PageNumber.percent(Double(expired), of: Double(bought)) ?? "0 %"
    return figure(
      cohorts, id: "cohort-spending", name: "used", title: "Bought credits that are used, by month of joining and age",
      finding: "By the end \(share) of all bought credits are used and \(lost) have expired; the rest is still owed."
    ) { _, age in age["spentPercent"].double.map { $0 / 100 } }
  }

  private static func figure(
    _ cohorts: [JSONValue], id: String, name: String, title: String, finding: String, _ share: (JSONValue, JSONValue) -> Double?
  ) -> Figure {
    var rows: [Heatmap.Row] = []
    var cells: [[DataTable.Cell]] = []
    let longest = cohorts.map { $0["ages"].items.count }.max() ?? 0
    for cohort in cohorts {
      let month = cohort["month"].string ?? ""
      let joined = cohort["joined"].count
      let shares = cohort["ages"].items.map { share(cohort, $0) }
      let words = shares.enumerated().map { age, share in
        "Joined in \(PageNumber.month(month)) (\(NumberText.counted(joined, "owner"))), after \(NumberText.counted(Int64(age), "month")): "
          + "\(share.map { PageNumber.decimal($0 * 100, digits: 1) } ?? "–") % \(name)"
      }
      rows.append(Heatmap.Row(name: PageNumber.month(month, isShort: true), cells: shares, words: words))
      cells.append(
        [.text(month), .count(joined)]
          + (0..<longest).map { age in
            .number(age < shares.count ? shares[age].map { PageNumber.decimal($0 * 100, digits: 1) } : nil)
          })
    }
    let chart = Heatmap(rows: rows, columnsTitle: "months since joining")
    let columns =
      [DataTable.Column(title: "joined in"), DataTable.Column(title: "owners")]
      + (0..<longest).map { DataTable.Column(title: "\($0)", unit: "%") }
    return Figure(
      id: id, title: title, finding: finding, unit: "%", table: DataTable(name: id, columns: columns, rows: cells),
      note: "The first month is rarely a whole one.", draw: { chart.draw(width: $0) })
  }
}
