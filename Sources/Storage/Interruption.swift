import Synchronization

/// A stop from outside: SIGTERM, SIGINT or SIGHUP, taken by a thread of its own.
///
/// The signals are blocked in all threads and waited for in one, so that what is to be done then may be
/// ordinary code: a handler may neither allocate nor lock. The work goes on meanwhile; it sees
/// ``isUnderWay`` and hands over what it has. A second signal ends the program at once.
public enum Interruption {
  private static let underWay = Atomic<Bool>(false)

  /// Whether the program has been told to end.
  public static var isUnderWay: Bool { underWay.load(ordering: .acquiring) }

  /// Begins to wait for a stop; before any other thread is started, because they inherit what is blocked.
  ///
  /// A signal that whoever started the program has ignored, as `nohup` does, stays ignored.
  ///
  /// - Parameter stop: called once, on the waiting thread: saves what is worth it and returns what is to
  ///   be said when nothing passing is left on the disk. Then the program ends with
  ///   ``StopSignal/exitCode``. Nil says that all is done already, and the program ends by itself.
  public static func watch(_ stop: @escaping @Sendable (StopSignal) -> (() -> Void)?) {
    let signals = StopSignal.allCases.map(\.rawValue)
      .filter { !SystemCall.isIgnored(signal: $0) }
    guard !signals.isEmpty else { return }
    SystemCall.block(signals: signals)
    let isStarted = SystemCall.startThread {
      guard let number = SystemCall.wait(forSignals: signals),
        let signal = StopSignal(rawValue: number)
      else { return SystemCall.unblock(signals: signals) }
      underWay.store(true, ordering: .releasing)
      SystemCall.unblock(signals: signals)
      guard let say = stop(signal) else {
        return underWay.store(false, ordering: .releasing)
      }
      PassingNames.clear {
        say()
        SystemCall.exit(signal.exitCode)
      }
    }
    // Without the thread nobody would take them: better to be ended by them than never.
    if !isStarted { SystemCall.unblock(signals: signals) }
  }

  /// Lets a stop come by itself, as if somebody had sent SIGTERM, and a second one a minute later.
  ///
  /// - Parameters:
  ///   - seconds: when, from now on.
  ///   - announce: called just before.
  public static func come(afterSeconds seconds: Int, announce: @escaping @Sendable () -> Void) {
    _ = SystemCall.startThread {
      let end = ContinuousClock().now + .seconds(seconds)
      while ContinuousClock().now < end { SystemCall.pause(milliseconds: 100) }
      announce()
      for _ in 0..<2 {
        SystemCall.signalSelf(StopSignal.terminate.rawValue)
        for _ in 0..<600 { SystemCall.pause(milliseconds: 100) }
      }
      SystemCall.exit(StopSignal.terminate.exitCode)
    }
  }

  /// Waits until the program has ended, where a stop is under way; returns at once where none is.
  ///
  /// Whoever is about to end the program by itself calls it first, so that the stop's own code counts.
  public static func waitForEnd() {
    while isUnderWay { SystemCall.pause(milliseconds: 10) }
  }

  /// Sleeps for a moment.
  ///
  /// - Parameter milliseconds: how long, at most.
  public static func pause(milliseconds: Int32) {
    SystemCall.pause(milliseconds: milliseconds)
  }
}
