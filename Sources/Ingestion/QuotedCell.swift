/// Text from a file, made safe to print.
///
/// A cell may hold anything, terminal control sequences too, and may be long; what is printed has no
/// control characters and at most 40 characters.
enum QuotedCell {
  static let longest = 40

  /// How to mend text that is not valid UTF-8; Latin-1 is what it mostly is.
  static let conversion = "--encoding latin-1"

  /// The cell in single quotes, escaped and cut.
  static func quoting(_ text: String) -> String { "'" + escaping(text) + "'" }

  /// The cell in single quotes, read from bytes of any encoding.
  static func quoting(_ bytes: some Sequence<UInt8>) -> String {
    quoting(String(decoding: Array(bytes.prefix(longest * 4 + 4)), as: UTF8.self))
  }

  /// The text without control characters, cut at 40 characters.
  static func escaping(_ text: String) -> String {
    let start = text.prefix(longest)
    return printable(start) + (start.endIndex < text.endIndex ? "…" : "")
  }

  /// The text without control characters.
  static func printable(_ text: some StringProtocol) -> String {
    var kept = ""
    for character in text {
      for scalar in character.unicodeScalars {
        switch scalar {
        case "\t": kept += "\\t"
        case "\r": kept += "\\r"
        case "\n": kept += "\\n"
        default:
          if isHarmless(scalar) {
            kept.unicodeScalars.append(scalar)
          } else {
            kept += "\\u{" + String(scalar.value, radix: 16) + "}"
          }
        }
      }
    }
    return kept
  }

  /// The text as a person would have to type it in a shell.
  ///
  /// A quote of its own would end the quotes around it, and what follows would be run when a hint is copied.
  static func shellWord(_ text: String) -> String {
    let escaped = escaping(text)
    let plain = escaped.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "_-./:,+@%#=".utf8.contains(byte) || byte >= 0x80
      }
    }
    let needsQuotes = !plain || escaped.isEmpty || escaped.hasPrefix("#")
    return needsQuotes ? "'" + escaped.replacing("'", with: "'\\''") + "'" : escaped
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}

extension String {
  /// The text without blanks around it.
  var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
