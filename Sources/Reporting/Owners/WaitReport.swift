import Measurement

/// How long something was waited for in simulated time, in microseconds: what the scenario draws, not how fast this program is.
///
/// Quantiles come from a histogram and are at most 0.8 % of themselves away from the true ones; the longest is exact.
public struct WaitReport: Hashable, Sendable {
  /// How long the longest waits are: `percentile` per cent of all are at most this long.
  public struct Point: Hashable, Sendable {
    /// A decimal number.
    public let percentile: String
    public let microseconds: Int64
  }

  /// What was waited for.
  public let kind: WaitTimes.Kind
  public let count: Int64
  public let p50_us: Int64
  public let p90_us: Int64
  public let p99_us: Int64
  public let p999_us: Int64
  public let longest_us: Int64
  /// Ten points for each tenth that is left, up to the last wait.
  public let spectrum: [Point]

  /// nil where nobody waited for it.
  init?(_ kind: WaitTimes.Kind, _ waits: LogHistogram) {
    guard waits.count > 0 else { return nil }
    self.kind = kind
    count = waits.count
    func quantile(_ part: Int64, _ whole: Int64) -> Int64 { waits.quantile(part, of: whole) ?? 0 }
    p50_us = quantile(50, 100)
    p90_us = quantile(90, 100)
    p99_us = quantile(99, 100)
    p999_us = quantile(999, 1_000)
    longest_us = waits.largest
    spectrum = WaitReport.spectrum(waits)
  }

  /// Tails that are ten steps apart in each power of ten, in thousandths of it.
  private static let tails: [Int64] = [1_000, 794, 631, 501, 398, 316, 251, 200, 158, 126]

  private static func spectrum(_ waits: LogHistogram) -> [Point] {
    var points: [Point] = []
    var whole: Int64 = 1_000
    var decimals = 1
    // A tail of less than one wait says nothing.
    while whole <= 1_000_000_000_000 {
      for tail in tails where Int128(waits.count) * Int128(tail) >= Int128(whole) {
        let percentile = MoneyUnit(code: "%", decimals: decimals).plainText(whole - tail)
        points.append(Point(percentile: percentile, microseconds: waits.quantile(whole - tail, of: whole) ?? 0))
      }
      whole *= 10
      decimals += 1
    }
    return points + [Point(percentile: "100", microseconds: waits.largest)]
  }
}

extension WaitTimes.Kind {
  /// As a name, such as "purchase".
  var title: String {
    switch self {
    case .purchase: "purchase answered"
    case .reload: "reload answered"
    case .invoice: "bill answered"
    case .subscription: "first plan payment answered"
    case .upgrade: "upgrade answered"
    case .renewal: "renewal answered"
    case .pack: "pack answered"
    case .report: "report answered"
    case .credited: "reload credited"
    case .metering: "use metered"
    case .cutoff: "access ended"
    }
  }

  /// What is waited for, from when to when.
  var meaning: String {
    switch self {
    case .purchase: "From a purchase of credits sent to the card processor to its answer."
    case .reload: "From the charge of an automatic reload to its answer."
    case .invoice: "From a bill's charge to its answer."
    case .subscription: "From the first charge of a subscription to its answer."
    case .upgrade: "From the charge of an upgrade to its answer."
    case .renewal: "From the charge of a renewal to its answer."
    case .pack: "From the charge of a pack to its answer."
    case .report: "From the charge of a report to its answer."
    case .credited:
      "From the first charge of an automatic reload to its credits, retries included; those that were given up are left out."
    case .metering: "From a use to the beginning of its metering."
    case .cutoff: "From the use that emptied a balance to the end of access, or to when it would have ended without new credits."
    }
  }
}

extension WaitReport {
  /// What `report.json` calls its kind.
  private var name: String { "\(kind)" }

  var json: JSONValue {
    let points = spectrum.map {
      JSONValue.object([("percentile", .literal($0.percentile)), ("microseconds", .integer($0.microseconds))])
    }
    return .object([
      ("kind", .text(name)), ("title", .text(kind.title)), ("meaning", .text(kind.meaning)), ("count", .integer(count)),
      ("p50", .integer(p50_us)), ("p90", .integer(p90_us)), ("p99", .integer(p99_us)), ("p99_9", .integer(p999_us)),
      ("longest", .integer(longest_us)), ("spectrum", .array(points)),
    ])
  }
}

extension Scorecard {
  /// The kinds that somebody waited for. Uses that were metered at once are not among the waits, but count as such.
  borrowing func waitReports() -> [WaitReport] {
    let uses = metering?.uses ?? 0
    return WaitTimes.Kind.allCases.compactMap { kind in
      var histogram = waits[kind]
      if kind == .metering, uses > histogram.count { histogram.add(0, times: uses - histogram.count) }
      return WaitReport(kind, histogram)
    }
  }
}

extension Definition {
  static let waits = [
    Definition(
      "waits[].kind", "text",
      "What was waited for, in simulated time: drawn by the scenario, no time of this program. Kinds without a wait are left out."
    ),
    Definition("waits[].title", "text", "The same in words."),
    Definition("waits[].meaning", "sentence", "From when to when."),
    Definition("waits[].count", "waits", "How many there were; a question for 3DS and what came of it are two answers."),
    Definition("waits[].p50", "microseconds, simulated", "Half of them were at most this long, to within 0.8 %."),
    Definition("waits[].p90", "microseconds, simulated", "90 % of them were at most this long."),
    Definition("waits[].p99", "microseconds, simulated", "99 % of them were at most this long."),
    Definition("waits[].p99_9", "microseconds, simulated", "99.9 % of them were at most this long."),
    Definition("waits[].longest", "microseconds, simulated", "The longest, exactly."),
    Definition("waits[].spectrum[].percentile", "%", "Ten points for each tenth that is left: 0, 20.6, ... 90, 92.06, ... 100."),
    Definition("waits[].spectrum[].microseconds", "microseconds, simulated", "So many per cent of them were at most this long."),
  ]
}
