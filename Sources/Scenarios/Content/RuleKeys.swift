import Accounting
import Pricing

/// `fee: {on_top: 30 %, rounding: half_up, per: slot}`.
enum FeeKeys {
  static let onTop = Field("on_top", .share, standard: "none", "The owner pays the worker's payout plus this share of it.")
  static let inside = Field("inside", .share, standard: "none", "The platform keeps this share of the price that the owner set.")
  static let rounding = Field(
    "rounding", Codec<Rounding>.option(), standard: "half_up", "How a fraction of the smallest unit of money is decided.")
  static let per = Field(
    "per", Codec<FeeRule.Scope>.word([("slot", .perSlot), ("total", .onTotal)]), standard: "slot",
    "Whether the fraction is decided for each slot or once for the whole job.")

  static let split = Field(
    "split", Codec<FeeRule.Split>.option(), standard: "rounded",
    "Whether the platform's share is rounded and the worker gets the rest, or both are floored and the worker gets what is missing."
  )

  static let table = Table(
    name: "fee", about: "What the platform takes of a job's price.",
    keys: [onTop.key, inside.key, rounding.key, per.key, split.key], oneOf: [onTop.key.name, inside.key.name])

  static let codec = Codec<FeeRule>.record(table) { record in
    let rounding = record[rounding] ?? .halfUp
    let scope = record[per] ?? .perSlot
    let top = record[onTop]
    let within = record[inside]
    let split = record[split] ?? .rounded
    guard split == .rounded || !record.has(onTop) else {
      record.cursor(of: FeeKeys.split).report(
        .contradiction, "a price that is divided by allotment, and a fee on top of it", allowed: "allotment with 'inside' only")
      return nil
    }
    if let top { return FeeRule(placement: .onTop, share: top, rounding: rounding, scope: scope) }
    return within.map { FeeRule(placement: .inside, share: $0, rounding: rounding, scope: scope, split: split) }
  }
}

/// `purchase: {minimum: 10 USD, maximum: 1000 USD}`.
enum PurchaseKeys {
  static let minimum = Field("minimum", .positiveMoney, standard: "the smallest unit", "The smallest amount of one purchase.")
  static let maximum = Field(
    "maximum", .positiveMoney, standard: "the largest amount there is", "The largest amount of one purchase.")

  static let checkoutExpires = Field(
    "checkout_expires", .positiveDuration, standard: "never", "How long after its beginning an unpaid purchase lapses.")

  static let table = Table(
    name: "purchase", about: "How much one purchase may be.", keys: [minimum.key, maximum.key, checkoutExpires.key])

  static let codec = Codec<PurchaseLimits>.record(table) { record in
    let standard = PurchaseLimits()
    let limits = PurchaseLimits(
      minimum: record[minimum] ?? standard.minimum, maximum: record[maximum] ?? standard.maximum,
      checkoutExpires_ms: record[checkoutExpires])
    guard limits.minimum <= limits.maximum else {
      record.cursor(of: minimum).report(
        .contradiction, "the minimum is above the maximum", allowed: "a minimum of at most the maximum")
      return nil
    }
    return limits
  }
}

/// `bonus: [{from: 25 USD, share: 5 %}]`.
enum BonusKeys {
  static let from = Field("from", .positiveMoney, "The smallest purchase that earns this rate.")
  static let share = Field("share", .share, "The bonus as a share of the purchase.")

  static let table = Table(name: "bonus_step", about: "One step of the bonus ladder.", keys: [from.key, share.key])

  static let step = Codec<BonusLadder.Step>.record(table) { record in
    let from = record[from]
    let share = record[share]
    guard let from, let share else { return nil }
    return BonusLadder.Step(from: from, share: share)
  }

  static let codec = Codec<[BonusLadder.Step]>.list(of: step, atMost: 100)
    .checked { steps, cursor in
      let isRepeated = Set(steps.map(\.from)).count < steps.count
      if isRepeated { cursor.report(.duplicateName, "two steps begin at the same amount", allowed: "each amount once") }
      return !isRepeated
    }
    .map { BonusLadder(steps: $0) }
}

