import Accounting
import Population

/// `sessions: {on: 40 minutes, off: {exponential: {mean: 5 hours}}}` of a segment's use.
enum SessionKeys {
  static let on = Field("on", atLeastAMinute, "How long a session lasts.")
  static let off = Field("off", atLeastAMinute, "How long the pause after it lasts.")

  static let table = Table(
    name: "sessions", about: "Use that comes in sessions; 'per_day' stays the rate over all time.", keys: [on.key, off.key])

  /// Shorter ones would take longer to count than the uses in them.
  private static let atLeastAMinute = Codec.distribution(.duration).checked { law, cursor in
    if law.mean >= Double(Duration_ms.minute) { return true }
    cursor.report(.outOfRange, "a mean below a minute", allowed: "a mean of at least 1 minute")
    return false
  }

  static let codec = Codec<Sessions>.record(table) { record in
    let on = record[on]
    let off = record[off]
    guard let on, let off else { return nil }
    return Sessions(on_ms: on, off_ms: off)
  }
}
