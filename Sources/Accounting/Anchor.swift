import Synchronization

/// A field without meaning that keeps the struct that holds it at one address.
///
/// A large struct that only holds plain values is copied whole, some hundred bytes, each time it is lent to a function.
/// An atomic cannot be moved while it is lent, so a struct with this field is lent by its address. Measured in
/// `docs/decisions/0006-anchored-structs.md`.
public struct Anchor: ~Copyable, Sendable {
  private let mark = Atomic<UInt8>(0)

  public init() {}
}
