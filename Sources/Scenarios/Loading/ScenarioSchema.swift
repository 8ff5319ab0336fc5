/// The JSON Schema that editors check files with as they are typed. It is made from the tables that the decoder uses.
public enum ScenarioSchema {
  /// The kinds of files.
  public enum FileKind: String, CaseIterable, Sendable {
    case scenario, catalog
    /// A file under `populations/`.
    case segment
  }

  /// JSON Schema, draft 2020-12, ending with a line break.
  public static func json(for kind: FileKind = .scenario) -> String {
    let definitions = tables.map { JSON.Pair($0.name, $0.schema) } + Measure.allCases.flatMap(distributionDefinitions)
    let schema = JSON.object(
      [
        .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        .init("title", .string("Windtunnel \(kind.rawValue)")),
      ] + root(kind) + [.init("$defs", .object(definitions))])
    return schema.rendered() + "\n"
  }

  /// A scenario stands by itself or begins from another.
  private static func root(_ kind: FileKind) -> [JSON.Pair] {
    if kind != .scenario { return [.init("$ref", .string("#/$defs/\(kind.rawValue)"))] }
    return [
      .init("if", .object([.init("required", .array([.string("from")]))])),
      .init("then", .reference(ScenarioKeys.derivedTable.name)), .init("else", .reference(ScenarioKeys.table.name)),
    ]
  }

  /// Every table of the decoder.
  static let tables: [Table] =
    [
      ScenarioKeys.table, ScenarioKeys.derivedTable, ScenarioKeys.includedTable, CatalogKeys.table, CurrencyKeys.table,
      RevisionKeys.table, FeeKeys.table,
      PurchaseKeys.table, BonusKeys.table, ExpiryKeys.table, ReloadKeys.table, JobRuleKeys.table, ProcessorFeeKeys.table,
      HeldKeys.table, FreeTierKeys.table,
      SegmentKeys.table, JoinKeys.table, PoissonKeys.table, JobKeys.table, GapKeys.table, UseKeys.table, FundsKeys.table,
      OwnerReloadKeys.table, DeclineKeys.table, GatewayKeys.table, ConditionKeys.table, ConditionKeys.termsTable,
      WebhookFaultKeys.table, CutoffKeys.table, TierKeys.table, PipelineKeys.table, PipelineKeys.serviceTable,
      PlanRuleKeys.table, PlanKeys.table, PlanMinuteKeys.table, ProrationKeys.table, PackShelfKeys.table, PackKeys.table,
      ReportKeys.table, DocumentKeys.table, InterviewRuleKeys.table, ProductKeys.table, OverrideKeys.table,
      OverrideKeys.priceTable, UnitRoundingKeys.table,
      PlanBehaviourKeys.table, AnalysisKeys.table, DocumentBehaviourKeys.table, InterviewBehaviourKeys.table,
      InterviewPackKeys.table,
      ResponseKeys.table, ArrearsKeys.table, SessionKeys.table, ThresholdKeys.table,
      UncertainKeys.table, UncertainKeys.gaussianTable, UncertainKeys.lognormalTable,
    ] + Measure.allCases.map(MixturePart.table)
}

// MARK: - Distributions

extension ScenarioSchema {
  /// The definition of one measure's distributions, and that of payouts beside money's.
  private static func distributionDefinitions(_ measure: Measure) -> [JSON.Pair] {
    let own = JSON.Pair(measure.definition, distribution(measure, beside: []))
    guard measure == .money else { return [own] }
    let step = JSON.Pair(
      "step",
      Codec<Int64>.positiveMoney.schema.described("Payouts are rounded to a multiple of this. Default: the smallest unit."))
    let sensitivity = JSON.Pair(
      PurchaseAmount.sensitivityKey, PurchaseAmount.sensitivityCodec.schema.described(PurchaseAmount.about))
    return [
      own, JSON.Pair(Payout.definition, distribution(.money, beside: [step])),
      JSON.Pair(PurchaseAmount.definition, distribution(.money, beside: [sensitivity])),
    ]
  }

  /// A plain value, or a map with one kind, `min`, `max` and other keys.
  private static func distribution(_ measure: Measure, beside others: [JSON.Pair]) -> JSON {
    let laws = LawKind.all.map { kind in
      JSON.Pair(kind.name, JSON.anyOf(kind.forms.map { form($0, measure) }).described(kind.about))
    }
    let weights = JSON.object([.init("type", .string("object")), .init("additionalProperties", Codec.number(0...1e9).schema)])
    let lists: [JSON.Pair] = [
      .init("choice", weights.described("Values with their weights.")),
      .init("empirical", empirical(measure)),
      .init(
        "mixture",
        .object([.init("type", .string("array")), .init("items", .reference(MixturePart.table(measure).name))])
          .described("One of several distributions, picked by weight for each draw.")),
    ]
    let limits = DistributionReader.limits.map { JSON.Pair($0, measure.codec.schema) }
    let oneOf = DistributionReader.kinds.map { JSON.object([.init("required", .array([.string($0)]))]) }
    let map = JSON.object([
      .init("type", .string("object")), .init("additionalProperties", .bool(false)),
      .init("properties", .object(laws + lists + limits + others)), .init("oneOf", .array(oneOf)),
    ])
    return JSON.anyOf([measure.codec.schema, map])
  }

  private static func form(_ form: LawKind.Form, _ measure: Measure) -> JSON {
    .object([
      .init("type", .string("object")), .init("additionalProperties", .bool(false)),
      .init("properties", .object(form.parameters.map { JSON.Pair($0.name, $0.measure.codec(measure).schema) })),
      .init("required", .array(form.names.map(JSON.string))),
    ])
  }

  private static func empirical(_ measure: Measure) -> JSON {
    let samples = JSON.object([.init("type", .string("array")), .init("items", measure.codec.schema)])
    let quantiles = JSON.object([.init("type", .string("object")), .init("additionalProperties", measure.codec.schema)])
    return JSON.anyOf([samples, quantiles]).described("Observed values, or a map from shares to quantiles.")
  }
}
