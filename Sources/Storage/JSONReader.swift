/// A JSON text that was refused: why, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was wrong, in a few words.
  public let message: String

  /// The place of the offending byte, counted from 0.
  public let offset: Int

  /// The place as line and byte column, both counted from 1.
  public let line: Int

  /// The byte's column in its line, counted from 1.
  public let column: Int

  /// The place and the reason: `3:14: duplicate key 'shape'`.
  public var description: String { "\(line):\(column): \(message)" }

  init(_ message: String, at offset: Int, in bytes: [UInt8]) {
    self.message = message
    self.offset = offset
    let before = bytes.prefix(offset)
    line = 1 + before.count { $0 == 0x0a }
    column = 1 + before.count - (before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0)
  }
}

/// A strict JSON reader for small texts: headers of model files and configurations.
///
/// Foundation's reader keeps one of two members with the same name and does not say so, and lets a
/// text nest as deep as the stack goes. This one refuses both, and everything RFC 8259 does not allow:
/// invalid UTF-8, unescaped control characters, lone surrogates, leading zeros, anything after the
/// value. Numbers that a `Double` cannot hold (1e999, 9007199254740993) are refused too.
public struct JSONReader: ~Copyable {
  /// Which numbers are let in.
  public enum Numbers: Sendable {
    /// Only 0, 1, 2 … below 2^53, as sizes and offsets are.
    case unsignedIntegers
    /// Every number that a `Double` holds.
    case any
  }

  private let bytes: [UInt8]
  private let maximumDepth: Int
  private let numbers: Numbers
  private var place = 0

  /// Reads a whole text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - maximumDepth: How many arrays and objects may be open at once; at most 128.
  ///   - numbers: Which numbers are let in.
  /// - Returns: The value.
  /// - Throws: ``JSONError`` with the first place that is not as it should be.
  public static func value(
    of bytes: [UInt8], maximumDepth: Int = 3, numbers: Numbers = .any
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(
      bytes: bytes, maximumDepth: min(maximumDepth, 128), numbers: numbers)
    return try reader.readText()
  }

  private init(bytes: [UInt8], maximumDepth: Int, numbers: Numbers) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.numbers = numbers
  }

  private mutating func readText() throws(JSONError) -> JSONValue {
    skipBlanks()
    let value = try readValue(depth: 0)
    skipBlanks()
    if place < bytes.count { throw failure("there is something after the value") }
    return value
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSONValue {
    switch peek() {
    case "{": return .object(try readObject(depth: depth + 1))
    case "[": return .array(try readArray(depth: depth + 1))
    case "\"": return .string(try readString())
    case let byte? where byte == "-" || byte.isDigit: return .number(try readNumber())
    case "t": return try readWord("true", .bool(true))
    case "f": return try readWord("false", .bool(false))
    case "n": return try readWord("null", .null)
    case nil: throw failure("the text ends where a value should be")
    default: throw failure("a value should be here")
    }
  }

  private mutating func readObject(depth: Int) throws(JSONError) -> [JSONValue.Member] {
    try checkDepth(depth)
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    place += 1
    skipBlanks()
    if take("}") { return members }
    while true {
      let start = place
      guard peek() == "\"" else { throw failure("a member's name in quotes should be here") }
      let name = try readString()
      guard names.insert(name).inserted else {
        throw failure("duplicate key '\(StorageError.printable(name))'", at: start)
      }
      skipBlanks()
      guard take(":") else { throw failure("':' should be here") }
      skipBlanks()
      members.append(.init(name, try readValue(depth: depth)))
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw failure("',' or '}' should be here") }
      skipBlanks()
    }
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> [JSONValue] {
    try checkDepth(depth)
    var elements: [JSONValue] = []
    place += 1
    skipBlanks()
    if take("]") { return elements }
    while true {
      elements.append(try readValue(depth: depth))
      skipBlanks()
      if take("]") { return elements }
      guard take(",") else { throw failure("',' or ']' should be here") }
      skipBlanks()
    }
  }

  private mutating func readWord(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    guard bytes[place...].starts(with: word.utf8) else { throw failure("a value should be here") }
    place += word.utf8.count
    return value
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    if depth > maximumDepth { throw failure("nested deeper than \(maximumDepth)") }
  }
}

// MARK: - Numbers

extension JSONReader {
  private mutating func readNumber() throws(JSONError) -> Double {
    let start = place
    var isWhole = true
    let isNegative = take("-")
    guard let first = peek(), first.isDigit else { throw failure("a digit should be here") }
    takeDigits()
    if first == "0", place - start > (isNegative ? 2 : 1) {
      throw failure("a number with a leading zero", at: start)
    }
    if take(".") {
      isWhole = false
      try takeDigitsOrThrow()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try takeDigitsOrThrow()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if numbers == .unsignedIntegers, isNegative || !isWhole {
      throw failure("\(Self.shortened(text)) is not an unsigned integer", at: start)
    }
    guard let number = Double(text), number.isFinite, !isWhole || number.magnitude < 0x1p53 else {
      throw failure("the number \(Self.shortened(text)) is too large", at: start)
    }
    return number
  }

  private mutating func takeDigits() {
    while let byte = peek(), byte.isDigit { place += 1 }
  }

  private mutating func takeDigitsOrThrow() throws(JSONError) {
    guard let byte = peek(), byte.isDigit else { throw failure("a digit should be here") }
    takeDigits()
  }

  private static func shortened(_ text: String) -> String {
    text.utf8.count > 40 ? text.prefix(40) + "…" : text
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func readString() throws(JSONError) -> String {
    place += 1
    let start = place
    var decoded: [UInt8] = []
    while true {
      switch peek() {
      case nil: throw failure("the text ends inside a string")
      case "\"":
        place += 1
        guard let text = String(validating: decoded, as: UTF8.self) else {
          throw failure("a string that is not valid UTF-8", at: start)
        }
        return text
      case "\\": decoded += Array(try readEscape().utf8)
      case let byte? where byte.value < 0x20: throw failure("a control character in a string")
      default:
        decoded.append(bytes[place])
        place += 1
      }
    }
  }

  private mutating func readEscape() throws(JSONError) -> String {
    let start = place
    place += 1
    guard let byte = peek() else { throw failure("the text ends inside a string") }
    place += 1
    switch byte {
    case "\"", "\\", "/": return String(byte)
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": break
    default: throw failure("an unknown escape", at: start)
    }
    var code = try readDigits(start)
    if (0xd800..<0xdc00).contains(code) {
      guard take("\\"), take("u") else { throw failure("half of a surrogate pair", at: start) }
      let low = try readDigits(start)
      guard (0xdc00..<0xe000).contains(low) else {
        throw failure("half of a surrogate pair", at: start)
      }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw failure("half of a surrogate pair", at: start)
    }
    return String(scalar)
  }

  private mutating func readDigits(_ start: Int) throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek().flatMap({ Character($0).hexDigitValue }) else {
        throw failure("an escape without four hexadecimal digits", at: start)
      }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }
}

// MARK: - Bytes

extension JSONReader {
  /// The next byte as the character it would be in ASCII.
  private func peek() -> Unicode.Scalar? {
    place < bytes.count ? Unicode.Scalar(bytes[place]) : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek(), byte == " " || byte == "\t" || byte == "\n" || byte == "\r" {
      place += 1
    }
  }

  private func failure(_ message: String, at offset: Int? = nil) -> JSONError {
    JSONError(message, at: offset ?? place, in: bytes)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
