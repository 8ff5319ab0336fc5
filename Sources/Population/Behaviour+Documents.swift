import Accounting
import Billing
import Pricing
import Sampling

/// What end users open, and what they buy for it.
///
/// Nothing is remembered of an end user: its lists are those of the owner's lists whose draw fell on it, and each can be made
/// again from its ordinal.
extension Behaviour {
  mutating func planList(_ row: Int, ordinal: UInt32, after now: Instant) {
    let index = segment(row)
    let rate = personas[row].habits.listsPerHour
    guard rate > 0 else { return }
    let gap = sample(plans[index].offers.listGaps, row, Purpose.listGap, ordinal) / rate
    plan(instant(of: .documents, index, after: now, busyHours: gap), Wish(.access, subject: ordinal))
  }

  func access(_ row: Int, ordinal: UInt32) -> Command {
    let user = endUser(row, ordinal)
    var list = DocumentList()
    for place in 0..<length(row, ordinal) { list.append(document(row, ordinal, place, user)) }
    return .access(EndUserID(user), list)
  }

  mutating func afterAccess(
    _ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    if wish.detail == 0, !personas[row].hasLeft { planList(row, ordinal: wish.subject + 1, after: now) }
    guard status == .paymentRequired, wish.detail == 0, case .access(let user, _)? = command else { return }
    let index = segment(row)
    let ordinal = wish.subject
    guard stream(row).bernoulli(plans[index].offers.endUserBuys, Purpose.endUserBuys, ordinal) else { return }
    let drawn = Int(sample(plans[index].offers.endUserPacks, row, Purpose.endUserPack, ordinal))
    let pack = pack(drawn, holding: book.refusal.needed, book)
    let at = now.advanced(by: milliseconds(sample(plans[index].offers.endUserBuysAfter_ms, row, Purpose.endUserBuyTime, ordinal)))
    plan(at, Wish(.buyPack, subject: UInt32(user.number), detail: Int64(pack)))
    // The charge needs a moment to settle.
    plan(at.advanced(by: 10 * Duration_ms.minute), Wish(.access, subject: ordinal, detail: 1))
  }

  /// The pack `drawn` if it holds enough, else the smallest that does, else the largest there is.
  func pack(_ drawn: Int, holding needed: Int64, _ book: borrowing Book) -> Int {
    guard let packs = book.terms.packs?.packs, packs.indices.contains(drawn), packs[drawn].credits < needed else { return drawn }
    var best = drawn
    for place in packs.indices {
      let (credits, held) = (packs[place].credits, packs[best].credits)
      if held < needed ? credits > held : credits >= needed && credits < held { best = place }
    }
    return best
  }

  // MARK: Lists

  /// Whose list this is, from 1.
  private func endUser(_ row: Int, _ ordinal: UInt32) -> UInt32 {
    1 + UInt32(stream(row).uniform(Purpose.endUser, ordinal) * Double(personas[row].habits.endUsers))
  }

  private func length(_ row: Int, _ ordinal: UInt32) -> UInt32 {
    let drawn = sample(plans[segment(row)].offers.list, row, Purpose.listLength, ordinal).rounded()
    return UInt32(min(max(drawn, 1), Double(DocumentList.most)))
  }

  /// A new document, or one of the end user's list before, which may itself be from a list before that.
  private func document(_ row: Int, _ ordinal: UInt32, _ place: UInt32, _ user: UInt32) -> DocumentID {
    let again = plans[segment(row)].offers.again
    let stream = stream(row)
    var list = ordinal
    var place = place
    while again > 0, stream.bernoulli(again, Purpose.opensAgain, list &* 16 &+ place),
      let earlier = lastList(row, of: user, before: list)
    {
      place %= length(row, earlier)
      list = earlier
    }
    return DocumentID(list &* UInt32(DocumentList.most) &+ place &+ 1)
  }

  /// The end user's last list among the owner's last few; older ones are forgotten, so that looking stays cheap.
  private func lastList(_ row: Int, of user: UInt32, before ordinal: UInt32) -> UInt32? {
    var list = ordinal
    while list > 0, ordinal - list < 64 {
      list -= 1
      if endUser(row, list) == user { return list }
    }
    return nil
  }
}
