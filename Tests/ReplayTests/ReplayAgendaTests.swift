import Accounting
import Billing
import Testing

@testable import Simulation

@Suite("Timers of a replay")
struct ReplayAgendaTests {
  @Test("Against a plain list: the same timers in the same order, of all owners and of one")
  func model() {
    var agenda = ReplayAgenda(owners: 4)
    var list: [(at: Int64, sequence: Int, owner: Int)] = []
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for sequence in 0..<5_000 {
      switch next(5) {
      case 0, 1, 2:
        // Few instants, so that ties are common.
        let (owner, at) = (next(4), Int64(next(50)))
        agenda.schedule(.jobDeadline(JobID(UInt32(sequence))), of: owner, at: Instant(milliseconds: at))
        list.append((at, sequence, owner))
      case 3:
        list.sort { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
        #expect(agenda.nextDue()?.milliseconds == list.first?.at)
        let removed = agenda.removeNext()
        #expect(removed?.owner == list.first?.owner)
        if !list.isEmpty { #expect(removed?.timer == .jobDeadline(JobID(UInt32(list.removeFirst().sequence)))) }
      default:
        let owner = next(4)
        list.sort { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
        let place = list.firstIndex { $0.owner == owner }
        #expect(agenda.nextDue(of: owner)?.milliseconds == place.map { list[$0].at })
        let removed = agenda.removeNext(of: owner)
        #expect((removed == nil) == (place == nil))
        if let place { #expect(removed?.timer == .jobDeadline(JobID(UInt32(list.remove(at: place).sequence)))) }
      }
    }
  }

  @Test("What never comes is not kept")
  func never() {
    var agenda = ReplayAgenda(owners: 1)
    agenda.schedule(.reload, of: 0, at: .never)
    #expect(agenda.nextDue() == nil && agenda.removeNext() == nil && agenda.nextDue(of: 0) == nil)
  }
}
