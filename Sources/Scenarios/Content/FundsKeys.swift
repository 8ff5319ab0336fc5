import Accounting
import Population
import Sampling

/// `auto_reload:` of a segment: who switches it on, and with which settings.
enum OwnerReloadKeys {
  static let share = Field("share", .probability, standard: "100 %", "Share of the owners who switch it on.")
  static let threshold = Field("threshold", .distribution(.money), "The balance below which a reload is charged.")
  static let amount = Field("amount", .distribution(.money), "What one reload charges.")

  static let table = Table(
    name: "auto_reload", about: "Owners' automatic reloads.", keys: [share.key, threshold.key, amount.key])

  static let codec = Codec<FundingBehaviour.AutoReload>.record(table) { record in
    let share = record[share] ?? 1
    let threshold = record[threshold]
    let amount = record[amount]
    guard let threshold, let amount else { return nil }
    // The core refuses to configure a reload of nothing. Source: rule IH-D5.
    guard amount.cumulative(0) < 1e-12 else {
      record.cursor(of: OwnerReloadKeys.amount).report(
        .outOfRange, "a reload of nothing may be drawn", allowed: "amounts above zero", hint: "set a 'min'")
      return nil
    }
    return FundingBehaviour.AutoReload(share: share, threshold: threshold, amount: amount)
  }
}

/// `declines:` of a segment.
enum DeclineKeys {
  static let soft = Field("soft", .probability, standard: "0 %", "Charges declined for the moment: too little money, try again.")
  static let hard = Field("hard", .probability, standard: "0 %", "Charges declined for good: the card is lost or expired.")
  static let needs3DS = Field("needs_3ds", .probability, standard: "0 %", "Charges that the bank wants the owner to confirm.")

  static let table = Table(
    name: "declines", about: "What the card says, as shares of all charges.", keys: [soft.key, hard.key, needs3DS.key])

  static let codec = Codec<FundingBehaviour.Declines>.record(table) { record in
    let declines = FundingBehaviour.Declines(
      soft: record[soft] ?? 0, hard: record[hard] ?? 0, needs3DS: record[needs3DS] ?? 0)
    guard declines.soft + declines.hard + declines.needs3DS <= 1 + 1e-9 else {
      record.cursor.report(.shareOutOfRange, "the declines add up to more than 100 %", allowed: "at most 100 % together")
      return nil
    }
    return declines
  }
}

/// `funds:` of a segment.
enum FundsKeys {
  static let paymentMethod = Field("payment_method", .probability, standard: "100 %", "Share of the owners who ever attach one.")
  static let firstPurchase = Field(
    "first_purchase", PurchaseAmount.codec, standard: "nothing", "The credits of money that an owner buys on joining.")
  static let autoReload = Field("auto_reload", OwnerReloadKeys.codec, standard: "nobody", "Automatic reloads.")
  static let topUpWhenRefused = Field(
    "top_up_when_refused", .probability, standard: "0 %", "Chance that an owner refused for want of credits buys more.")
  static let topUp = Field(
    "top_up", PurchaseAmount.codec, standard: "as the first purchase", "What such an owner buys, at least what was missing.")
  static let topUpAfter = Field("top_up_after", .distribution(.duration), standard: "10 minutes", "How long it takes to do so.")
  static let declines = Field("declines", DeclineKeys.codec, standard: "none", "What the card says when it is charged.")
  static let replacesCard = Field("replaces_card", .probability, standard: "0 %", "Share of the dead cards that are replaced.")
  static let replacesCardAfter = Field(
    "replaces_card_after", .distribution(.duration), standard: "2 days", "How long that takes.")
  static let detachesPerYear = Field(
    "detaches_per_year", .number(0...1_000), standard: "0", "How often an owner takes the payment method off.")

  static let abandons = Field(
    "abandons", .probability, standard: "0 %", "Share of what is bought in person that is left unpaid at the checkout.")

  static let resends = Field(
    "resends", .probability, standard: "0 %", "Share of the purchases of credits that are sent twice, under one key.")

  static let arrears = Field("arrears", ArrearsKeys.codec, standard: "nobody", "Being billed monthly for a while.")

  static let table = Table(
    name: "funds", about: "How an owner pays.",
    keys: [
      paymentMethod.key, firstPurchase.key, autoReload.key, topUpWhenRefused.key, topUp.key, topUpAfter.key, declines.key,
      replacesCard.key, replacesCardAfter.key, detachesPerYear.key, abandons.key, resends.key,
      arrears.key,
    ])

  static let codec = Codec<FundingBehaviour>.record(table) { record in
    let method = record[paymentMethod] ?? 1
    let first = record[firstPurchase]
    let reload = record[autoReload]
    let chance = record[topUpWhenRefused] ?? 0
    let topUp = record[topUp] ?? first ?? PurchaseAmount(law: .zero, bonusSensitivity: 0)
    let after = record[topUpAfter] ?? (try? Distribution.constant(Double(10 * Duration_ms.minute)))
    let declines = record[declines] ?? FundingBehaviour.Declines()
    let replaces = record[replacesCard] ?? 0
    let replacesAfter = record[replacesCardAfter] ?? (try? Distribution.constant(Double(2 * Duration_ms.day)))
    let detaches = record[detachesPerYear] ?? 0
    let abandons = record[abandons] ?? 0
    let resends = record[resends] ?? 0
    let arrears = record[arrears]
    // A purchase that is written and wrong was reported; one that is missing is none.
    guard first != nil || !record.has(firstPurchase), let after, let replacesAfter else { return nil }
    var funds = FundingBehaviour(
      paymentMethod: method, firstPurchase: first?.law, autoReload: reload, topUpWhenRefused: chance, topUp: topUp.law,
      topUpAfter_ms: after, declines: declines, replacesCard: replaces, replacesCardAfter_ms: replacesAfter,
      detachesPerYear: detaches, abandons: abandons)
    funds.firstPurchaseBonusSensitivity = first?.bonusSensitivity ?? 0
    funds.topUpBonusSensitivity = topUp.bonusSensitivity
    funds.resends = resends
    funds.arrears = arrears
    return funds
  }
}
