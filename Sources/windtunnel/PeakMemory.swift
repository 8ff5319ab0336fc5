import Foundation

/// The most memory that this process had at once.
enum PeakMemory {
  /// In bytes; 0 when the system does not tell.
  static var bytes: Int64 {
    if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) {
      for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        let digits = line.filter { $0.isASCII && $0.isNumber }
        if let kibibytes = Int64(digits) { return kibibytes * 1_024 }
      }
    }
    return 0
  }

  /// Begins anew with what is in use now, where the system allows it; else the peak stays that of the whole process.
  static func reset() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }
}
