import Accounting
import Billing
import Simulation

/// Lines about plans, packs, documents and interviews. Nil comes with a mistake that was noted.
extension TraceFields {
  mutating func aboutOffer(_ verb: TraceVerb, _ limits: TraceLimits) -> TraceRequest? {
    switch verb {
    case .subscribe:
      let checkout = has("checkout") ? boolean("checkout") : false
      guard let plan = offer(.plan, limits), let checkout else { return nil }
      return TraceRequest(command: .subscribe(PlanID(plan.place), throughCheckout: checkout), reference: plan.reference)
    case .changePlan:
      return offer(.plan, limits).map { TraceRequest(command: .changePlan(PlanID($0.place)), reference: $0.reference) }
    case .chat:
      return integer("messages", Self.counts).map { TraceRequest(command: .chat(messages: $0)) }
    case .buyPack:
      let endUser = has("end_user") ? endUser(limits) : .number(EndUserID.owner.number)
      guard let pack = offer(.pack, limits), let endUser else { return nil }
      return TraceRequest(command: .buyPack(PackID(pack.place), .owner), reference: pack.reference, endUser: endUser)
    case .access:
      let documents = documents(limits)
      guard let endUser = endUser(limits), let documents else { return nil }
      return TraceRequest(command: .access(.owner, DocumentList()), endUser: endUser, documents: documents)
    case .interview:
      let duration_ms = interviewLength_ms()
      guard let product = offer(.product, limits), let duration_ms else { return nil }
      let id = ProductID(UInt16(product.place))
      return TraceRequest(command: .interview(id, duration_ms: duration_ms), reference: product.reference)
    default:
      return offer(.prices, limits).map { TraceRequest(command: .overridePrices(OverrideID($0.place)), reference: $0.reference) }
    }
  }

  /// Numbers of messages. Below zero is taken too: the book itself refuses them.
  private static let counts: ClosedRange<Int64> = -1_000_000_000...1_000_000_000

  /// The longest interview of a trace, in milliseconds: a thousand hours.
  private static let longest_ms = 1_000 * Duration_ms.hour

  /// What the catalog offers by a name, or by its place in the list.
  private mutating func offer(_ kind: OfferKind, _ limits: TraceLimits) -> (place: UInt8, reference: TraceRequest.Reference)? {
    let key = kind.key
    guard let field = field(key) else { return nil }
    switch field.value {
    case .number:
      return integer(key, 0...Int64(OfferKind.noPlace), unit: "its place in the catalog's list").map { (UInt8($0), .none) }
    case .text:
      return text(key, limits.nameBytes).map {
        (UInt8(OfferKind.noPlace), .offer(kind, $0, offset: field.valueOffset))
      }
    default:
      complain(.wrongShape, about: key, found: field.value.described, allowed: "its name, or its place in the catalog's list")
      return nil
    }
  }

  private mutating func endUser(_ limits: TraceLimits) -> Named? {
    named("end_user", limits.nameBytes, from: 0, what: "the end user's name, or number among the owner's; 0 is the owner")
  }

  /// One to twelve documents, by name or number.
  private mutating func documents(_ limits: TraceLimits) -> [Named]? {
    guard let field = field("documents") else { return nil }
    let allowed = "a list of 1 to \(DocumentList.most) documents, by name or number"
    guard case .list(let elements) = field.value else {
      complain(.wrongShape, about: "documents", found: field.value.described, allowed: allowed)
      return nil
    }
    guard (1...DocumentList.most).contains(elements.count) else {
      let found = elements.isEmpty ? "an empty list" : "a list of \(elements.count)"
      complain(.outOfRange, about: "documents", found: found, allowed: allowed)
      return nil
    }
    var documents: [Named] = []
    for element in elements {
      switch element.value {
      case .text(let name) where isPrintable(name) && (1...limits.nameBytes).contains(name.utf8.count):
        documents.append(.name(name))
      case .number(let digits):
        guard let number = UInt32(digits) else { fallthrough }
        documents.append(.number(number))
      default:
        complain(
          .wrongShape, about: "documents", at: element.offset, found: element.value.described,
          allowed: "a name of 1 to \(limits.nameBytes) printable bytes, or a whole number up to \(UInt32.max)")
      }
    }
    return documents.count == elements.count ? documents : nil
  }

  /// `minutes`, with up to three decimals, or `duration_ms`: exactly one of them.
  private mutating func interviewLength_ms() -> Int64? {
    guard has("minutes") != has("duration_ms") else {
      if has("minutes") {
        complain(
          .contradiction, about: "duration_ms", found: "'minutes' and 'duration_ms' stand together", allowed: "one of them")
      } else {
        missing("minutes", for: "interview")
      }
      return nil
    }
    if has("duration_ms") { return integer("duration_ms", -Self.longest_ms...Self.longest_ms, unit: "whole milliseconds") }
    let allowed = "minutes with at most three decimals, up to \(Self.longest_ms / Duration_ms.minute)"
    guard let field = field("minutes") else { return nil }
    guard case .number(let digits) = field.value, let decimal = try? DecimalText(digits[...]),
      let thousandths = decimal.scaled(by: 3)
    else {
      complain(.notANumber, about: "minutes", found: field.value.described, allowed: allowed)
      return nil
    }
    let length_ms = thousandths.multipliedReportingOverflow(by: Duration_ms.minute / 1_000)
    guard !length_ms.overflow, length_ms.partialValue.magnitude <= UInt64(Self.longest_ms) else {
      complain(.outOfRange, about: "minutes", found: shortened(digits), allowed: allowed)
      return nil
    }
    return length_ms.partialValue
  }
}
