import Accounting

/// What the platform takes of a job's price, and how the fraction of a minor unit is decided.
public struct FeeRule: Hashable, Sendable {
  /// Whether the fee comes on top of the price or out of it.
  public enum Placement: UInt8, CaseIterable, Sendable {
    /// The owner pays the worker's payout plus the fee. Source: rule IH-2.
    case onTop
    /// The fee is a part of the price that the owner set. Source: rule FH-3.
    case inside
  }
  /// On what the fraction is rounded. Source: rule IH-D1.
  public enum Scope: UInt8, CaseIterable, Sendable {
    /// Once for one slot, so that n slots cost exactly n times one.
    case perSlot
    /// Once on the job's total, then spread over the slots.
    case onTotal
  }

  /// How a price is divided between worker and platform. Source: rule FH-D2.
  public enum Split: UInt8, CaseIterable, Sendable {
    /// The fee is rounded as named; the worker gets the rest.
    case rounded
    /// Both shares are floored, and the missing unit goes to the first of them, the worker's. Only inside the price.
    case allotment
  }

  public var placement: Placement
  public var share: Share
  public var rounding: Rounding
  public var scope: Scope
  public var split: Split

  public init(
    placement: Placement, share: Share, rounding: Rounding = .halfUp, scope: Scope = .perSlot, split: Split = .rounded
  ) {
    self.placement = placement
    self.share = share
    self.rounding = rounding
    self.scope = scope
    self.split = split
  }

  /// The terms of a job of `slots` slots at `price` minor units each, frozen when its hold is made.
  public func terms(slots: Int64, price: Int64) -> SlotTerms {
    let fee =
      switch scope {
      case .perSlot: fee(on: price) * slots
      case .onTotal: fee(on: price * slots)
      }
    switch placement {
    case .onTop: return SlotTerms(slots: slots, payoutTotal: price * slots, feeTotal: fee)
    case .inside: return SlotTerms(slots: slots, payoutTotal: price * slots - fee, feeTotal: fee)
    }
  }

  /// The platform's part of one amount.
  private func fee(on amount: Int64) -> Int64 {
    switch split {
    case .rounded: share.of(amount, rounding: rounding)
    // Of two floored shares at most one unit is missing, and the worker's share is the first: `allotment(of:by:)` for two.
    case .allotment: share.of(amount, rounding: .down)
    }
  }
}

/// What the slots of one job cost, frozen with its hold, so that a later price change leaves open jobs alone.
///
/// The first m slots cost `floor(total * m / slots)`; with a fee per slot that is exactly m times one slot, with a fee on
/// the total the missing units fall evenly, and all slots together always cost the whole.
@frozen
public struct SlotTerms: Hashable, BitwiseCopyable, Sendable {
  public var slots: Int64
  /// What the workers of all slots get together, in minor units.
  public var payoutTotal: Int64
  /// What the platform gets for all slots together, in minor units.
  public var feeTotal: Int64

  @inlinable
  public init(slots: Int64, payoutTotal: Int64, feeTotal: Int64) {
    self.slots = slots
    self.payoutTotal = payoutTotal
    self.feeTotal = feeTotal
  }

  /// What the hold authorises. Source: rule IH-3.
  @inlinable public var escrow: Int64 { payoutTotal + feeTotal }

  /// The workers' part of slots `from` up to, without, `to`.
  @inlinable
  public func payout(from: Int64, to: Int64) -> Int64 { part(of: payoutTotal, to) - part(of: payoutTotal, from) }

  /// The platform's part of slots `from` up to, without, `to`.
  @inlinable
  public func fee(from: Int64, to: Int64) -> Int64 { part(of: feeTotal, to) - part(of: feeTotal, from) }

  /// The escrow of slots `from` up to, without, `to`.
  @inlinable
  public func escrow(from: Int64, to: Int64) -> Int64 { payout(from: from, to: to) + fee(from: from, to: to) }

  @inlinable
  func part(of total: Int64, _ count: Int64) -> Int64 {
    if count == slots { return total }
    // Nothing here is below zero, so a division that cuts off is a floor; and hardly any product outgrows a word.
    let (product, overflow) = total.multipliedReportingOverflow(by: count)
    return overflow ? proportion(of: total, count, over: slots, rounding: .down) : product / slots
  }
}
