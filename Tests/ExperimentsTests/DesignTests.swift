import Experiments
import Sampling
import Testing

@Suite("Designs of a sweep")
struct DesignTests {
  private func parameters(_ arguments: String...) throws -> [Parameter] { try arguments.map { try Parameter(argument: $0) } }

  private func texts(_ design: Design) -> [[String]] {
    design.points.map { $0.values.map { $0?.text ?? "-" } }
  }

  @Test("A grid is every combination once, the last parameter changing fastest")
  func grid() throws {
    let design = try Design(.grid, of: try parameters("a=1..3/1", "b=x,y"), seed: 1, limit: 6)
    #expect(texts(design) == [["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"], ["3", "x"], ["3", "y"]])
    #expect(design.points[3].settings(design.parameters).map { "\($0.key)=\($0.value)" } == ["a=2", "b=y"])
  }

  @Test("One parameter at a time: the scenario as it is, then each alone")
  func tornado() throws {
    let design = try Design(.oneAtATime, of: try parameters("a=0..10", "b=x,y"), seed: 1, limit: 6)
    #expect(texts(design) == [["-", "-"], ["0.0", "-"], ["5.0", "-"], ["10.0", "-"], ["-", "x"], ["-", "y"]])
    #expect(design.points[0].settings(design.parameters).isEmpty)
  }

  @Test("A Latin hypercube has exactly one point in each slice of each parameter", arguments: [1, 2, 7, 100])
  func latin(count: Int) {
    let points = LatinHypercube.points(count, dimensions: 5, seed: 3)
    #expect(points.count == count)
    for dimension in 0..<5 {
      let slices = points.map { Int($0[dimension] * Double(count)) }
      #expect(slices.sorted() == Array(0..<count), "dimension \(dimension)")
      // Not all along the diagonal.
      if count == 100, dimension > 0 { #expect(slices != points.map { Int($0[0] * Double(count)) }) }
    }
    #expect(points == LatinHypercube.points(count, dimensions: 5, seed: 3))
    if count > 1 { #expect(points != LatinHypercube.points(count, dimensions: 5, seed: 4)) }
  }

  @Test("Points of a Sobol sequence are stratified along every axis, and fill the cube more evenly than random points")
  func sobol() {
    for count in [1, 2, 8, 64] {
      for dimension in 0..<6 {
        let slices = SobolSequence.points(count, dimensions: 6).map { Int($0[dimension] * Double(count)) }
        #expect(slices.sorted() == Array(0..<count))
      }
    }
    // L2-star discrepancy, squared, by Warnock's formula. Random points have an expectation of (2⁻ᵈ - 3⁻ᵈ)/n; a tenth of it is far
    // outside of what a random cloud of 256 points reaches, and the sequence is at a twentieth.
    let (count, dimensions) = (256, 3)
    func discrepancy(_ points: [[Double]]) -> Double {
      let n = Double(points.count)
      var sum = 1.0 / 27
      for a in points {
        sum -= 2 / n * a.reduce(1) { $0 * (1 - $1 * $1) / 2 }
        for b in points { sum += zip(a, b).reduce(1.0) { $0 * (1 - max($1.0, $1.1)) } / (n * n) }
      }
      return sum
    }
    let expected = (1.0 / 8 - 1.0 / 27) / Double(count)
    #expect(discrepancy(SobolSequence.points(count, dimensions: dimensions)) < expected / 10)
    let random = (0..<UInt32(count)).map { row in
      (0..<dimensions).map { Stream(seed: 1, owner: row).uniform(1, UInt32($0)) }
    }
    #expect(discrepancy(random) > expected / 4)
  }

  @Test("Every value of a sampled design is one of the parameter's, and all are taken equally often")
  func cells() throws {
    for kind in [Design.Kind.sobol(points: 32), .latin(points: 32)] {
      let design = try Design(kind, of: try parameters("a=1..4/1", "b=x,y", "c=0 %..10 %"), seed: 1, limit: 32)
      for (dimension, levels) in [(0, ["1", "2", "3", "4"]), (1, ["x", "y"])] {
        let values = texts(design).map { $0[dimension] }
        for level in levels { #expect(values.count { $0 == level } == 32 / levels.count) }
      }
      #expect(design.points.allSatisfy { (0...10).contains($0.values[2]?.position ?? -1) })
    }
  }

  @Test("A walk of Morris changes each parameter once, by two of four levels")
  func walks() {
    let points = MorrisWalks.points(20, dimensions: 4, seed: 1)
    #expect(points.count == 100)
    for walk in 0..<20 {
      var changed: Set<Int> = []
      for step in (walk * 5)..<(walk * 5 + 4) {
        let moved = (0..<4).filter { points[step][$0] != points[step + 1][$0] }
        #expect(moved.count == 1)
        changed.formUnion(moved)
        #expect(abs(abs(points[step][moved[0]] - points[step + 1][moved[0]]) - 2.0 / 3) < 1e-12)
      }
      #expect(changed.count == 4)
    }
    #expect(Set(points.flatMap { $0 }).count == 4)
  }

  @Test("A design that cannot be is refused with the reason")
  func refused() throws {
    let open = try parameters("a=0..10", "b=1..100/1")
    func error(_ kind: Design.Kind, _ parameters: [Parameter], limit: Int = 100) -> DesignError? {
      do throws(DesignError) {
        _ = try Design(kind, of: parameters, seed: 1, limit: limit)
      } catch {
        return error
      }
      return nil
    }
    #expect(error(.grid, open) == .needsStep(key: "a"))
    #expect(error(.grid, []) == .noParameters)
    #expect(error(.grid, try parameters("a=1,2", "a=3,4")) == .twice(key: "a"))
    #expect(error(.grid, try parameters("a=1..100/1", "b=1..100/1"), limit: 9_999) == .tooManyPoints(count: 10_000, limit: 9_999))
    #expect(error(.latin(points: 101), open) == .tooManyPoints(count: 101, limit: 100))
    let many = try (0..<21).map { try Parameter(argument: "k\($0)=0..1") }
    #expect(error(.saltelli(samples: 2), many) == .tooManyParameters(count: 21, limit: 20))
    #expect(error(.sobol(points: 2), many) == nil)
    // More combinations than there are numbers.
    let wide = try (0..<30).map { try Parameter(argument: "k\($0)=0..999/1") }
    #expect(error(.grid, wide) == .tooManyPoints(count: .max, limit: 100))
    #expect(error(.saltelli(samples: .max), open) == .tooManyPoints(count: .max, limit: 100))
  }
}
