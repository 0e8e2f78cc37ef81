/// Builds a CSV in memory: comma, LF, quotes only where a field needs them.
///
/// A report is written to its file in one piece, so that a reader never sees half of it; it is small
/// beside the data that it came from.
public struct CSVWriter: Sendable {
  /// What was written so far, as UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var isAtRowStart = true

  /// Makes an empty writer.
  public init() {}

  /// Writes a text field, quoted where it holds a separator, a quote or a line end.
  public mutating func field(_ text: String) {
    separate()
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    guard needsQuotes else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a number with the fewest digits that read back exactly; nil is an empty field.
  public mutating func field(_ number: Double?) {
    guard let number else {
      separate()
      return
    }
    field(CSVWriter.text(of: number))
  }

  /// Writes a whole number.
  public mutating func field(_ number: Int) { field(String(number)) }

  /// Ends the row.
  public mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isAtRowStart = true
  }

  /// A number with the fewest digits that read back exactly, without a fraction of zero; −0 is 0.
  public static func text(of number: Double) -> String {
    if number == 0 { return "0" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func separate() {
    if !isAtRowStart { bytes.append(UInt8(ascii: ",")) }
    isAtRowStart = false
  }
}
