import ArgumentParser

/// `1%`, `0.5 %` or `100%`: a share of the owners, in millionths.
struct OracleShare: ExpressibleByArgument {
  var millionths = 0
  /// As it was written; nil where nothing was.
  private(set) var text: String?

  init() {}

  init?(argument: String) {
    guard argument.hasSuffix("%") else { return nil }
    let number = argument.dropLast().split(separator: " ", omittingEmptySubsequences: false).filter { !$0.isEmpty }
    guard number.count == 1 else { return nil }
    let parts = number[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : ""
    let isPlain = (parts + [decimals]).allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isPlain, !parts[0].isEmpty, parts[0].count <= 3, decimals.count <= 4, parts.count == 1 || !decimals.isEmpty else {
      return nil
    }
    let padded = decimals + String(repeating: "0", count: 4 - decimals.count)
    guard let whole = Int(parts[0]), let rest = Int(padded), whole * 10_000 + rest <= 1_000_000 else { return nil }
    millionths = whole * 10_000 + rest
    text = argument.replacing(" ", with: "")
  }

  var defaultValueDescription: String { "0%" }
}
