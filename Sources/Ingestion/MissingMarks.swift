/// The cells that stand for a value that is not there.
struct MissingMarks: Sendable {
  /// Marks that every file may use.
  static let common = ["", "NA", "NaN", "nan", "null", "NULL", "None"]

  private let texts: [[UInt8]]
  private let numbers: [Double]

  /// Makes the common marks and those of the user; a mark that is a number marks its value, however
  /// it is written.
  init(adding marks: [String] = [], parser: NumberParser = NumberParser()) {
    texts = (MissingMarks.common + marks).map { Array($0.utf8) }
    numbers = marks.compactMap { mark in
      let bytes = Array(mark.utf8)
      guard case .number(let value) = parser.read(bytes, 0..<bytes.count) else { return nil }
      return value
    }
  }

  /// Whether the field's text, without the blanks around it, is a mark.
  func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    range.isEmpty || texts.contains { $0.count == range.count && bytes[range].elementsEqual($0) }
  }

  /// Whether some values stand for missing ones.
  var hasNumbers: Bool { !numbers.isEmpty }

  /// Whether this value stands for a missing one.
  func contains(_ value: Double) -> Bool { !numbers.isEmpty && numbers.contains(value) }
}
