import Experiments
import Testing

@Suite("What a sweep finds")
struct FindingTests {
  private func design(_ kind: Design.Kind, _ arguments: String...) throws -> Design {
    try Design(kind, of: try arguments.map { try Parameter(argument: $0) }, seed: 1, limit: 1_000)
  }

  @Test("The Pareto front is what no other point beats; equal points stay together, unfinished ones are none")
  func front() {
    let rows: [[Double?]] = [[1, 1], [2, 2], [3, 1], [2, 3], [2, 2], [nil, 9], [4, 0]]
    // More of the first, less of the second.
    #expect(ParetoFront.indices(rows, [.max, .min]) == [6])
    #expect(ParetoFront.indices(rows, [.max, .max]) == [2, 3, 6])
    #expect(ParetoFront.indices([[2], [2], [1]], [.max]) == [0, 1])
    #expect(ParetoFront.indices([], [.max]).isEmpty)
  }

  @Test("A response curve is the mean over the other parameters, with what they do as a spread")
  func curve() throws {
    let grid = try design(.grid, "a=1..3/1", "b=0..10/10")
    let values = grid.points.map { [($0.values[0]?.position ?? 0) * 100 + ($0.values[1]?.position ?? 0)] }
    let curve = try #require(ResponseCurve(of: 0, in: grid, values: values))
    #expect(curve.steps.map(\.label) == ["1", "2", "3"] && curve.steps.map(\.mean) == [105, 205, 305])
    #expect(curve.steps[1].spread == 200...210 && curve.steps[1].interval == nil && curve.steps[1].points == 2)
    #expect(curve.shape == .rising)
  }

  @Test("Common random numbers: the interval of a change is that of the differences, so noise that all steps share is none")
  func paired() throws {
    let line = try design(.grid, "a=1..3/1")
    // The replications differ by thousands, the steps by 1, always the same way.
    let noise: [Double] = [0, 5_000, -3_000, 900]
    let values = [1.0, 2, 3].map { step in noise.map { $0 + step } }
    let rising = try #require(ResponseCurve(of: 0, in: line, values: values))
    #expect(rising.shape == .rising)
    #expect((rising.steps[0].interval?.halfWidth ?? 0) > 1_000)
    // Steps that differ by chance alone are flat.
    let chance = [[0.0, 10, 5, 7], [9, 1, 6, 5], [2, 8, 7, 6]]
    #expect(ResponseCurve(of: 0, in: line, values: chance)?.shape == .flat)
  }

  @Test("Up and down is not monotonic, and the ends alone would not have shown it")
  func turning() throws {
    let line = try design(.oneAtATime, "a=1..3/1", "b=1..3/1")
    // The scenario as it is, then a, then b.
    let values: [[Double]] = [[5], [5], [9], [5], [4], [5], [6]]
    #expect(ResponseCurve(of: 0, in: line, values: values)?.shape == .nonMonotonic)
    let b = try #require(ResponseCurve(of: 1, in: line, values: values))
    #expect(b.shape == .rising && b.steps.map(\.mean) == [4, 5, 6])
    #expect(ResponseCurve(of: 0, in: line, values: [[5], [5], [], [], [4], [5], [6]]) == nil)
  }

  @Test("Where hardly two points share a value, a curve goes over slices of them")
  func slices() throws {
    let cloud = try design(.sobol(points: 64), "a=0.000..1.000", "b=0.000..1.000")
    let values = cloud.points.map { [($0.values[0]?.position ?? 0)] }
    let curve = try #require(ResponseCurve(of: 0, in: cloud, values: values))
    #expect(curve.steps.map(\.points) == [12, 13, 13, 13, 13])
    #expect(curve.shape == .rising && curve.steps[0].label.contains(" to "))
    for (index, step) in curve.steps.enumerated() { #expect(abs(step.position - (Double(index) + 0.5) / 5) < 0.02) }
    // What the other parameter does is no shape of this one.
    let other = try #require(ResponseCurve(of: 1, in: cloud, values: values))
    #expect(other.shape == .flat && Set(other.steps.map(\.mean)).count > 1)
  }

  @Test("A heat map has a cell for each pair of values, and an unfinished one is empty")
  func heat() throws {
    let grid = try design(.grid, "a=1,2", "b=1,2,3", "c=x,y")
    var values: [Double?] = grid.points.indices.map { Double($0) }
    values[0] = nil
    values[1] = nil
    let map = try #require(HeatMap(row: 0, column: 1, in: grid, values: values))
    #expect(map.cells.map { $0.map(\.mean) } == [[nil, 2.5, 4.5], [6.5, 8.5, 10.5]])
    #expect(map.cells[1][2].points == [10, 11])
    #expect(HeatMap(row: 0, column: 0, in: grid, values: values) == nil)
    let cloud = try design(.latin(points: 6), "a=1,2", "b=1,2,3", "c=x,y")
    #expect(HeatMap(row: 0, column: 1, in: cloud, values: values) == nil)
  }
}
