import Testing

@testable import Accounting

@Suite("Digests and columns")
struct StorageTests {
  private func digest(_ words: [Int64]) -> UInt64 {
    var digest = Digest()
    for word in words { digest.fold(word) }
    return digest.value
  }

  @Test("A digest tells order, length, sign and single bits apart")
  func digestsDiffer() {
    let sequences: [[Int64]] = [
      [], [0], [0, 0], [1], [-1], [1, 2], [2, 1], [1, 2, 0], [0, 1, 2], [.max], [.min], [1 << 32, 2], [3],
    ]
    #expect(Set(sequences.map(digest)).count == sequences.count)
    let flipped = Set((0..<64).map { digest([7, 1 << Int64($0), 9]) })
    #expect(flipped.count == 64)
  }

  @Test("The same words give the same digest, and it is the same on every machine")
  func digestsAgree() {
    #expect(digest([1, 2, 3]) == 0x27BA_774E_3585_B765)
    #expect(digest([]) == Digest().value)
  }

  @Test("All orders of six words have digests of their own")
  func digestOrders() {
    var seen: Set<UInt64> = []
    func permute(_ chosen: [Int64], _ rest: [Int64]) {
      if rest.isEmpty { seen.insert(digest(chosen)) }
      for (index, word) in rest.enumerated() {
        var others = rest
        others.remove(at: index)
        permute(chosen + [word], others)
      }
    }
    permute([], [1, 2, 3, 4, 5, 6])
    #expect(seen.count == 720)
  }

  @Test("A column grows past its capacity and keeps what it holds")
  func columnGrows() {
    var column = Column<Int64>(minimumCapacity: 1)
    let startsEmpty = column.isEmpty
    #expect(startsEmpty)
    for number in 0..<1_000 as Range<Int64> { column.append(number * number) }
    let count = column.count
    #expect(count == 1_000)
    for index in column.indices {
      let element = column[index]
      #expect(element == Int64(index * index))
    }
    column[999] += 1
    let last = column.removeLast()
    #expect(last == 998_002)
    let left = column.count
    #expect(left == 999)
  }

  @Test("A column that is emptied or filled starts anew")
  func columnIsUsedAgain() {
    var column = Column<Int64>(minimumCapacity: 2)
    column.append(5)
    column.removeAll()
    let isEmpty = column.isEmpty
    #expect(isEmpty)
    column.fill(7, count: 50)
    let sum = column.indices.reduce(0 as Int64) { $0 + column[$1] }
    #expect(sum == 350)
    column.fill(1, count: 3)
    let shorter = column.indices.reduce(0 as Int64) { $0 + column[$1] }
    #expect(shorter == 3)
    column.append(9)
    let last = column[3]
    #expect(last == 9)
  }
}
