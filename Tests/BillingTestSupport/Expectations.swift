import Billing
import Testing

/// Expectations that print the owner's story when they fail.
extension Ledger {
  /// The balances that are named are those, and the two bookkeepings agree.
  public func expect(
    available: Int64? = nil, held: Int64? = nil, debt: Int64? = nil, phase: ReloadPhase? = nil,
    at location: SourceLocation = #_sourceLocation
  ) {
    if let available { #expect(self.available == available, "\(self)", sourceLocation: location) }
    if let held { #expect(self.held == held, "\(self)", sourceLocation: location) }
    if let debt { #expect(self.debt == debt, "\(self)", sourceLocation: location) }
    if let phase { #expect(self.phase == phase, "\(self)", sourceLocation: location) }
    let complaints = self.complaints
    #expect(complaints.isEmpty, "\(complaints) \(self)", sourceLocation: location)
  }

  /// `command` is refused with `status`, and neither the books nor the world outside can tell that it came.
  public func expectRefused(
    _ command: Command, _ status: Status, at location: SourceLocation = #_sourceLocation
  ) {
    let before = snapshot
    let answer = applyAlone(command)
    #expect(answer == status, "\(self)", sourceLocation: location)
    #expect(snapshot == before, "\(self)", sourceLocation: location)
    let leftTrace = lines.last.map { !$0.transfers.isEmpty || !$0.effects.isEmpty } ?? true
    #expect(!leftTrace, "a refused command moved or asked for something \(self)", sourceLocation: location)
  }
}
