import Accounting

/// A place of the set: a wallet's row and a document's number, or a row below zero where nothing is.
struct DocumentSlot: BitwiseCopyable {
  var wallet: Int32 = -1
  var document: UInt32 = 0
}

/// The documents that wallets own, as the auditor saw them bought: a set of pairs of numbers, by open addressing.
///
/// It allocates when it grows and never else, so a shard as large as one before costs nothing.
struct DocumentSet: ~Copyable {
  private var slots: Column<DocumentSlot>
  private var count = 0

  init() {
    slots = Column()
    slots.fill(DocumentSlot(), count: 64)
  }

  mutating func removeAll() {
    if count == 0 { return }
    count = 0
    slots.fill(DocumentSlot(), count: slots.count)
  }

  func contains(_ document: DocumentID, of wallet: Int32) -> Bool { slots[place(of: document, wallet)].wallet >= 0 }

  /// Returns whether it was not there yet. - Complexity: O(1) amortised.
  mutating func insert(_ document: DocumentID, of wallet: Int32) -> Bool {
    let place = place(of: document, wallet)
    if slots[place].wallet >= 0 { return false }
    slots[place] = DocumentSlot(wallet: wallet, document: document.number)
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  /// Where the pair is, or the free slot where it belongs; there always is one.
  private func place(of document: DocumentID, _ wallet: Int32) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: mixed(document.number, wallet)) & mask
    while slots[place].wallet >= 0, slots[place].wallet != wallet || slots[place].document != document.number {
      place = (place + 1) & mask
    }
    return place
  }

  private func mixed(_ document: UInt32, _ wallet: Int32) -> UInt64 {
    let word = (UInt64(document) << 32 | UInt64(UInt32(bitPattern: wallet))) &* 0x9E37_79B9_7F4A_7C15
    return word ^ word >> 29
  }

  private mutating func grow() {
    var old = Column<DocumentSlot>(minimumCapacity: slots.count)
    for index in slots.indices { old.append(slots[index]) }
    slots.fill(DocumentSlot(), count: old.count * 2)
    for index in old.indices where old[index].wallet >= 0 {
      slots[place(of: DocumentID(old[index].document), old[index].wallet)] = old[index]
    }
  }
}
