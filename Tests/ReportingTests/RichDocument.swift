import Foundation

@testable import Reporting

/// A document with everything that a page may draw, of any version of the program, made by hand.
enum RichDocument {
  static let months = (1...14).map { $0 <= 12 ? String(format: "2026-%02d", $0) : String(format: "2027-%02d", $0 - 12) }

  /// - Parameter name: what everything is called that users name.
  static func make(name: String = "year") -> ReportDocument {
    var run = HandMadeRun()
    run.card.metering = HandMadeRun.metering
    var report = run.report(
      identity(name), violation: HandMadeRun.violation,
      thresholds: [.init(expression: name, measured: "2", outcome: .fail)])
    report.tellWorstOwners(["o17": HandMadeRun.timeline]) { "\(name) \($0)" }
    var members = JSONReport.document(report, includesWall: true).members
    members.removeAll { $0.0 == "finance" || $0.0 == "replications" }
    members.append(("finance", finance(name)))
    members.append(("replications", replications(name)))
    return ReportDocument(.object(members))
  }

  private static func identity(_ name: String) -> RunIdentity {
    var run = HandMadeRun.identity()
    run.scenario.name = name
    run.scenario.about = name
    run.scenario.file = name
    run.repeatCommand = name
    return run
  }

  private static func object(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue { .object(pairs.map { ($0, $1) }) }

  private static func finance(_ name: String) -> JSONValue {
    let income = ["2026-01", "2026-02"].map { month in
      object([
        "month": .text(month), "cash": object(["received": .integer(900), "netCash": .integer(800)]),
        "earned": object(["revenue": .integer(700), "net": .integer(600)]), "bridge": object(["owedByOwners": .integer(50)]),
      ])
    }
    let cohorts = months.prefix(5).enumerated().map { index, month in
      let ages = (0..<5 - index).map { age in
        object([
          "age": .integer(Int64(age)), "active": .integer(Int64(10 - age)), "bought": .integer(1_000),
          "spent": .integer(Int64(100 * age)),
          "expired": .integer(5), "spentPercent": .literal("\(10 * age).5"),
        ])
      }
      return object(["month": .text(month), "joined": .integer(10), "ages": .array(ages)])
    }
    let segments = [JSONValue.null, .text(name), .text("others")].map { segment in
      let lifetime = (0..<5).map { age in
        object(["age": .integer(Int64(age)), "owners": .integer(9), "revenue": .integer(Int64(100 * age)), "net": .integer(1)])
      }
      return object([
        "segment": segment, "owners": .integer(10), "revenue": .integer(1_000), "net": .integer(900),
        "revenuePerActiveMonth": .integer(33), "revenuePerOwner": .integer(100), "paybackAge": .null,
        "lifetime": .array(lifetime),
      ])
    }
    let recurring = months.map { month in
      object([
        "month": .text(month), "opening": .integer(100), "new": .integer(50), "expansion": .integer(5),
        "contraction": .integer(-4),
        "churned": .integer(-20), "reactivated": .integer(2), "closing": .integer(133), "closingSubscriptions": .integer(3),
      ])
    }
    let ages = ["0-30", "over 90"].map { days in
      object([
        "days": .text(days), "open": .integer(3), "openDebts": .integer(1), "writtenOff": .integer(8),
        "writtenOffDebts": .integer(2),
      ])
    }
    return object([
      "income": object(["monthly": .array(income), "total": income[0]]), "badDebt": object(["ages": .array(ages)]),
      "recurring": object(["monthly": .array(recurring)]), "segments": .array(segments), "cohorts": .array(cohorts),
    ])
  }

  private static func replications(_ name: String) -> JSONValue {
    func span(_ low: Int64, _ high: Int64) -> JSONValue { object(["low": .integer(low), "high": .integer(high)]) }
    let metrics = ["net", name].map { label in
      object([
        "name": .text(label), "label": .text(label), "kind": .text("money"), "unit": .text("USD"), "mean": .integer(1_000),
        "low": .integer(900), "high": .integer(1_100), "minimum": .integer(800), "maximum": .integer(1_200),
        "quantiles": object(["p5": object(["value": .integer(850)]), "p95": .null]),
        "bands": object([
          "assumptionsShare": .literal("0.7100"), "sampling": span(980, 1_020), "assumptions": span(900, 1_100),
          "total": span(890, 1_120),
        ]),
      ])
    }
    let fan = months.enumerated().map { index, month in
      object([
        "month": .text(month), "mean": .integer(Int64(100 * index)), "minimum": .integer(Int64(50 * index)),
        "maximum": .integer(Int64(150 * index)), "p5": index == 3 ? .null : .integer(Int64(60 * index)),
        "p25": .integer(Int64(90 * index)),
        "p75": .integer(Int64(110 * index)), "p95": .integer(Int64(140 * index)),
      ])
    }
    let fans = ["net", "revenue"].map { object(["figure": .text($0), "label": .text($0), "months": .array(fan)]) }
    return object([
      "runs": .integer(40), "verdicts": object(["pass": .integer(39)]),
      "uncertain": object(["draws": .integer(8), "parameters": .array([object(["key": .text(name), "says": .text(name)])])]),
      "metrics": .array(metrics), "fans": .array(fans),
    ])
  }
}

/// Small and good enough to choose what to damage.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}

extension JSONValue {
  /// The same with about one value in thirty gone, or replaced by one that is no use there.
  func damaged(_ random: inout SplitMix) -> JSONValue {
    if Int.random(in: 0..<30, using: &random) == 0 {
      let others: [JSONValue] = [
        .null, .integer(.max), .integer(.min), .unsigned(.max), .literal("-1e308"), .literal("1e999"), .text(""),
        .text("2026-13"),
        .flag(false), .array([]), .object([]), .array([.integer(1), .null]), .text("\u{0}<>&\"'"), .integer(0),
      ]
      return others[Int.random(in: 0..<others.count, using: &random)]
    }
    switch self {
    case .object(let members):
      var kept: [(String, JSONValue)] = []
      for (key, value) in members where Int.random(in: 0..<40, using: &random) > 0 { kept.append((key, value.damaged(&random))) }
      return .object(kept)
    case .array(let items):
      var kept: [JSONValue] = []
      for item in items where Int.random(in: 0..<40, using: &random) > 0 { kept.append(item.damaged(&random)) }
      return .array(kept)
    default: return self
    }
  }
}
