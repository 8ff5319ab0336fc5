import Accounting
import Pricing

/// Documents that end users open. Source: rules HI-11, HI-12.
extension Book {
  mutating func access(_ owner: Int, _ endUser: EndUserID, _ list: DocumentList, _ now: Instant) -> Status { .notOffered }
}
