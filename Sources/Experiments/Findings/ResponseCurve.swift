import Statistics

/// How a figure goes with one parameter.
public struct ResponseCurve: Hashable, Sendable {
  /// The figure at one value of the parameter, or over a slice of its values.
  public struct Step: Hashable, Sendable {
    /// The value's text, or the ends of the slice.
    public let label: String
    /// On the parameter's axis; the middle of a slice.
    public let position: Double
    /// Mean over all points that have this value.
    public let mean: Double
    /// Of the mean over the replications; nil with fewer than two of them.
    public let interval: Interval?
    /// The smallest and the largest of these points, when there is more than one: what the other parameters do.
    public let spread: ClosedRange<Double>?
    /// How many points there are.
    public let points: Int
  }

  /// What the steps do one after the other, changes that could be chance left out.
  public enum Shape: String, Hashable, Sendable {
    case rising, falling, flat
    /// Up and down: its ends do not tell what lies between.
    case nonMonotonic = "non-monotonic"
  }

  public let parameter: Int
  public let steps: [Step]
  public let shape: Shape

  /// Of a parameter of a design, over whatever its other parameters are; nil without two steps.
  ///
  /// In a design of one parameter at a time, only the points that change this one count.
  ///
  /// - Parameter values: of each point, one for each replication; empty where the point was not run.
  /// - Complexity: O(points x replications).
  public init?(of parameter: Int, in design: Design, values: [[Double]]) {
    let groups = ResponseCurve.groups(of: parameter, in: design) { !values[$0].isEmpty }
    if groups.count < 2 { return nil }
    self.parameter = parameter
    let rows = groups.map { ResponseCurve.replications($0.points, values) }
    steps = zip(groups, rows).map { group, row in
      let means = group.points.map { Sample(values[$0]).mean }
      let spread = means.count < 2 ? nil : means.min().flatMap { low in means.max().map { low...$0 } }
      let sample = Sample(row)
      return Step(
        label: group.label, position: group.position, mean: sample.mean, interval: sample.interval(), spread: spread,
        points: group.points.count)
    }
    let isPaired = design.kind == .grid || design.kind == .oneAtATime
    if isPaired {
      // All steps have the same other parameters and saw the same randomness, so only the differences count.
      shape = ResponseCurve.shape(rows) { Sample(zip($0, $1).map { $1 - $0 }) }
    } else {
      let clouds = groups.map { $0.points.map { Sample(values[$0]).mean } }
      shape = ResponseCurve.shape(clouds) { before, after in IndependentDifference(a: Sample(before), b: Sample(after)) }
    }
  }

  private struct Group {
    var label: String
    var position: Double
    var points: [Int]
  }

  /// The points with the same value of the parameter; where hardly any two have, slices of the same number of points.
  private static func groups(of parameter: Int, in design: Design, isRun: (Int) -> Bool) -> [Group] {
    let points = design.points.indices.filter { design.points[$0].values[parameter] != nil && isRun($0) }
    let values = points.compactMap { index in design.points[index].values[parameter].map { (index, $0) } }
    let sorted = values.sorted { ($0.1.share, $0.0) < ($1.1.share, $1.0) }
    var same: [Group] = []
    for (index, value) in sorted {
      if let last = same.last, last.position == value.position, last.label == value.text {
        same[same.count - 1].points.append(index)
      } else {
        same.append(Group(label: value.text, position: value.position, points: [index]))
      }
    }
    if design.kind == .grid || design.kind == .oneAtATime || same.count <= mostSlices { return same }
    let slices = Swift.min(mostSlices, Swift.max(2, sorted.count / 6))
    return (0..<slices).compactMap { slice in
      let part = sorted[(sorted.count * slice / slices)..<(sorted.count * (slice + 1) / slices)]
      guard let first = part.first, let last = part.last else { return nil }
      let middle = part.reduce(0) { $0 + $1.1.position } / Double(part.count)
      return Group(label: "\(first.1.text) to \(last.1.text)", position: middle, points: part.map(\.0))
    }
  }

  private static let mostSlices = 5

  /// The mean over points of each replication that all of them have.
  private static func replications(_ points: [Int], _ values: [[Double]]) -> [Double] {
    let count = points.map { values[$0].count }.min() ?? 0
    return (0..<count).map { replication in
      points.reduce(0) { $0 + values[$1][replication] } / Double(points.count)
    }
  }

  /// From the last turning point on, so that many small steps are one large one.
  private static func shape<Change: StepChange>(
    _ rows: [[Double]], change: ([Double], [Double]) -> Change?
  ) -> Shape {
    var isRising = false
    var isFalling = false
    var anchor = rows[0]
    for row in rows.dropFirst() {
      // What cannot be told from chance is no change.
      guard let change = change(anchor, row), !change.mayBeChance else { continue }
      if change.mean > 0 { isRising = true }
      if change.mean < 0 { isFalling = true }
      anchor = row
    }
    switch (isRising, isFalling) {
    case (false, false): return .flat
    case (true, false): return .rising
    case (false, true): return .falling
    case (true, true): return .nonMonotonic
    }
  }
}

/// From one step of a curve to another.
private protocol StepChange {
  var mean: Double { get }
  var mayBeChance: Bool { get }
}

/// Of pairs: one pair is no evidence of chance.
extension Sample: StepChange {
  fileprivate var mayBeChance: Bool { interval().map { $0.contains(0) } ?? false }
}

/// Of clouds of points whose other parameters differ.
extension IndependentDifference: StepChange {
  fileprivate var mayBeChance: Bool { interval().contains(0) }
}
