import Glibc

/// A signal that asks a program to end: the list.
public enum StopSignal: Int32, Sendable, CaseIterable {
  /// The terminal has gone: SIGHUP.
  case hangUp = 1
  /// Control-C: SIGINT.
  case interrupt = 2
  /// What `kill`, schedulers and shutdowns send: SIGTERM.
  case terminate = 15

  /// The signal's name, such as `SIGTERM`.
  public var name: String {
    switch self {
    case .hangUp: "SIGHUP"
    case .interrupt: "SIGINT"
    case .terminate: "SIGTERM"
    }
  }

  /// The code of a program that ended because of it, as shells count: 128 and the number.
  public var exitCode: Int32 { 128 + rawValue }
}
