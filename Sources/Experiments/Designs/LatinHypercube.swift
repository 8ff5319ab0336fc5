import Sampling

/// Random points that are spread evenly along every single axis (McKay, Beckman and Conover, 1979).
public enum LatinHypercube {
  /// `count` points of the unit cube, of which exactly one lies in each of `count` equal slices along every axis.
  ///
  /// - Complexity: O(count x dimensions).
  public static func points(_ count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
    if count < 1 { return [] }
    var points = [[Double]](repeating: [], count: count)
    for dimension in 0..<dimensions {
      let stream = Stream(seed: seed, owner: UInt32(dimension))
      let slices = Shuffle.order(count, stream, Purpose.latinSlice)
      for row in 0..<count {
        let within = stream.uniform(Purpose.latinPlace, UInt32(row))
        points[row].append((Double(slices[row]) + within) / Double(count))
      }
    }
    return points
  }
}

/// What the draws of designs and of resampling are for; beside those of populations and swarms. Never renumber.
enum Purpose {
  static let latinSlice: UInt8 = 210
  static let latinPlace: UInt8 = 211
  static let morrisStart: UInt8 = 212
  static let morrisOrder: UInt8 = 213
  static let resampling: UInt8 = 220
}

enum Shuffle {
  /// The numbers 0..<count in an order in which every arrangement is equally likely (Fisher and Yates).
  ///
  /// - Parameter first: the occurrence of the first of `count` draws.
  static func order(_ count: Int, _ stream: Stream, _ purpose: UInt8, first: Int = 0) -> [Int] {
    var order = Array(0..<count)
    if count < 2 { return order }
    for index in (1..<count).reversed() {
      order.swapAt(index, pick(index + 1, stream, purpose, first + index))
    }
    return order
  }

  /// One of 0..<count.
  static func pick(_ count: Int, _ stream: Stream, _ purpose: UInt8, _ occurrence: Int) -> Int {
    min(count - 1, Int(stream.uniform(purpose, UInt32(truncatingIfNeeded: occurrence)) * Double(count)))
  }
}