/// `expiry: never`, `expiry: 12 months`, or `{paid: 12 months, bonus: 6 months}`.
enum ExpiryKeys {
  static let paid = Field("paid", Codec<CalendarTerm>.term, "How long purchased credits live.")
  static let bonus = Field("bonus", Codec<CalendarTerm>.term, standard: "as the purchase", "How long bonus credits live.")

  static let held = Field(
    "held", HeldKeys.codec, standard: "pin", "What becomes of credits that are held when their expiry comes.")

  static let table = Table(name: "expiry", about: "How long credits live.", keys: [paid.key, bonus.key, held.key])

  static let codec = Codec<ExpiryRule>(schema: .anyOf([Codec<CalendarTerm>.term.schema, .reference(table.name)])) { cursor in
    guard cursor.tree.entries != nil else { return Codec<CalendarTerm>.term.read(cursor).map { ExpiryRule(paid: $0) } }
    guard let record = Record(cursor, table) else { return nil }
    let paid = record[paid]
    let bonus = record[bonus]
    let held = record[held] ?? .pin
    return paid.map { ExpiryRule(paid: $0, bonus: bonus, held: held) }
  }
}

/// `held: pin`, `held: shrink`, or `held: {grace: 7 days}`.
enum HeldKeys {
  static let grace = Field("grace", Codec<CalendarTerm>.term, "By how much the expiry of what is held is put off, once.")
  static let table = Table(
    name: "held_expiry", about: "What is held when its expiry comes is given more time.", keys: [grace.key])

  private static let words = Codec<ExpiryRule.Held>.word([("pin", .pin), ("shrink", .shrink)])

  static let codec = Codec<ExpiryRule.Held>(schema: .anyOf([words.schema, .reference(table.name)])) { cursor in
    guard cursor.tree.entries != nil else { return words.read(cursor) }
    guard let record = Record(cursor, table) else { return nil }
    return record[grace].map { .grace($0) }
  }
}

/// `free_tier: {amount: 5 USD, expires: 3 months}`.
enum FreeTierKeys {
  static let amount = Field("amount", .positiveMoney, "What every owner is given once, at sign-up.")
  static let expires = Field("expires", Codec<CalendarTerm>.term, standard: "never", "How long it lives.")
  static let table = Table(
    name: "free_tier", about: "Credits that are given at sign-up.", keys: [amount.key, expires.key])

  static let codec = Codec<FreeTierRule>.record(table) { record in
    let term = record[expires] ?? .never
    return record[amount].map { FreeTierRule(amount: $0, term: term) }
  }
}

/// `jobs: {rejected_slot: release, timeout: 30 days}` of a catalog.
enum JobRuleKeys {
  static let rejectedSlot = Field(
    "rejected_slot", Codec<JobRule.RejectedSlot>.option(), standard: "release",
    "Whether a rejected slot's escrow goes back at once, or the slot is open again.")
  static let timeout = Field(
    "timeout", .positiveDuration, standard: "30 days", "When a job without a deadline of its own ends.")
  static let mostSlots = Field(
    "most_slots", .integer(1...Limits.mostSlots), standard: "100000", "Most slots of one job.")

  static let table = Table(
    name: "job_rule", about: "How escrowed jobs end.", keys: [rejectedSlot.key, timeout.key, mostSlots.key])

  static let codec = Codec<JobRule>.record(table) { record in
    let standard = JobRule()
    return JobRule(
      rejectedSlot: record[rejectedSlot] ?? standard.rejectedSlot, timeout_ms: record[timeout] ?? standard.timeout_ms,
      mostSlots: record[mostSlots] ?? standard.mostSlots)
  }
}

/// `processor_fee: {share: 2.9 %, fixed: 0.30 USD}`.
enum ProcessorFeeKeys {
  static let share = Field("share", .share, standard: "0 %", "Share of each charge that the card processor keeps.")
  static let fixed = Field("fixed", .money, standard: "none", "What it keeps of each charge besides.")

  static let table = Table(
    name: "processor_fee", about: "What the card processor keeps of a settled charge.", keys: [share.key, fixed.key])

  static let codec = Codec<ProcessorFeeRule>.record(table) { record in
    ProcessorFeeRule(share: record[share] ?? .none, fixed: record[fixed] ?? 0)
  }
}
