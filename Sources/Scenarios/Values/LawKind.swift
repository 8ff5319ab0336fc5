import Sampling

/// One kind of distribution as files write it, in each of its forms.
struct LawKind: Sendable {
  /// What a parameter is measured in.
  enum Measure: Sendable {
    /// The unit of what is described: money, time, a share, a plain number.
    case value
    /// A number without a unit: shapes, coefficients of variation.
    case plain
    /// From 0 % to 100 %.
    case probability
  }

  struct Parameter: Sendable {
    var name: String
    var measure: Measure
  }

  /// One set of parameters that says it all.
  struct Form: Sendable {
    var parameters: [Parameter]
    /// Takes the parameters' values in their order.
    var make: @Sendable ([Double]) throws(DistributionError) -> Distribution

    var names: [String] { parameters.map(\.name) }
  }

  let name: String
  let about: String
  let forms: [Form]

  /// All parameters of all forms, each once.
  var parameters: [Parameter] {
    forms.flatMap(\.parameters).reduce(into: []) { all, parameter in
      if !all.contains(where: { $0.name == parameter.name }) { all.append(parameter) }
    }
  }

  /// "mean and cv, or shape and scale".
  var usage: String { forms.map { $0.names.joined(separator: " and ") }.joined(separator: ", or ") }
}

extension LawKind {
  private static func value(_ name: String) -> Parameter { Parameter(name: name, measure: .value) }
  private static func plain(_ name: String) -> Parameter { Parameter(name: name, measure: .plain) }
  private static let probability = Parameter(name: "probability", measure: .probability)

  /// Mean and coefficient of variation (standard deviation over mean), the form that most kinds share.
  private static func moments(
    _ make: @escaping @Sendable (Double, Double) throws(DistributionError) -> Distribution
  ) -> Form {
    pair(value("mean"), plain("cv"), make)
  }

  private static func pair(
    _ first: Parameter, _ second: Parameter,
    _ make: @escaping @Sendable (Double, Double) throws(DistributionError) -> Distribution
  ) -> Form {
    Form(parameters: [first, second]) { (values: [Double]) throws(DistributionError) in try make(values[0], values[1]) }
  }

  private static func single(
    _ parameter: Parameter, _ make: @escaping @Sendable (Double) throws(DistributionError) -> Distribution
  ) -> Form {
    Form(parameters: [parameter]) { (values: [Double]) throws(DistributionError) in try make(values[0]) }
  }

  /// The kinds with parameters. `choice`, `empirical` and `mixture` take lists and are read apart.
  static let all: [LawKind] = continuous + counts

  private static let continuous: [LawKind] = [
    LawKind(name: "constant", about: "Always the same value.", forms: [single(value("value"), Distribution.constant(_:))]),
    LawKind(
      name: "uniform", about: "Equally likely anywhere between two values.",
      forms: [pair(value("min"), value("max"), Distribution.uniform(min:max:)), moments(Distribution.uniform(mean:cv:))]),
    LawKind(
      name: "exponential", about: "Waiting times without memory.",
      forms: [single(value("mean"), Distribution.exponential(mean:))]),
    LawKind(
      name: "gamma", about: "Rates and waiting times; a cv above 1 makes a few large among many small.",
      forms: [moments(Distribution.gamma(mean:cv:)), pair(plain("shape"), value("scale"), Distribution.gamma(shape:scale:))]),
    LawKind(
      name: "weibull", about: "Lifetimes; a shape above 1 ages, one below 1 loses most at the start.",
      forms: [
        pair(plain("shape"), value("mean"), Distribution.weibull(shape:mean:)),
        pair(plain("shape"), value("scale"), Distribution.weibull(shape:scale:)), moments(Distribution.weibull(mean:cv:)),
      ]),
    LawKind(
      name: "lognormal", about: "Prices and sizes: a median with a long tail upwards.",
      forms: [
        pair(value("median"), plain("sigma"), Distribution.lognormal(median:sigma:)), moments(Distribution.lognormal(mean:cv:)),
      ]),
    LawKind(
      name: "pareto", about: "A least value and a heavy tail.",
      forms: [
        pair(plain("shape"), value("minimum"), Distribution.pareto(shape:minimum:)),
        pair(plain("shape"), value("mean"), Distribution.pareto(shape:mean:)), moments(Distribution.pareto(mean:cv:)),
      ]),
    LawKind(
      name: "beta", about: "Shares between 0 % and 100 %.",
      forms: [moments(Distribution.beta(mean:cv:)), pair(plain("alpha"), plain("beta"), Distribution.beta(alpha:beta:))]),
    LawKind(
      name: "gaussian", about: "The bell curve; set a min, for it has no least value.",
      forms: [
        pair(value("mean"), value("sd"), Distribution.gaussian(mean:standardDeviation:)),
        moments(Distribution.gaussian(mean:cv:)),
      ]),
  ]

  private static let counts: [LawKind] = [
    LawKind(
      name: "poisson", about: "How many independent events happen.",
      forms: [single(plain("mean"), Distribution.poisson(mean:))]),
    LawKind(
      name: "binomial", about: "How many of a number of trials succeed.",
      forms: [
        pair(plain("trials"), probability, Distribution.binomial(trials:probability:)),
        pair(plain("trials"), plain("mean"), Distribution.binomial(trials:mean:)),
      ]),
    LawKind(
      name: "negative_binomial", about: "Counts that vary more than Poisson's.",
      forms: [
        pair(plain("mean"), plain("cv"), Distribution.negativeBinomial(mean:cv:)),
        pair(plain("successes"), probability, Distribution.negativeBinomial(successes:probability:)),
      ]),
    LawKind(
      name: "geometric", about: "Trials up to the first success, at least 1.",
      forms: [
        single(plain("mean"), Distribution.geometric(mean:)), single(probability, Distribution.geometric(probability:)),
      ]),
  ]
}
