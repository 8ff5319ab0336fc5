import Accounting
import Pricing

/// What a plan allows in a period. Source: rules HI-1, HI-9, HI-D6.
extension Book {
  mutating func analyse(_ owner: Int, _ now: Instant) -> Status { .notOffered }
  mutating func chat(_ owner: Int, _ messages: Int64, _ now: Instant) -> Status { .notOffered }
}
