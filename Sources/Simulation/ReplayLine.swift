import Accounting
import Billing

/// A step of a replay as one line of JSON. The order of the fields never changes.
///
/// Commands, statuses and origins are spelled with hyphens, as in traces; accounts and codes as in the ledger's chart.
public struct ReplayLine {
  /// Whether the owner's live lots are written, in the order in which they burn.
  public var withLots: Bool

  public init(withLots: Bool = false) {
    self.withLots = withLots
  }

  /// The line of one step, without its line break. Money is in minor units. - Complexity: O(what it shows).
  public func text(of step: Replay.Step, ownerName: String, in book: borrowing Book) -> String {
    let owner = book.owners[step.slot.index]
    var line = "{\"at\":\"\(step.at.rfc3339)\",\"owner\":\(quoted(ownerName))"
    line += ",\"do\":\"\(step.command?.kind.name ?? "advance")\",\"status\":\"\(step.status.name)\""
    line += ",\"available\":\(owner.available),\"held\":\(owner.escrowed),\"debt\":\(owner.debt)"
    line += ",\"total\":\(owner.available + owner.escrowed)"
    line += offerFields(of: step, owner, in: book)
    if withLots { line += ",\"lots\":[" + lots(of: owner, in: book) + "]" }
    // A line that only lets time pass leaves what the step before it moved standing in the book.
    let isCommand = step.command != nil
    line += ",\"transfers\":[" + (isCommand ? transfers(of: book) : "") + "]"
    line += ",\"effects\":[" + (isCommand ? effects(of: book) : "") + "]}"
    return line
  }

  /// One entry of an owner's history. Source: rule FH-10.
  public func text(of transaction: Transaction, ownerName: String) -> String {
    var line = "{\"at\":\"\(transaction.at.rfc3339)\",\"owner\":\(quoted(ownerName)),\"transaction\":\(transaction.id)"
    line += ",\"type\":\"\(transaction.kind.name)\",\"amount\":\(transaction.amount)"
    if let job = transaction.job { line += ",\"job\":\(job.number)" }
    if let payment = transaction.payment { line += ",\"payment\":\(payment.number)" }
    return line + "}"
  }

  /// The last line of a replay: what was done, and the digest that another replay of the same trace must have.
  public func text(of summary: Replay.Summary, owners: Int) -> String {
    "{\"owners\":\(owners),\"commands\":\(summary.commands),\"timers\":\(summary.timers),\"refused\":\(summary.refused)"
      + ",\"digest\":\"\(hexadecimal(summary.digest))\"}"
  }

  private func lots(of owner: Owner, in book: borrowing Book) -> String {
    var texts: [String] = []
    var row = owner.firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      row = lot.next
      if lot.isFinished { continue }
      texts.append(
        "{\"lot\":\(lot.id.number),\"origin\":\"\(lot.origin.traceName)\",\"granted\":\(lot.granted),\"remaining\":\(lot.remaining)"
          + ",\"held\":\(lot.held),\"priority\":\(lot.priority),\"expires\":\"\(lot.expiresAt.rfc3339)\"}")
    }
    return texts.joined(separator: ",")
  }

  private func transfers(of book: borrowing Book) -> String {
    var texts: [String] = []
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      texts.append(
        "{\"debit\":\"\(transfer.debit.name)\",\"credit\":\"\(transfer.credit.name)\",\"amount\":\(transfer.amount)"
          + ",\"code\":\"\(transfer.code.name)\"}")
    }
    return texts.joined(separator: ",")
  }

  private func effects(of book: borrowing Book) -> String {
    var texts: [String] = []
    for index in book.effects.indices { texts.append(text(of: book.effects[index])) }
    return texts.joined(separator: ",")
  }

  private func text(of effect: Effect) -> String {
    switch effect {
    case .wake(let at, .jobDeadline(let job)): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"job-timeout\",\"job\":\(job.number)}"
    case .wake(let at, .lotExpiry(let lot)): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"lot-expiry\",\"lot\":\(lot.number)}"
    case .wake(let at, .reload): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"reload-timer\"}"
    case .wake(let at, .checkout(let payment)):
      "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"checkout-expiry\",\"payment\":\(payment.number)}"
    case .wake(let at, .cutoff): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"cutoff-timer\"}"
    case .wake(let at, .invoice): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"invoice-timer\"}"
    case .wake(let at, .renewal): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"renewal-timer\"}"
    case .wake(let at, .dunning): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"dunning-timer\"}"
    case .wake(let at, .incomplete): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"incomplete-timer\"}"
    case .wake(let at, .recognition): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"recognition-timer\"}"
    case .wake(let at, .accountCredit): "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"account-credit-timer\"}"
    case .wake(let at, .creditExpiry(let lot)):
      "{\"wake\":\"\(at.rfc3339)\",\"timer\":\"credit-expiry\",\"lot\":\(lot.number)}"
    case .charge(let payment, let amount, let kind):
      "{\"charge\":\(payment.number),\"amount\":\(amount),\"kind\":\"\(kind)\"}"
    case .notify(let notice): "{\"notify\":\"\(notice.name)\"}"
    case .meter(let cutoff): "{\"meter\":\(cutoff.number)}"
    }
  }
}

/// `text` as a JSON string: quotes, backslashes and control characters escaped.
public func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// A case in the spelling of traces: `freeTier` becomes `free-tier`.
private func hyphenated<Case>(_ value: Case) -> String {
  var result = ""
  for character in String(describing: value) {
    if character.isUppercase { result += "-" }
    result += character.lowercased()
  }
  return result
}

private let accountNames = Account.allCases.map { String(describing: $0) }
private let codeNames = TransferCode.allCases.map { String(describing: $0) }
private let originNames = LotOrigin.allCases.map { hyphenated($0) }

extension Account {
  /// As written in reports and in `docs/ledger.md`, such as "availablePaid".
  var name: String { accountNames[Int(rawValue)] }
}

extension TransferCode {
  /// As written in reports and in `docs/ledger.md`, such as "captureFee".
  var name: String { codeNames[Int(rawValue)] }
}

extension LotOrigin {
  /// As written in traces, such as "free-tier".
  public var traceName: String { originNames[Int(rawValue)] }
}

extension SettlementResult {
  /// As written in traces.
  public var traceName: String {
    switch self {
    case .succeeded: "succeeded"
    case .declinedSoft: "declined-soft"
    case .declinedHard: "declined-hard"
    case .needs3DS: "needs-3ds"
    }
  }
}

extension Card {
  /// The processor's test number that behaves like this card. Source: rule HI-18.
  public var testNumber: String {
    switch self {
    case .works: "4242424242424242"
    case .alwaysDeclines: "4000000000000002"
    case .asksFor3DS: "4000002500003155"
    }
  }
}
