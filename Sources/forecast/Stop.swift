import ForecastStorage
import Synchronization

/// What happens when the program is told to end: what is trained is kept, one line says so.
enum Stop {
  private static let store = Mutex<CheckpointStore?>(nil)

  /// Names the checkpoint that is written when a stop comes.
  static func keep(_ store: CheckpointStore?) { self.store.withLock { $0 = store } }

  /// Tells the program to end after some time, as a scheduler would.
  static func come(after seconds: Int, because reason: String) {
    Interruption.come(afterSeconds: seconds) { Stop.reason.withLock { $0 = reason } }
  }

  /// What the program told itself to end by.
  private static let reason = Mutex<String?>(nil)

  /// Begins to wait for the signals.
  static func watch(arguments: [String]) {
    Interruption.watch { signal in
      guard let report = report(of: signal) else { return nil }
      return {
        report.deliver(arguments: arguments)
        RunRecord.finish(report.status.rawValue, error: report)
      }
    }
  }

  /// What is to be said; nil where the stop came when all was written.
  private static func report(of signal: StopSignal) -> ErrorReport? {
    let status = ExitStatus(of: signal)
    let message = "stopped by \(reason.withLock(\.self) ?? signal.name)"
    guard let store = store.withLock(\.self) else { return ErrorReport(status, message) }
    do throws(StorageError) {
      switch try store.stop() {
      case .isDone: return nil
      case .isEmpty: return ErrorReport(status, message)
      case .isKept:
        return ErrorReport(
          status, "\(message); \(store.path) keeps what was trained",
          hint: "the same command goes on from it")
      }
    } catch {
      return ErrorReport(status, "\(message); what was trained is lost: \(error.description)")
    }
  }
}
