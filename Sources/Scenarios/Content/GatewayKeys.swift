import Accounting
import Sampling
import Simulation

/// `gateway:` of a scenario.
enum GatewayKeys {
  static let latency = Field(
    "latency", .distribution(.duration), standard: "0 s", "From a charge to the processor's first answer.")
  static let duplicates = Field("duplicates", .probability, standard: "0 %", "Chance that an answer comes twice.")
  static let duplicateAfter = Field(
    "duplicate_after", .distribution(.duration), standard: "1 minute", "How much later the second copy comes.")

  static let table = Table(
    name: "gateway", about: "How the card processor answers.", keys: [latency.key, duplicates.key, duplicateAfter.key])

  static let codec = Codec<GatewayBehaviour>.record(table) { record in
    let latency = record[latency] ?? (try? Distribution.constant(0))
    let duplicates = record[duplicates] ?? 0
    let after = record[duplicateAfter] ?? (try? Distribution.constant(Double(Duration_ms.minute)))
    guard let latency, let after else { return nil }
    return GatewayBehaviour(latency_ms: latency, duplicates: duplicates, duplicateAfter_ms: after)
  }
}
