import Foundation
import Synchronization

/// Interrupts and requests to terminate: the first is noted, so that a run can end with a partial report; the second ends the
/// program at once.
enum StopSignal {
  /// The signal that came, or zero.
  private static let number = Atomic<Int32>(0)

  /// The signal that asked to stop; nil as long as none came.
  static var received: Int32? {
    let value = number.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }

  /// Watches for SIGINT and SIGTERM from now on.
  static func watch() {
    // The handler must not be the first to touch the atomic: making a global is no work for a handler.
    _ = received
    var names = sigset_t()
    sigemptyset(&names)
    for name in [SIGINT, SIGTERM] {
      signal(name, handler)
      sigaddset(&names, name)
    }
    // Whoever started the program may have had them blocked, and a blocked signal never comes.
    pthread_sigmask(SIG_UNBLOCK, &names, nil)
  }

  private static let handler: @convention(c) (Int32) -> Void = { signal in
    let (first, _) = StopSignal.number.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
    if !first { _exit(128 + signal) }
  }
}
