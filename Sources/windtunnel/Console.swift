import Foundation
import Reporting

/// Standard output and standard error, by the system's own calls, so that a closed pipe ends the program quietly.
enum Console {
  /// Writes all of `text`, or ends the program: without a word when nobody reads any more, else with exit code 74.
  static func output(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

  static func output(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// How to draw on standard output. Colours only on a terminal that has them, and never against NO_COLOR.
  static var style: TextStyle {
    TextStyle(
      colours: outputIsTerminal && wantsColours, unicode: writesUnicode, columns: columns(of: STDOUT_FILENO) ?? 100)
  }

  /// How to draw the line of progress on standard error, one column short so that no terminal wraps it.
  static var progressStyle: TextStyle {
    TextStyle(colours: false, unicode: writesUnicode, columns: (columns(of: STDERR_FILENO) ?? 100) - 1)
  }

  private static var wantsColours: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// Whether the locale takes more than ASCII; one that says nothing does.
  private static var writesUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    return named.map { $0 != "C" && $0 != "POSIX" } ?? true
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
        continue
      }
      if errno == EINTR { continue }
      // What is left to say has no reader, or no place.
      if errno == EPIPE || descriptor == STDERR_FILENO { exit(128 + SIGPIPE) }
      let reason = String(cString: strerror(errno))
      error("error: cannot write to standard output: \(reason)\n  hint: make room there, or send the output elsewhere\n")
      exit(ExitStatus.cannotReadOrWrite.rawValue)
    }
  }
}

/// Standard output in large pieces, for thousands of lines.
struct LineBuffer {
  private var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= 1 << 16 { flush() }
  }

  mutating func flush() {
    Console.output(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
