import Accounting
import Pricing

/// `auto_reload: {trigger: below, amount: fixed, back_off: [1 hour, 3 hours, 7 hours]}` of a catalog.
enum ReloadKeys {
  static let trigger = Field(
    "trigger", Codec<ReloadRule.Trigger>.option(), standard: "below",
    "Whether a balance equal to the threshold calls for a reload.")
  static let amount = Field(
    "amount", Codec<ReloadRule.Amount>.option(), standard: "fixed",
    "What is charged: the owner's amount, as many times it as close the gap, or what restores the balance to it.")
  static let backOff = Field(
    "back_off", Codec<[Int64]>.list(of: .positiveDuration, atMost: 16), standard: "[1 hour, 3 hours, 7 hours]",
    "Waiting times after the first, second, ... declined charge; one more decline pauses reloads.")
  static let coolDown = Field("cool_down", .duration, standard: "none", "Least time between two reloads.")
  static let monthlyCap = Field(
    "monthly_cap", .positiveMoney, standard: "no cap", "Most that reloads may charge an owner in a calendar month.")
  static let attemptsPerCard = Field(
    "attempts_per_card", .integer(1...Int64(ReloadRule.mostAttemptsPerCard)), standard: "15",
    "Most attempts on one card within the attempt window.")
  static let attemptWindow = Field(
    "attempt_window", .positiveDuration, standard: "30 days", "The window in which attempts on one card are counted.")

  static let table = Table(
    name: "auto_reload_rule", about: "When an automatic reload fires and what it does when the card says no.",
    keys: [
      trigger.key, amount.key, backOff.key, coolDown.key, monthlyCap.key, attemptsPerCard.key, attemptWindow.key,
    ])

  static let codec = Codec<ReloadRule>.record(table) { record in
    let standard = ReloadRule()
    return ReloadRule(
      trigger: record[trigger] ?? standard.trigger, amount: record[amount] ?? standard.amount,
      backOff_ms: record[backOff] ?? standard.backOff_ms, coolDown_ms: record[coolDown] ?? standard.coolDown_ms,
      monthlyCap: record[monthlyCap], attemptsPerCard: record[attemptsPerCard].map(Int.init) ?? standard.attemptsPerCard,
      attemptWindow_ms: record[attemptWindow] ?? standard.attemptWindow_ms)
  }
}
