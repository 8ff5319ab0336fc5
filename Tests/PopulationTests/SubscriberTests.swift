import Accounting
import Billing
import Pricing
import Testing

@testable import Population
@testable import Sampling

/// What owners want about plans, answer by answer.
@Suite("Subscribers")
struct SubscriberTests {
  @Test("The first plan is chosen by weight, and one without a price needs no subscription")
  func firstPlan() throws {
    let owners = 4_000
    var people = try People(
      owners: owners, plans: .init(first: try .choice([(PlanBehaviour.nothing, 5), (0, 1), (1, 3), (2, 1)])))
    var chosen = [0, 0, 0, 0]
    for row in 0..<owners {
      for wish in people.join(row) where wish.kind == .subscribe {
        if case .subscribe(let plan, _)? = people.command(wish, row) { chosen[plan.index] += 1 } else { chosen[3] += 1 }
      }
    }
    // Four standard errors of a share; the free plan is wished for and comes to nothing.
    for (count, share) in zip(chosen, [0, 0.3, 0.1, 0.1]) {
      #expect(abs(Double(count) - share * Double(owners)) <= 4 * (Double(owners) * share * (1 - share)).squareRoot())
    }
  }

  @Test("Without a payment method there is only the checkout")
  func checkout() throws {
    var people = try People(owners: 50, plans: .init(first: try .constant(1)), paymentMethod: 0)
    for row in 0..<50 {
      _ = people.join(row)
      #expect(
        people.command(Wish(.subscribe, subject: 1), row).map { "\($0)" }
          == "\(Command.subscribe(PlanID(1), throughCheckout: true))")
    }
  }

  @Test("An upgrade goes to the next dearer plan, a downgrade to the next cheaper one that has a price")
  func moves() throws {
    var people = try People(owners: 1, plans: .init(first: try .constant(1)))
    _ = people.join(0)
    #expect(people.kind(Wish(.upgrade, detail: 1)) == .subscribe, "the cheapest, for want of any")
    #expect(people.kind(Wish(.downgrade)) == nil)
    people.subscribe(0, to: 1)
    #expect(people.plan(of: Wish(.upgrade)) == 2)
    #expect(people.kind(Wish(.downgrade)) == nil, "below the cheapest there is only a cancellation")
    #expect(people.kind(Wish(.subscribe, subject: 2)) == nil, "who has a subscription asks for no other")
    #expect(people.kind(Wish(.cancel)) == .cancel)
    #expect(people.kind(Wish(.reactivate)) == nil)
    people.send(.cancel)
    #expect(people.kind(Wish(.cancel)) == nil)
    #expect(people.kind(Wish(.reactivate)) == .reactivate)
  }

  @Test("A quota that is used up makes some buy a report and some move, and asks once for each refusal")
  func quota() throws {
    let analyses = AnalysisBehaviour(perWeek: .one, gaps: .one, messages: .zero, buysReport: 1, putsReportOff: 0)
    var people = try People(
      owners: 1, plans: .init(first: try .constant(PlanBehaviour.nothing), analyses: analyses, upgradesAtLimit: 1))
    _ = people.join(0)
    _ = people.follow(Wish(.analyse, subject: 0))
    let wishes = people.follow(Wish(.analyse, subject: 1))
    #expect(wishes.map(\.kind) == [.analyse, .buyReport, .analyse, .upgrade])
    #expect(wishes.map(\.detail) == [0, 0, 1, 1])
    #expect(people.follow(Wish(.analyse, subject: 1, detail: 1)).isEmpty, "a second try that fails is left at that")
    let again = people.follow(Wish(.analyse, subject: 2))
    #expect(again.map(\.kind) == [.analyse, .buyReport, .analyse], "one upgrade is planned already")
  }

  @Test("Whoever leaves cancels, and takes no more wishes but that one")
  func leaving() throws {
    var people = try People(owners: 1, plans: .init(first: try .constant(1), reactivates: 1))
    _ = people.join(0)
    people.subscribe(0, to: 1)
    let wishes = people.follow(Wish(.leave))
    #expect(wishes.map(\.kind) == [.cancel])
    #expect(people.kind(Wish(.analyse)) == nil)
    #expect(people.follow(wishes[0]).isEmpty, "nobody who has left takes the cancellation back")
    #expect(people.book.memberships[0].cancelsAtPeriodEnd)
  }

  @Test("A choice that one segment has and another has not shifts no draw of the rest")
  func commonNumbers() throws {
    let analyses = AnalysisBehaviour(perWeek: try .gamma(mean: 2, cv: 1), gaps: try .exponential(mean: 1))
    var plain = try People(owners: 20, plans: .init(first: try .constant(1), analyses: analyses))
    var lively = analyses
    lively.buysReport = 0.5
    lively.messages = try .poisson(mean: 4)
    var other = try People(
      owners: 20,
      plans: .init(first: try .constant(2), throughCheckout: 0.5, analyses: lively, upgradesPerYear: 2, cancelsPerYear: 3))
    for row in 0..<20 {
      let first = plain.joinPlanned(row).filter { $0.wish.kind == .analyse }
      let second = other.joinPlanned(row).filter { $0.wish.kind == .analyse }
      #expect(first.map(\.at) == second.map(\.at))
    }
  }
}
