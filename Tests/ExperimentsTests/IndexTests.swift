import Experiments
import Foundation
import Testing

@Suite("Which parameter matters")
struct IndexTests {
  /// Ishigami and Homma's function (1990) on the unit cube.
  private func ishigami(_ point: [Double]) -> Double {
    let x = point.map { (2 * $0 - 1) * Double.pi }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
  }

  private static let first = [0.3139, 0.4424, 0]
  private static let total = [0.5576, 0.4424, 0.2437]

  /// With plain Monte Carlo the estimators' standard errors at n samples are about 0.9/√n (first) and 0.6/√n (total), 0.014 and
  /// 0.009 at 4,096; quasi-random points are better, and 0.01 would be missed by a wrong factor, a wrong column or a wrong variance.
  @Test("Sobol's indices of Ishigami's function")
  func ishigami() {
    let values = SaltelliMatrices.points(4_096, dimensions: 3).map(ishigami)
    let indices = SobolIndex.all(values: values, dimensions: 3, seed: 1)
    for (dimension, index) in indices.enumerated() {
      #expect(abs(index.first - Self.first[dimension]) < 0.01, "S\(dimension + 1) \(index.first)")
      #expect(abs(index.total - Self.total[dimension]) < 0.01, "S\(dimension + 1) total \(index.total)")
    }
  }

  @Test("The bootstrap's intervals hold the true indices with few samples too")
  func intervals() throws {
    let values = SaltelliMatrices.points(256, dimensions: 3).map(ishigami)
    for (dimension, index) in SobolIndex.all(values: values, dimensions: 3, seed: 1).enumerated() {
      #expect(try #require(index.firstInterval).contains(Self.first[dimension]), "\(index)")
      #expect(try #require(index.totalInterval).contains(Self.total[dimension]), "\(index)")
      #expect(try #require(index.firstInterval).halfWidth < 0.25 && index.firstInterval?.confidence == 0.95)
    }
  }

  @Test("A sum of parameters has no interaction: both indices are the shares of the squared weights")
  func additive() {
    let values = SaltelliMatrices.points(1_024, dimensions: 2).map { 3 * $0[0] + 4 * $0[1] + 1e6 }
    let indices = SobolIndex.all(values: values, dimensions: 2, seed: 1)
    for (index, share) in zip(indices, [9.0 / 25, 16.0 / 25]) {
      #expect(abs(index.first - share) < 0.01 && abs(index.total - share) < 0.01, "\(index)")
    }
  }

  @Test("Where nothing varies there are no indices, and samples that lack a run are left out")
  func gaps() {
    let constant = SobolIndex.all(values: Array(repeating: 0.1, count: 40), dimensions: 2, seed: 1)
    #expect(constant.isEmpty)
    var values: [Double?] = SaltelliMatrices.points(64, dimensions: 2).map { $0[0] }
    values[3] = nil
    let indices = SobolIndex.all(values: values, dimensions: 2, seed: 1)
    #expect(abs(indices[0].first - 1) < 0.1, "\(indices)")
    #expect(SobolIndex.all(values: [1, 2, 3, nil], dimensions: 2, seed: 1).isEmpty)
  }

  /// f = 2a - 3b + 4cd: the effects of a and b are 2 and -3 everywhere. That of c is 4d, and d is 0, 1/3, 2/3 or 1 with equal chances:
  /// mean 2, standard deviation 4·√(5/36) = 1.491. Of 400 walks the mean's standard error is 0.075.
  @Test("Morris's mean effects and their deviations have the known values")
  func morris() throws {
    let points = MorrisWalks.points(400, dimensions: 4, seed: 2)
    let values = points.map { 2 * $0[0] - 3 * $0[1] + 4 * $0[2] * $0[3] }
    let effects = MorrisEffect.all(shares: points, values: values, dimensions: 4, seed: 1)
    #expect(effects.count == 4)
    for (effect, mean) in zip(effects, [2.0, -3]) {
      #expect(abs(effect.mean - mean) < 1e-9 && abs(effect.meanSize - abs(mean)) < 1e-9 && effect.deviation < 1e-9)
    }
    for effect in effects[2...] {
      #expect(abs(effect.mean - 2) < 0.3 && abs(effect.meanSize - effect.mean) < 1e-12, "\(effect)")
      #expect(abs(effect.deviation - 4 * (5.0 / 36).squareRoot()) < 0.15, "\(effect)")
      #expect(try #require(effect.interval).contains(2), "\(effect)")
    }
  }

  @Test("The mean size shows what a mean of both signs hides")
  func signs() {
    let points = MorrisWalks.points(200, dimensions: 2, seed: 2)
    let values = points.map { ($0[0] - 0.5) * ($0[1] - 0.5) }
    let effect = MorrisEffect.all(shares: points, values: values, dimensions: 2, seed: 1)[0]
    #expect(abs(effect.mean) < 0.1 && effect.meanSize > 0.25, "\(effect)")
  }

  @Test("A walk that lacks a run is left out, and levels count by their true distance")
  func walksOfLevels() throws {
    let parameters = try ["a=0..10/5", "b=0..10"].map { try Parameter(argument: $0) }
    let design = try Design(.morris(trajectories: 30), of: parameters, seed: 1, limit: 100)
    let shares = design.points.map { $0.values.map { $0?.share ?? 0 } }
    var values: [Double?] = design.points.map { point in
      5 * (point.values[0]?.position ?? 0) + 2 * (point.values[1]?.position ?? 0)
    }
    values[4] = nil
    let effects = MorrisEffect.all(shares: shares, values: values, dimensions: 2, seed: 1)
    #expect(abs(effects[0].mean - 50) < 1e-9 && effects[0].deviation < 1e-9)
    #expect(abs(effects[1].mean - 20) < 1e-9 && effects[1].deviation < 1e-9)
  }
}
