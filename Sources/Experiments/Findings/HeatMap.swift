import Statistics

/// How a figure goes with two parameters of a grid.
public struct HeatMap: Hashable, Sendable {
  public struct Cell: Hashable, Sendable {
    /// Mean over all points with these two values; nil where none was run.
    public let mean: Double?
    /// The points with these two values.
    public let points: [Int]
  }

  /// The parameters along the rows and along the columns.
  public let row: Int
  public let column: Int
  /// One row for each value of the row's parameter.
  public let cells: [[Cell]]

  /// - Parameter values: of each point, nil where it was not run.
  /// - Returns: nil unless the design is a grid.
  /// - Complexity: O(points).
  public init?(row: Int, column: Int, in design: Design, values: [Double?]) {
    guard design.kind == .grid, row != column, let rows = design.parameters[row].levels,
      let columns = design.parameters[column].levels
    else { return nil }
    self.row = row
    self.column = column
    var members = [[[Int]]](repeating: [[Int]](repeating: [], count: columns.count), count: rows.count)
    for (index, point) in design.points.enumerated() {
      guard let high = point.values[row]?.level, let wide = point.values[column]?.level else { continue }
      members[high][wide].append(index)
    }
    cells = members.map { line in
      line.map { points in
        let found = points.compactMap { values[$0] }
        return Cell(mean: found.isEmpty ? nil : Sample(found).mean, points: points)
      }
    }
  }
}
