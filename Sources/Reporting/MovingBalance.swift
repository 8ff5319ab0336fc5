import Accounting

/// Balances of owners, beside their credits, of which the report tells how they came to be what they are.
/// Raw values are the keys of the JSON.
public enum MovingBalance: String, CaseIterable, Sendable {
  /// Paid for plans and not earned yet.
  case plans
  /// Paid for packs and single reports that are not used yet.
  case packs
  /// Credit waiting for coming invoices.
  case accountCredit

  /// Where the balance stands in the ledger.
  var account: Account {
    switch self {
    case .plans: .deferred
    case .packs: .deferredCredits
    case .accountCredit: .accountCredit
    }
  }

  /// As the head of a column, such as "deferred for plans".
  public var title: String {
    switch self {
    case .plans: "deferred for plans"
    case .packs: "deferred for packs"
    case .accountCredit: "account credit"
    }
  }

  /// As the object of a sentence.
  var what: String {
    switch self {
    case .plans: "what was paid for plans and is not earned yet"
    case .packs: "what was paid for packs and single reports and is not earned yet"
    case .accountCredit: "credit waiting for coming invoices"
    }
  }

  /// What changes it, in the order in which every renderer shows it.
  public var movements: [Movement] {
    switch self {
    case .plans:
      [
        Movement("billed", "Paid by cards for plans.", adds: .planBilled),
        Movement("creditApplied", "Paid for plans out of account credit.", adds: .creditApplied),
        Movement("credited", "Turned into account credit by cheaper plans before it was earned.", takes: .planCredited),
        Movement("earned", "Earned as time passed.", takes: .planEarned),
        Movement("disputed", "Taken back by banks before it was earned.", takes: .planDisputed),
      ]
    case .packs:
      [
        Movement("billed", "Paid by cards for packs of credits and single reports.", adds: .packBilled),
        Movement("earned", "Earned as credits and reports were used.", takes: .packEarned),
        Movement("expired", "Paid for credits and reports that expired unused.", takes: .packExpiry),
        Movement("disputed", "Taken back by banks before it was earned.", takes: .packDisputed),
      ]
    case .accountCredit:
      [
        Movement("credited", "Given for the rest of a plan when a cheaper one began.", adds: .planCredited, .planCreditedEarned),
        Movement("overpaid", "Payments for invoices that were paid or void already.", adds: .overpayment),
        Movement("applied", "Used for invoices.", takes: .creditApplied),
        Movement("expired", "Ran out unused.", takes: .accountCreditExpiry),
        Movement("disputed", "Overpayments taken back by banks.", takes: .creditDisputed),
      ]
    }
  }
}

/// One kind of change of a balance.
public struct Movement: Hashable, Sendable {
  /// The key of the JSON, such as "creditApplied".
  public let key: String
  public let meaning: String
  /// Whether it makes the balance larger.
  let adds: Bool
  let codes: [TransferCode]

  init(_ key: String, _ meaning: String, adds codes: TransferCode...) {
    self.init(key: key, meaning: meaning, adds: true, codes: codes)
  }

  init(_ key: String, _ meaning: String, takes codes: TransferCode...) {
    self.init(key: key, meaning: meaning, adds: false, codes: codes)
  }

  private init(key: String, meaning: String, adds: Bool, codes: [TransferCode]) {
    self.key = key
    self.meaning = meaning
    self.adds = adds
    self.codes = codes
  }

  /// In words: "creditApplied" is "credit applied".
  public var title: String {
    key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
