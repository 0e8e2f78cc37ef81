import ForecastStorage
import Glibc

/// Where everything goes that is not data.
enum StandardError {
  /// Whether a person reads along.
  static var isTerminal: Bool { StandardDescriptors.isTerminal(STDERR_FILENO) }

  /// Writes one line; what a name or a cell holds can neither break it nor steer a terminal.
  static func writeLine(_ text: String) {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      default:
        if scalar.properties.generalCategory == .control {
          line += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
          line.unicodeScalars.append(scalar)
        }
      }
    }
    write(line + "\n")
  }

  /// Writes a text; when even that fails there is nobody left to tell.
  static func write(_ text: String) {
    try? StandardOutput.writeError(text)
  }
}
