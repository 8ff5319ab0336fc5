/// How often something is measured: `runs` runs, each of which repeats the work until some time is over. Work that takes long
/// is run fewer times.
struct Repeats {
  /// A run and what it did.
  struct Run {
    var units: Int64
    var seconds: Double

    var perSecond: Double { seconds > 0 ? Double(units) / seconds : 0 }
    var nanoseconds: Double { units > 0 ? seconds * 1e9 / Double(units) : 0 }
  }

  var runs: Int
  /// A run lasts at least so long; with zero the work is done once.
  var leastSeconds: Double

  /// After so many seconds no further run is begun.
  static let mostSeconds = 15.0

  /// - Parameter work: does the work once and returns how many units it was.
  func measure(_ work: () throws -> Int64) throws -> [Run] {
    var measured: [Run] = []
    var total = 0.0
    while measured.count < runs, total < Repeats.mostSeconds {
      let run = try once(work)
      measured.append(run)
      total += run.seconds
    }
    return measured
  }

  /// One run. - Throws: the signal that asked to stop.
  func once(_ work: () throws -> Int64) throws -> Run {
    let started = ContinuousClock.now
    var run = Run(units: 0, seconds: 0)
    repeat {
      run.units += try work()
      run.seconds = started.duration(to: .now) / .seconds(1)
      if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
    } while run.seconds < leastSeconds
    return run
  }
}

/// Work that no change of the simulator changes: how fast this machine is just now. Never edit it, or compare nothing across.
struct ReferenceWork {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var table = [UInt64](repeating: 1, count: 4_096)

  /// Steps of a generator with a look into a table of 32 KB after each.
  mutating func run(_ steps: Int64) -> UInt64 {
    var sum: UInt64 = 0
    table.withUnsafeMutableBufferPointer { table in
      for _ in 0..<steps {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let place = Int(state >> 52)
        sum &+= table[place]
        table[place] = sum ^ state
      }
    }
    return sum
  }
}
