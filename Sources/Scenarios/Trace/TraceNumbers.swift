import Accounting
import Billing

/// Numbers for the end users and documents that an owner's lines call by name: in the order of first appearance, past every number
/// that stood there itself.
struct TraceNumbers {
  private var endUsers = Numbering()
  private var documents = Numbering()

  /// The command with the numbers of its end user and its documents. - Complexity: O(documents).
  mutating func complete(_ request: TraceRequest, of owner: Int) -> Command? {
    switch request.command {
    case .buyPack(let pack, let endUser):
      return .buyPack(pack, request.endUser.map { EndUserID(endUsers.number(of: $0, owner)) } ?? endUser)
    case .access(let endUser, _):
      let user = request.endUser.map { EndUserID(endUsers.number(of: $0, owner)) } ?? endUser
      var list = DocumentList()
      for document in request.documents { list.append(DocumentID(documents.number(of: document, owner))) }
      return .access(user, list)
    default: return request.command
    }
  }

  private struct Numbering {
    private struct Key: Hashable {
      var owner: Int
      var name: String
    }

    private var known: [Key: UInt32] = [:]
    private var last: [Int: UInt32] = [:]

    mutating func number(of named: TraceFields.Named, _ owner: Int) -> UInt32 {
      switch named {
      case .number(let number):
        last[owner] = max(last[owner, default: 0], number)
        return number
      case .name(let name):
        let key = Key(owner: owner, name: name)
        if let number = known[key] { return number }
        let number = min(last[owner, default: 0], .max - 1) + 1
        last[owner] = number
        known[key] = number
        return number
      }
    }
  }
}
