import CSampling

/// Variates of one owner and purpose, drawn some occurrences ahead: what comes is the same as drawn one by one, bit for bit.
///
/// A single exponential variate is a chain of operations that wait for each other; eight at once take a third of the time.
/// Only the exponential law is drawn ahead. Whoever never needs the later ones has drawn at most seven in vain.
@frozen
public struct DrawAhead: BitwiseCopyable, Sendable {
  @usableFromInline var values = InlineArray<8, Double>(repeating: 0)
  /// The occurrences in `values` are those from here on, below the end.
  @usableFromInline var first: UInt32 = 0
  @usableFromInline var count: UInt32 = 0

  @inlinable public init() {}

  /// The variate of an occurrence; always ask with the same law, stream and purpose. - Complexity: O(1), no allocation.
  @inlinable @inline(__always)
  public mutating func sample(_ law: DirectLaw, _ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    if let drawn = drawn(occurrence) { return drawn }
    return draw(law, stream, purpose, occurrence)
  }

  /// The variate of an occurrence that was drawn already; nil for others.
  // Mutating, although it changes nothing: so one value is read where it lies, and not all eight.
  @inlinable @inline(__always)
  public mutating func drawn(_ occurrence: UInt32) -> Double? {
    let index = occurrence &- first
    return index < count ? values[Int(index)] : nil
  }

  @usableFromInline @inline(never)
  mutating func draw(_ law: DirectLaw, _ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    guard law.family == .exponential, occurrence < UInt32.max - 8 else { return law.sample(stream, purpose, occurrence) }
    let place = stream.place(purpose, occurrence)
    withUnsafeMutableBytes(of: &values) { bytes in
      let room = bytes.baseAddress?.assumingMemoryBound(to: Double.self)
      csampling_draw_exponentials(place.seed, place.subject, place.event, law.first, room)
    }
    first = occurrence
    count = 8
    return values[0]
  }
}
