/// Contiguous storage that grows and is used again: a column of a table.
///
/// An `Array` asks at every write whether it is shared; a column has one owner by its type, so it need not. Indices are
/// checked. Elements are plain values: nothing is retained, released or destroyed one by one.
@frozen
public struct Column<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var used: Int

  @inlinable
  public init(minimumCapacity: Int = 16) {
    capacity = Swift.max(1, minimumCapacity)
    base = .allocate(capacity: capacity)
    used = 0
  }

  deinit { base.deallocate() }

  /// Number of elements in use.
  @inlinable public var count: Int { used }
  @inlinable public var isEmpty: Bool { count == 0 }
  @inlinable public var indices: Range<Int> { Range(uncheckedBounds: (0, used)) }

  /// The element at `index`. - Complexity: O(1), checked.
  @inlinable
  public subscript(index: Int) -> Element {
    // Addresses, not values: a field of a wide row is read or written in place, and the row is never copied.
    @inline(__always) unsafeAddress {
      // One compare: a negative index is a large one without its sign.
      precondition(UInt(bitPattern: index) < UInt(bitPattern: used), "A column was read outside its rows.")
      return UnsafePointer(base + index)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: used), "A column was written outside its rows.")
      return base + index
    }
  }

  /// Appends one element. - Complexity: O(1) amortised; no allocation once the column has been as long before.
  @inlinable
  public mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    base[count] = element
    used &+= 1
  }

  /// Puts an element before the one at `index`, or at the end. - Complexity: O(elements behind it).
  @inlinable
  public mutating func insert(_ element: Element, at index: Int) {
    precondition(index >= 0 && index <= used, "An element was put outside its column.")
    if count == capacity { grow(to: capacity * 2) }
    var hole = used
    while hole > index {
      base[hole] = base[hole &- 1]
      hole &-= 1
    }
    base[index] = element
    used += 1
  }

  /// Removes and returns the last element. - Precondition: the column is not empty.
  @inlinable
  public mutating func removeLast() -> Element {
    precondition(count > 0, "Nothing was left to remove.")
    used -= 1
    return base[count]
  }

  /// Forgets the elements and keeps the storage.
  @inlinable
  public mutating func removeAll() { used = 0 }

  /// Makes the column `newCount` long, every element `value`.
  @inlinable
  public mutating func fill(_ value: Element, count newCount: Int) {
    if newCount > capacity { grow(to: newCount) }
    base.update(repeating: value, count: newCount)
    used = newCount
  }

  /// Appends `count` elements alike. - Complexity: O(count) amortised.
  @inlinable
  public mutating func extend(by count: Int, repeating value: Element) {
    if used + count > capacity { grow(to: max(capacity * 2, used + count)) }
    (base + used).update(repeating: value, count: count)
    used += count
  }

  /// Lends the elements as one stretch of memory, for loops over millions of them.
  @inlinable
  public borrowing func withElements<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: used))
  }

  @inlinable
  mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }
}

/// A column has one owner by its type, so it may move to another thread whole.
extension Column: @unchecked Sendable where Element: Sendable {}
