/// Credits set aside for a job. `authorised = captured + released + open`; it pins parts of lots and gives back exactly those.
@frozen
public struct Hold: BitwiseCopyable, Sendable {
  public var authorised: Int64
  public var captured: Int64
  public var released: Int64
  /// Rows of the first and the last pinned part, in the order of taking; -1 when none is left.
  public var firstPart: Int32
  public var lastPart: Int32

  @inlinable
  public init(authorised: Int64) {
    self.authorised = authorised
    captured = 0
    released = 0
    firstPart = -1
    lastPart = -1
  }

  /// What the hold still pins.
  @inlinable public var open: Int64 { authorised - captured - released }
}

/// What one hold pins of one lot. Capture eats the parts from the first on, release from the last on.
@frozen
public struct HoldPart: BitwiseCopyable, Sendable {
  public var amount: Int64
  /// Row of the lot.
  public var lot: Int32
  public var previous: Int32
  public var next: Int32

  @inlinable
  public init(amount: Int64, lot: Int32, previous: Int32) {
    self.amount = amount
    self.lot = lot
    self.previous = previous
    next = -1
  }
}
