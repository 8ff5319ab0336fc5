import Accounting
import Billing

/// The times of a table: "0", "1d 2h", "30m", "2026-02-28", "2026-02-28T10:00".
enum TimeText {
  private static let units: [String: Int64] = [
    "d": Duration_ms.day, "h": Duration_ms.hour, "m": Duration_ms.minute, "s": Duration_ms.second, "ms": 1,
  ]

  static func instant(_ text: String, start: Instant) -> Instant? {
    if text == "never" { return .never }
    if text == "0" { return start }
    if text.contains("-"), !text.hasPrefix("-") { return date(text) }
    var sum: Int64 = 0
    for word in text.split(separator: " ") {
      let isEarlier = word.hasPrefix("-")
      let digits = (isEarlier ? word.dropFirst() : word).prefix { $0.isNumber }
      let unit = String((isEarlier ? word.dropFirst() : word).drop { $0.isNumber })
      guard let number = Int64(digits), let length = units[unit] else { return nil }
      sum += isEarlier ? -number * length : number * length
    }
    return start.advanced(by: sum)
  }

  private static func date(_ text: String) -> Instant? {
    let numbers = text.split { "-T:".contains($0) }.compactMap { Int64($0) }
    guard numbers.count >= 3 else { return nil }
    return .utc(
      Int(numbers[0]), Int(numbers[1]), Int(numbers[2]), hour: numbers.count > 3 ? numbers[3] : 0,
      minute: numbers.count > 4 ? numbers[4] : 0)
  }
}

/// The commands of a table, as one would say them:
///
/// `attach [works|declines|asks for 3ds]`, `detach`, `reload below 100 add 500`, `reload off`, `buy 500 [key k]`,
/// `top up 500` (bought and settled), `settle 1 succeeded|soft|hard|3ds`, `grant 500 [until 30d] [priority 2]`,
/// `open 1: 10 at 300 [until 3d]`, `pay 1: 7`, `reject 1: 2`, `close 1`, `cancel 1`, `use 100`,
/// `elapse job 1|lot 1|checkout 1|reload|cutoff|invoice`, `refund 1 500`, `dispute 1`, `arrears [off]`, `write off`, `wait`.
enum CommandText {
  /// One command; some depend on what came before them.
  enum Step {
    case plain(Command)
    case settleLatest

    func command(after account: Owner) -> Command {
      switch self {
      case .plain(let command): command
      case .settleLatest: .settle(PaymentID(account.lastPaymentNumber), .succeeded)
      }
    }
  }

  static func parse(_ text: String, start: Instant) -> [Step]? {
    let words = text.split { $0 == " " || $0 == ":" }.map(String.init)
    guard let verb = words.first else { return nil }
    if verb == "wait" { return [] }
    if verb == "top", let amount = words.last.flatMap(Int64.init) {
      return [.plain(.purchase(amount: amount, key: .none)), .settleLatest]
    }
    return command(verb, words, start).map { [.plain($0)] }
  }

  private static func command(_ verb: String, _ words: [String], _ start: Instant) -> Command? {
    let first = number(words, 1)
    switch verb {
    case "attach":
      return .attachMethod(words.contains("declines") ? .alwaysDeclines : words.contains("3ds") ? .asksFor3DS : .works)
    case "detach": return .detachMethod
    case "reload": return reload(words)
    case "settle": return settle(words)
    case "open": return open(words, start)
    case "elapse": return elapse(words)
    case "buy": return first.map { .purchase(amount: $0, key: after("key", words).map { IdempotencyKey(text: $0) } ?? .none) }
    case "grant": return grant(words, start)
    case "use": return first.map { .use(amount: $0) }
    case "pay": return slots(words).map { .settleSlots($0, slots: $1) }
    case "reject": return slots(words).map { .rejectSlots($0, slots: $1) }
    case "close": return first.map { .closeJob(JobID(UInt32($0))) }
    case "refund": return first.flatMap { payment in number(words, 2).map { .refund(PaymentID(UInt32(payment)), amount: $0) } }
    case "dispute": return first.map { .dispute(PaymentID(UInt32($0))) }
    case "arrears": return words.contains("off") ? .endArrears : .startArrears
    case "write": return .writeOff
    case "cancel": return first.map { .cancelJob(JobID(UInt32($0))) }
    default: return walletCommand(verb, words) ?? planCommand(words)
    }
  }

  private static func reload(_ words: [String]) -> Command? {
    if words.contains("off") { return .configureReload(enabled: false, threshold: 0, amount: 1) }
    guard let threshold = after("below", words).flatMap(Int64.init), let amount = after("add", words).flatMap(Int64.init)
    else { return nil }
    return .configureReload(enabled: true, threshold: threshold, amount: amount)
  }

  private static func settle(_ words: [String]) -> Command? {
    let results: [String: SettlementResult] = [
      "succeeded": .succeeded, "soft": .declinedSoft, "hard": .declinedHard, "3ds": .needs3DS,
    ]
    guard let payment = number(words, 1), words.count == 3, let result = results[words[2]] else { return nil }
    return .settle(PaymentID(UInt32(payment)), result)
  }

  private static func grant(_ words: [String], _ start: Instant) -> Command? {
    guard let amount = number(words, 1), let expiresAt = until(words, start) else { return nil }
    let priority = after("priority", words).flatMap(Int16.init) ?? 0
    let origin: LotOrigin = words.contains("paid") ? .purchase : words.contains("free") ? .freeTier : .grant
    return .grant(amount: amount, origin: origin, expiresAt: expiresAt, priority: priority)
  }

  private static func open(_ words: [String], _ start: Instant) -> Command? {
    guard let job = number(words, 1), let slots = number(words, 2), let price = number(words, 4),
      let deadline = until(words, start)
    else { return nil }
    return .openJob(JobID(UInt32(job)), slots: slots, price: price, deadline: deadline)
  }

  private static func elapse(_ words: [String]) -> Command? {
    if words.last == "reload" { return .elapse(.reload) }
    if words.last == "cutoff" { return .elapse(.cutoff) }
    if words.last == "invoice" { return .elapse(.invoice) }
    guard let number = number(words, 2).map({ UInt32($0) }) else { return nil }
    switch words[1] {
    case "job": return .elapse(.jobDeadline(JobID(number)))
    case "checkout": return .elapse(.checkout(PaymentID(number)))
    case "credits": return .elapse(.creditExpiry(CreditLotID(number)))
    default: return .elapse(.lotExpiry(LotID(number)))
    }
  }

  private static func slots(_ words: [String]) -> (JobID, Int64)? {
    guard let job = number(words, 1), let slots = number(words, 2) else { return nil }
    return (JobID(UInt32(job)), slots)
  }

  static func number(_ words: [String], _ index: Int) -> Int64? { words.count > index ? Int64(words[index]) : nil }

  static func after(_ word: String, _ words: [String]) -> String? {
    guard let index = words.firstIndex(of: word), index + 1 < words.count else { return nil }
    return words[index + 1]
  }

  /// What follows "until", `never` when nothing does.
  private static func until(_ words: [String], _ start: Instant) -> Instant? {
    guard let text = after("until", words) else { return .never }
    return TimeText.instant(text, start: start)
  }
}
