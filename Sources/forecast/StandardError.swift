import ForecastStorage
import Glibc

/// Where everything goes that is not data.
enum StandardError {
  /// Whether a person reads along.
  static var isTerminal: Bool { StandardDescriptors.isTerminal(STDERR_FILENO) }

  /// Writes a text; when even that fails there is nobody left to tell.
  static func write(_ text: String) {
    try? StandardOutput.writeError(text)
  }
}
