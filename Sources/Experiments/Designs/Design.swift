import Sampling

/// The points at which a scenario is to be run.
public struct Design: Hashable, Sendable {
  /// How points are chosen.
  public enum Kind: Hashable, Sendable {
    /// Every combination of all values.
    case grid
    /// The scenario as it is, then each parameter alone at each of its values: for a range without a step both ends and the middle.
    case oneAtATime
    /// Random points of which exactly one lies in each of `points` equal slices of every parameter.
    case latin(points: Int)
    /// The first points of a Sobol sequence.
    case sobol(points: Int)
    /// Walks that change one parameter after the other, for Morris's elementary effects.
    case morris(trajectories: Int)
    /// Saltelli's matrices A, B and A with one column of B each, for Sobol's indices.
    case saltelli(samples: Int)
  }

  public let kind: Kind
  public let parameters: [Parameter]
  public let points: [DesignPoint]

  /// - Parameters:
  ///   - seed: where random designs come from: the same seed gives the same points.
  ///   - limit: of the number of points.
  /// - Complexity: O(points x parameters).
  public init(_ kind: Kind, of parameters: [Parameter], seed: UInt64, limit: Int) throws(DesignError) {
    self.kind = kind
    self.parameters = parameters
    if parameters.isEmpty { throw .noParameters }
    let keys = parameters.map(\.key)
    if let twice = keys.indices.first(where: { keys[..<$0].contains(keys[$0]) }) { throw .twice(key: keys[twice]) }
    if kind == .grid, let open = parameters.first(where: { $0.levels == nil }) { throw .needsStep(key: open.key) }
    let dimensions = parameters.count * kind.dimensionsPerParameter
    if dimensions > kind.mostDimensions {
      throw .tooManyParameters(count: parameters.count, limit: kind.mostDimensions / kind.dimensionsPerParameter)
    }
    let count = kind.count(of: parameters)
    if count > limit { throw .tooManyPoints(count: count, limit: limit) }
    switch kind {
    case .grid: points = Design.grid(parameters)
    case .oneAtATime: points = Design.oneAtATime(parameters)
    case .latin(let points):
      let cube = LatinHypercube.points(points, dimensions: parameters.count, seed: seed)
      self.points = cube.map { DesignPoint(cells: $0, parameters) }
    case .sobol(let points):
      self.points = SobolSequence.points(points, dimensions: parameters.count).map { DesignPoint(cells: $0, parameters) }
    case .morris(let trajectories):
      let walks = MorrisWalks.points(trajectories, dimensions: parameters.count, seed: seed)
      points = walks.map { row in DesignPoint(values: zip(parameters, row).map { $0.value(endToEnd: $1) }) }
    case .saltelli(let samples):
      let rows = SaltelliMatrices.points(samples, dimensions: parameters.count)
      points = rows.map { DesignPoint(cells: $0, parameters) }
    }
  }

  /// The points without the parameters that may not be given: all with every value of the parameters but these, in their order.
  private static func grid(_ parameters: [Parameter]) -> [DesignPoint] {
    var rows: [[Coordinate]] = [[]]
    for parameter in parameters {
      let levels = parameter.levels ?? []
      rows = rows.flatMap { row in levels.map { row + [$0] } }
    }
    return rows.map { DesignPoint(values: $0) }
  }

  private static func oneAtATime(_ parameters: [Parameter]) -> [DesignPoint] {
    var points = [DesignPoint(values: parameters.map { _ in nil })]
    for (index, parameter) in parameters.enumerated() {
      for value in parameter.alone {
        var values: [Coordinate?] = parameters.map { _ in nil }
        values[index] = value
        points.append(DesignPoint(values: values))
      }
    }
    return points
  }
}

/// One combination of values.
public struct DesignPoint: Hashable, Sendable {
  /// Of each parameter; nil leaves it as the scenario has it.
  public let values: [Coordinate?]

  init(values: [Coordinate?]) { self.values = values }

  init(cells: [Double], _ parameters: [Parameter]) {
    self.init(values: zip(parameters, cells).map { $0.value(cell: $1) })
  }

  /// What has to be set in the scenario, in the order of the parameters.
  public func settings(_ parameters: [Parameter]) -> [(key: String, value: String)] {
    zip(parameters, values).compactMap { parameter, value in value.map { (parameter.key, $0.text) } }
  }
}

/// Why there is no such design.
public enum DesignError: Error, Hashable, Sendable {
  case noParameters
  case twice(key: String)
  /// A grid of a range without a step has no end.
  case needsStep(key: String)
  case tooManyParameters(count: Int, limit: Int)
  case tooManyPoints(count: Int, limit: Int)
}

extension Design.Kind {
  /// As it is called on the command line.
  public var name: String {
    switch self {
    case .grid: "grid"
    case .oneAtATime: "one-at-a-time"
    case .latin: "latin"
    case .sobol: "sobol"
    case .morris: "morris"
    case .saltelli: "saltelli"
    }
  }

  fileprivate var dimensionsPerParameter: Int {
    if case .saltelli = self { return 2 }
    return 1
  }

  fileprivate var mostDimensions: Int {
    switch self {
    case .sobol, .saltelli: SobolSequence.mostDimensions
    default: 1_000
    }
  }

  /// How many points it takes, as far as that can be counted.
  func count(of parameters: [Parameter]) -> Int {
    switch self {
    case .grid:
      return parameters.reduce(1) { product, parameter in
        let (count, overflow) = product.multipliedReportingOverflow(by: parameter.levels?.count ?? 1)
        return overflow ? .max : count
      }
    case .oneAtATime: return parameters.reduce(1) { $0 + $1.alone.count }
    case .latin(let points), .sobol(let points): return points
    case .morris(let trajectories): return Design.product(trajectories, parameters.count + 1)
    case .saltelli(let samples): return Design.product(samples, parameters.count + 2)
    }
  }
}

extension Design {
  fileprivate static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? .max : product
  }
}

extension Parameter {
  /// The values that it takes alone, in order.
  var alone: [Coordinate] { levels ?? [0, 0.5, 1].map(value(endToEnd:)) }
}
