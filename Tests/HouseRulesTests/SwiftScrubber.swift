/// Replaces each byte of a comment or a string literal by a blank, newlines apart.
///
/// Rules that look for words of the language must not find them in prose. What is interpolated into
/// a string is code and stays.
func blankingCommentsAndStrings(_ text: String) -> String {
  var scrubber = SwiftScrubber(bytes: Array(text.utf8))
  return String(decoding: scrubber.run(), as: UTF8.self)
}

private struct SwiftScrubber {
  private enum Mode {
    case code(parentheses: Int)
    case lineComment
    case blockComment
    /// A string, or a regex between pound signs: what ends it, and what escapes inside it.
    case literal(end: String, escape: String, interpolates: Bool)
  }

  private let bytes: [UInt8]
  private var output: [UInt8] = []
  private var position = 0
  private var modes: [Mode] = [.code(parentheses: 0)]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count)
  }

  mutating func run() -> [UInt8] {
    while position < bytes.count, let mode = modes.last {
      switch mode {
      case .code(let parentheses): stepInCode(parentheses)
      case .lineComment: stepInLineComment()
      case .blockComment: stepInBlockComment()
      case .literal(let end, let escape, let interpolates):
        stepInLiteral(end: end, escape: escape, interpolates: interpolates)
      }
    }
    return output
  }

  private mutating func stepInCode(_ parentheses: Int) {
    if starts(with: "//") {
      modes.append(.lineComment)
    } else if starts(with: "/*") {
      blank(2)
      modes.append(.blockComment)
    } else if let (length, literal) = openingOfLiteral() {
      blank(length)
      modes.append(literal)
    } else {
      stepOverCode(parentheses)
    }
  }

  /// Inside an interpolation the parenthesis that closes it leads back into the string.
  private mutating func stepOverCode(_ parentheses: Int) {
    let byte = bytes[position]
    let isInterpolation = modes.count > 1
    if isInterpolation, byte == UInt8(ascii: "(") {
      modes[modes.count - 1] = .code(parentheses: parentheses + 1)
    } else if isInterpolation, byte == UInt8(ascii: ")") {
      modes[modes.count - 1] = .code(parentheses: parentheses - 1)
      if parentheses == 1 { modes.removeLast() }
    }
    output.append(byte)
    position += 1
  }

  private mutating func stepInLineComment() {
    if bytes[position] == UInt8(ascii: "\n") { modes.removeLast() }
    blank(1)
  }

  private mutating func stepInBlockComment() {
    if starts(with: "*/") {
      blank(2)
      modes.removeLast()
    } else if starts(with: "/*") {
      blank(2)
      modes.append(.blockComment)
    } else {
      blank(1)
    }
  }

  private mutating func stepInLiteral(end: String, escape: String, interpolates: Bool) {
    if interpolates, starts(with: escape + "(") {
      blank(escape.utf8.count)
      output.append(UInt8(ascii: "("))
      position += 1
      modes.append(.code(parentheses: 1))
    } else if starts(with: escape) {
      blank(escape.utf8.count + 1)
    } else if starts(with: end) {
      blank(end.utf8.count)
      modes.removeLast()
    } else {
      blank(1)
    }
  }

  /// The length of what opens the literal that starts here, and how it goes on.
  private func openingOfLiteral() -> (length: Int, literal: Mode)? {
    let pounds = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let fence = String(repeating: "#", count: pounds)
    for quotes in ["\"\"\"", "\""] where starts(with: fence + quotes) {
      let literal = Mode.literal(
        end: quotes + fence, escape: "\\" + fence, interpolates: true)
      return (pounds + quotes.utf8.count, literal)
    }
    guard pounds > 0, starts(with: fence + "/") else { return nil }
    return (pounds + 1, .literal(end: "/" + fence, escape: "\\", interpolates: false))
  }

  private func starts(with word: String) -> Bool { bytes[position...].starts(with: word.utf8) }

  private mutating func blank(_ count: Int) {
    for byte in bytes[position..<min(position + count, bytes.count)] {
      output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
    }
    position = min(position + count, bytes.count)
  }
}
