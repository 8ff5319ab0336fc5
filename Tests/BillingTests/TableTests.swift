import Billing
import BillingTestSupport
import Testing

@Suite("Ledgers as tables")
struct TableTests {
  static let all =
    JobTables.all + PaymentTables.all + LotTables.all + CheckoutTables.all + UsageTables.all + WalletTables.all + PlanTables.all

  @Test("The book agrees with every line of", arguments: all)
  func bookAgrees(table: Table) {
    TableRun.check(table)
  }

  @Test("Every status has a line that expects it")
  func everyStatusHasALine() {
    let expected = Self.all.reduce(into: Set<String>()) { $0.formUnion($1.statuses) }
    for status in Status.allCases { #expect(expected.contains(status.name), "no line expects \(status.name)") }
    let names = Set(Status.allCases.map(\.name))
    for name in expected.sorted() { #expect(names.contains(name), "no status is called \(name)") }
  }
}
