/// What is said before a run: how large it will be, and how long it will take. A pure function of the figures.
public struct EstimateLine: Hashable, Sendable {
  public var events: Int64
  public var owners: Int64
  public var seconds: Double
  public var threads: Int64

  public init(events: Int64, owners: Int64, seconds: Double, threads: Int64) {
    self.events = events
    self.owners = owners
    self.seconds = seconds
    self.threads = threads
  }

  /// Such as "about 3.3 M events of 10,000 owners, about 2 s on 2 threads".
  public var text: String {
    let size = "about \(ProgressLine.short(events)) events of \(NumberText.counted(owners, "owner"))"
    guard let whole = Int64(exactly: seconds.rounded(.up)) else { return size }
    return "\(size), about \(NumberText.duration(seconds: whole)) on \(NumberText.counted(threads, "thread"))"
  }
}
