import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("FH: work bought by the file, the platform's share inside the price")
struct FileRuleTests {
  @Test("FH-1 the balance is available plus held, in cents: 45000 + 5000 = 50000")
  func balance() {
    // 41,667 with a bonus of 20 % is 50,000.4, floored.
    let ledger = Ledger.funded(41_667, .inside)
    ledger.expect(available: 50_000, held: 0)
    #expect(ledger.open(1, slots: 100, price: 50) == .ok)
    ledger.expect(available: 45_000, held: 5_000)
    #expect(ledger.total == 50_000)
  }

  @Test("FH-2 creating a job holds files times price, whatever the split: 100 files at 50 hold 5000")
  func jobHoldsFilesTimesPrice() {
    for split in FeeRule.Split.allCases {
      for (files, price) in [(100, 50), (1, 3), (7, 333), (999, 1)] as [(Int64, Int64)] {
        let ledger = Ledger.funded(50_000, Terms.inside.with { $0.fee.split = split })
        let before = ledger.available
        #expect(ledger.open(1, slots: files, price: price) == .ok)
        ledger.expect(available: before - files * price, held: files * price)
      }
    }
    let short = Ledger.funded(1_000, .inside)
    short.expectRefused(.openJob(JobID(1), slots: 100, price: 50, deadline: .never), .insufficientFunds)
  }

  @Test("FH-3 approving a file captures its price: 50 is 40 for the worker and 10 for the platform")
  func approvalCapturesThePrice() {
    let ledger = Ledger.funded(5_000, .inside)
    ledger.open(1, slots: 100, price: 50)
    #expect(ledger.pay(1, slots: 1) == .ok)
    ledger.expect(available: 500, held: 4_950)
    #expect(ledger[.workerPayable] == 40)
    #expect(ledger[.feeRevenue] == 10)
  }

  @Test("FH-3 a rejected file costs nothing, and no file costs anything besides its price")
  func rejectedFilesCostNothing() {
    let ledger = Ledger.funded(5_000, .inside)
    ledger.open(1, slots: 10, price: 50)
    ledger.reject(1, slots: 4)
    ledger.expect(available: 5_200, held: 300)
    ledger.pay(1, slots: 6)
    ledger.expect(available: 5_200, held: 0)
    #expect(ledger[.workerPayable] + ledger[.feeRevenue] == 300)
    #expect(ledger[.usageRevenue] == 0)
  }

  @Test("FH-4 cancelling or closing a job returns what is left of its hold: 1350", arguments: ["close", "cancel", "timeout"])
  func unusedEscrowComesBack(ending: String) {
    let ledger = Ledger.funded(5_000, .inside)
    var log = TransactionLog()
    ledger.open(1, slots: 37, price: 50, deadline: .start.advanced(by: Duration_ms.day))
    ledger.pay(1, slots: 10)
    switch ending {
    case "close": ledger.close(1)
    case "cancel": ledger.cancel(1)
    default: ledger.wait(Duration_ms.day)
    }
    #expect(ledger.sum(.release) == 1_350)
    ledger.expect(available: 5_000, held: 0)
    if let last = ledger.lines.last { log.record(last.command, in: ledger.book, at: last.at) }
    #expect(log.transactions.map(\.kind) == [.refund])
    #expect(log.transactions.map(\.amount) == [1_350])
    #expect(log.transactions.map(\.job) == [JobID(1)])
  }

  @Test(
    "FH-D2 a price of 3 is 1 for the platform and 2 for the worker; by allotment the missing cent is the worker's",
    arguments: [(.rounded, 1, 2), (.allotment, 0, 3)] as [(FeeRule.Split, Int64, Int64)])
  func splitOfThree(split: FeeRule.Split, platform: Int64, worker: Int64) {
    let ledger = Ledger.funded(1_000, Terms.inside.with { $0.fee.split = split })
    ledger.open(1, slots: 1, price: 3)
    ledger.pay(1, slots: 1)
    #expect(ledger[.feeRevenue] == platform)
    #expect(ledger[.workerPayable] == worker)
    ledger.expect(available: 997, held: 0)
  }

  @Test("FH-D2 the two always add up to the price, however files are approved", arguments: FeeRule.Split.allCases)
  func sharesAddUp(split: FeeRule.Split) {
    for price in [1, 2, 3, 7, 49, 333] as [Int64] {
      let ledger = Ledger.funded(10_000, Terms.inside.with { $0.fee.split = split })
      ledger.open(1, slots: 6, price: price)
      for files in [1, 2, 3] as [Int64] { ledger.pay(1, slots: files) }
      #expect(ledger[.feeRevenue] + ledger[.workerPayable] == 6 * price)
      let worker = Share(percent: 80)
      let one = allotment(of: price, by: [worker, Share(percent: 20)])
      if split == .allotment { #expect([ledger[.workerPayable], ledger[.feeRevenue]] == one.map { $0 * 6 }) }
    }
  }

  @Test("FH-D6 holds and releases move value between available and held and leave the total alone")
  func holdsLeaveTheTotal() {
    let ledger = Ledger.funded(50_000, .inside)
    let total = ledger.total
    ledger.open(1, slots: 100, price: 50)
    #expect(ledger.total == total)
    ledger.reject(1, slots: 40)
    #expect(ledger.total == total)
    ledger.cancel(1)
    #expect(ledger.total == total)
    let moved = ledger.lines.flatMap(\.transfers).filter { $0.code == .hold || $0.code == .release }
    #expect(!moved.isEmpty && moved.allSatisfy { $0.debit.isOwners && $0.credit.isOwners })
  }
}
