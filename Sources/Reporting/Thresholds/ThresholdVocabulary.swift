/// The names that thresholds of a run may use. The report knows the billing core's own names only from here.
public struct ThresholdVocabulary: Sendable {
  public var names: ReportNames
  /// What the run's money is counted in.
  public var unit: MoneyUnit
  /// The run's catalogs; figures are kept by catalog where there are several.
  public var catalogs: [String]
  /// What the rate of a situation is a share of, by the situation's name; one that is not listed has a count and no rate.
  public var wholes: [String: [ThresholdWhole]]

  public init(
    names: ReportNames, unit: MoneyUnit, catalogs: [String] = [], wholes: [String: [ThresholdWhole]] = [:]
  ) {
    self.names = names
    self.unit = unit
    self.catalogs = catalogs
    self.wholes = wholes
  }

  /// Every metric, in the order of the documentation.
  public var metrics: [String] {
    ["command", "command.refused"] + names.kinds + names.kinds.map { "\($0).refused" }
      + names.situations.map(ThresholdVocabulary.slug) + MonthlyFigure.allCases.map(\.metric) + ["balance", "owners"]
      + ThresholdOwners.allCases.map { "owners.\($0.rawValue)" } + ThresholdGauge.allCases.map(\.rawValue)
  }

  /// "reload held back by a cap" as `reload-held-back-by-a-cap`.
  public static func slug(_ name: String) -> String {
    String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// The situation that a word means: its name with hyphens, or with dots for some of them, such as `reload.declined`.
  func situation(_ word: String) -> String? {
    let slug = String(word.map { $0 == "." ? "-" : $0 })
    return names.situations.first { ThresholdVocabulary.slug($0) == slug }
  }
}

/// A part of what the rate of a situation is a share of; the parts are added up.
public enum ThresholdWhole: Hashable, Sendable {
  /// Steps that met a situation, by its name.
  case situation(String)
  /// Commands of a kind, refused ones too.
  case commands(String)
}
