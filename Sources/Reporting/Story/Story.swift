import Accounting

/// One owner's life as a register: what happened, what was answered, what moved, and where it left the owner.
public struct Story: Hashable, Sendable {
  /// A balance, in the smallest unit of its asset: minor units, or thousandths.
  public struct Figure: Hashable, Sendable {
    public var name: String
    public var amount: Int64
    public var asset: Asset
    /// What the ledger says, where it says something else than the rules.
    public var ledger: Int64?

    public init(name: String, amount: Int64, asset: Asset = .money, ledger: Int64? = nil) {
      self.name = name
      self.amount = amount
      self.asset = asset
      self.ledger = ledger
    }
  }

  /// Something of the owner's that the step left different, such as the lot `1`.
  public struct Change: Hashable, Sendable {
    /// "lot", "hold", "plan": what it is.
    public var kind: String
    public var text: String

    public init(kind: String, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  public struct Step: Hashable, Sendable {
    /// Its place among the owner's commands, from 1.
    public var number: UInt64
    public var at: Instant
    /// What set it off: "wish", "timer" or "settlement".
    public var event: String
    public var command: String
    public var status: String
    public var postings: [Transfer]
    /// All that apply to this owner so far, as the step left them.
    public var balances: [Figure]
    public var changes: [Change]

    public init(
      number: UInt64, at: Instant, event: String, command: String, status: String, postings: [Transfer], balances: [Figure],
      changes: [Change]
    ) {
      self.number = number
      self.at = at
      self.event = event
      self.command = command
      self.status = status
      self.postings = postings
      self.balances = balances
      self.changes = changes
    }
  }

  /// The equation that the last step broke.
  public struct Broken: Hashable, Sendable {
    public var invariant: String
    /// What must hold, in words.
    public var meaning: String
    public var left: ViolationNote.Side
    public var right: ViolationNote.Side
    public var step: UInt64
    public var at: Instant
    public var digest: UInt64

    public init(
      invariant: String, meaning: String, left: ViolationNote.Side, right: ViolationNote.Side, step: UInt64, at: Instant,
      digest: UInt64
    ) {
      self.invariant = invariant
      self.meaning = meaning
      self.left = left
      self.right = right
      self.step = step
      self.at = at
      self.digest = digest
    }
  }

  /// Whose story, in whole sentences without a full stop, one a line.
  public var title: [String]
  /// Of the owner's catalog.
  public var unit: MoneyUnit
  /// Such as "o17".
  public var owner: String
  /// All steps, or some of them in a row.
  public var steps: [Step]
  /// How many steps came before and after these.
  public var stepsBefore = 0
  public var stepsAfter = 0
  public var broken: Broken?
  /// What to do next, one a line.
  public var hints: [String] = []

  public init(title: [String], unit: MoneyUnit, owner: String, steps: [Step]) {
    self.title = title
    self.unit = unit
    self.owner = owner
    self.steps = steps
  }
}

extension Story {
  /// How many steps are told unless all are asked for.
  public static let usualSteps = 40

  /// Keeps the steps within `window_ms` of `around`, at most `usualSteps`, those nearest to it. - Complexity: O(steps).
  public mutating func cut(around: Instant, window_ms: Int64) {
    let total = steps.count
    let from = around.milliseconds - window_ms
    let to = around.milliseconds + window_ms
    var first = steps.firstIndex { $0.at.milliseconds >= from } ?? total
    var end = steps.lastIndex { $0.at.milliseconds <= to }.map { $0 + 1 } ?? 0
    end = max(first, end)
    if end - first > Story.usualSteps {
      let middle = steps[first..<end].firstIndex { $0.at >= around } ?? end
      first = min(max(first, middle - Story.usualSteps / 2), end - Story.usualSteps)
      end = first + Story.usualSteps
    }
    keep(first..<end)
  }

  /// Keeps the last `usualSteps`.
  public mutating func cutToLast() { keep(max(0, steps.count - Story.usualSteps)..<steps.count) }

  private mutating func keep(_ range: Range<Int>) {
    stepsBefore += range.lowerBound
    stepsAfter += steps.count - range.upperBound
    steps = Array(steps[range])
  }
}

extension MoneyUnit {
  /// An amount with its unit: "1,234.50 USD", "3 credits", "12.5 minutes".
  public func amount(_ amount: Int64, of asset: Asset = .money) -> String {
    if asset == .money { return "\(text(amount)) \(code)" }
    var digits = of(asset).text(amount)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return "\(digits) \(asset)"
  }
}
