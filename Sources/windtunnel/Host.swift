import Foundation

/// The machine that the program runs on.
enum Host {
  /// Such as "Linux x86_64, 2 processors": enough to read times by, and nothing that names the machine.
  static var text: String {
    var name = utsname()
    let kind = uname(&name) == 0 ? "\(Self.text(&name.sysname)) \(Self.text(&name.machine))" : "unknown system"
    let count = ProcessInfo.processInfo.activeProcessorCount
    return "\(kind), \(count) processor\(count == 1 ? "" : "s")"
  }

  /// A field that ends with a zero.
  private static func text<Field>(_ field: inout Field) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
