import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Whatever comes, the books agree")
struct RandomLedgerTests {
  static let catalogs = VariedCatalogs.all

  @Test("15,000 random commands leave both bookkeepings agreeing, under", arguments: catalogs.indices)
  func booksAgree(catalog: Int) {
    var commands = 0
    for seed in 1...15 as ClosedRange<UInt64> {
      let run = RandomRun(Self.catalogs[catalog], seed: UInt64(catalog) << 32 | seed, steps: 1_000)
      commands += run.commands
      if let failure = run.failure {
        Issue.record("\(Self.catalogs[catalog].name): \(failure)")
        return
      }
    }
    #expect(commands == 15_000)
  }

  @Test("The random commands meet every status and every rare situation that can be reached")
  func everythingIsMet() {
    var statuses: Set<Status> = []
    var observations: Observation = []
    for (index, catalog) in Self.catalogs.enumerated() {
      for seed in 1...3 as ClosedRange<UInt64> {
        let run = RandomRun(catalog, seed: UInt64(index) << 32 | seed, steps: 1_000)
        statuses.formUnion(run.statuses)
        observations.formUnion(run.observations)
      }
    }
    for status in Status.allCases { #expect(statuses.contains(status), "\(status.name) never came") }
    for (observation, name) in Observation.named {
      #expect(observations.contains(observation), "\(name) never happened")
    }
  }

  @Test("The same seed gives the same digests, and a book that is opened again remembers nothing")
  func sameSeedSameDigest() {
    let catalog = Self.catalogs[1]
    var book = Book(catalog: catalog)
    var digests: [[UInt64]] = []
    for _ in 1...2 {
      book.open(owners: 2)
      var generator = Generator(seed: 7)
      for step in 1...5_000 as ClosedRange<Int64> {
        let owner = OwnerSlot(Int(generator.number(0...1)))
        let now = Instant.start.advanced(by: step * Duration_ms.hour)
        let command: Command =
          switch generator.number(1...5) {
          case 1: .attachMethod(.works)
          case 2: .purchase(amount: generator.number(1_000...9_000), key: .none)
          case 3: .settle(PaymentID(UInt32(generator.number(1...Int64(step)))), .succeeded)
          case 4: .use(amount: generator.number(1...5_000))
          default: .openJob(JobID(UInt32(step)), slots: 3, price: generator.number(1...300), deadline: .never)
          }
        _ = book.apply(command, by: owner, at: now)
      }
      digests.append([book.owners[0].digest.value, book.owners[1].digest.value])
    }
    #expect(digests[0] == digests[1])
    #expect(digests[0][0] != digests[0][1])
  }
}
