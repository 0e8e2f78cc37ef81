import ForecastForecasting
import Synchronization

/// One line on a terminal that says what is being done and how far it is.
final class ProgressBar: Sendable {
  private let isShown: Bool
  private let shown = Mutex<String>("")

  init(isShown: Bool) { self.isShown = isShown }

  /// Shows a report; a line that would look the same is not written again.
  func show(_ progress: FitContext.Progress) {
    guard isShown else { return }
    let done = Int(max(0, min(1, progress.share)) * Double(ProgressBar.width))
    let bar =
      String(repeating: "█", count: done)
      + String(repeating: "░", count: ProgressBar.width - done)
    let loss = progress.loss.map { " loss \(Rounded.text($0))" } ?? ""
    let line = "\(progress.stage) \(bar)\(loss)"
    shown.withLock { last in
      guard line != last else { return }
      last = line
      StandardError.write("\r\u{1B}[2K\(line)")
    }
  }

  /// Takes the line away.
  func clear() {
    guard isShown else { return }
    StandardError.write("\r\u{1B}[2K")
  }

  private static let width = 24
}
