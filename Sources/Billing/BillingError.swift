import Accounting
import Pricing

/// What the public interface answers to a refused command, with its figures. Made outside of the book, when somebody wants to read
/// it. Source: rules HI-12, HI-16.
public struct BillingError: Error, Hashable, Sendable {
  /// As written in the interface.
  public enum Code: String, CaseIterable, Sendable {
    case noSubscription = "no_subscription"
    case limitExceeded = "limit_exceeded"
    case paymentFailed = "payment_failed"
    case invalidTier = "invalid_tier"
    case paymentRequired = "payment_required"
  }

  public var code: Code
  public var message: String
  /// Of a quota: what was used, and its limit.
  public var used: Int64?
  public var limit: Int64?
  /// Thousandths of a credit: asked for, there, missing.
  public var required: Int64?
  public var available: Int64?
  public var needed: Int64?
  /// What would help: packs on the shelf, and plans that can be subscribed to.
  public var packs: [Pack] = []
  public var plans: [Plan] = []
  /// Such as "upgrade_tier"; nil where the interface names none.
  public var suggestedAction: String?

  private init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The error of a refused command; nil for a status that the interface has no error for.
  ///
  /// - Parameter plan: the name that a caller gave for a plan, where one was given.
  public init?(_ status: Status, _ refusal: Refusal, _ terms: Terms, plan: String? = nil) {
    let plans = (terms.plans?.plans ?? []).filter { $0.price > 0 }
    switch status {
    case .noSubscription:
      self.init(.noSubscription, "There is no active subscription: subscribe to a plan first.")
      suggestedAction = "redirect_to_pricing"
      self.plans = plans
    case .limitExceeded:
      let larger = plans.filter { $0.analyses.map { $0 > refusal.limit } ?? true }
      let advice = larger.last.map { " The plan \($0.name) allows more." } ?? ""
      self.init(.limitExceeded, "The limit of this period is reached (\(refusal.used)/\(refusal.limit)).\(advice)")
      suggestedAction = "upgrade_tier"
      used = refusal.used
      limit = refusal.limit
      self.plans = larger
    case .noPaymentMethod: self = .paymentFailed("No payment method is set up.")
    case .invalidPlan:
      let names = plans.map(\.name).joined(separator: ", ")
      self.init(.invalidTier, "There is no tier \(plan.map { "'\($0)'" } ?? "of that name"); valid tiers: \(names)")
      self.plans = plans
    case .paymentRequired:
      self.init(.paymentRequired, "\(BillingError.whole(refusal.needed)) more credits are needed for all that was asked for.")
      required = refusal.required
      available = refusal.available
      needed = refusal.needed
      packs = terms.packs?.packs ?? []
      self.plans = plans.filter(\.hasFreeDocuments)
    default: return nil
    }
  }

  /// The error for whoever hears that a charge failed; nil for one that did not.
  public init?(_ result: SettlementResult) {
    switch result {
    case .succeeded: return nil
    case .declinedSoft: self = .paymentFailed("The card was declined.")
    case .declinedHard: self = .paymentFailed("The card was declined for good.")
    case .needs3DS: self = .paymentFailed("The card holder has to confirm the payment.")
    }
  }

  private static func paymentFailed(_ reason: String) -> BillingError {
    var error = BillingError(.paymentFailed, "\(reason) Set up a payment method that works.")
    error.suggestedAction = "update_payment_method"
    return error
  }

  /// Thousandths as whole credits, a started one as one.
  private static func whole(_ thousandths: Int64) -> Int64 { (thousandths + 999) / 1_000 }
}
