/// The documents of one request, in the order asked for: a list of bounded length that needs no storage of its own.
@frozen public struct DocumentList: Sendable, BitwiseCopyable {
  /// Most documents of one request.
  public static let most = 12

  var numbers = InlineArray<12, UInt32>(repeating: 0)
  public private(set) var count: UInt8 = 0

  public init() {}

  /// - Precondition: at most `most` documents; a reader of files refuses longer lists before.
  public init(_ documents: some Sequence<DocumentID>) {
    for document in documents { append(document) }
  }

  /// - Precondition: fewer than `most` documents so far.
  public mutating func append(_ document: DocumentID) {
    precondition(Int(count) < DocumentList.most, "A request names at most as many documents as a list holds.")
    numbers[Int(count)] = document.number
    count += 1
  }

  @inline(__always)
  public subscript(index: Int) -> DocumentID { DocumentID(numbers[index]) }

  public var indices: Range<Int> { 0..<Int(count) }
}
