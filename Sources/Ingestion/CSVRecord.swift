/// One record of a CSV file: the bytes of its fields, one after the other in one buffer.
///
/// No text is made of a field until somebody wants to print it, so a row costs no allocation. A blank
/// line is a record without fields.
struct CSVRecord: Sendable {
  /// The bytes of all fields, quotes already taken away.
  var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
  var ends: [Int] = []
  /// The physical line of the record, counted from 1.
  var line = 0
  /// The line as it stands in the file, where the reader keeps it.
  var text: [UInt8] = []
  /// Whether the line was ended by a line break, not by the end of the file.
  var endsInNewline = true

  /// How many fields there are; 0 for a blank line.
  var count: Int { ends.count }

  /// Where a field lies in `bytes`.
  func range(of field: Int) -> Range<Int> {
    (field == 0 ? 0 : ends[field - 1])..<ends[field]
  }

  /// Where a field lies in `bytes` without the blanks and tabs around it.
  func trimmedRange(of field: Int) -> Range<Int> {
    var range = range(of: field)
    while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 {
      range = range.lowerBound..<last
    }
    return range
  }

  /// A field's text without blanks around it; damaged bytes become replacement characters.
  func trimmedText(of field: Int) -> String {
    String(decoding: bytes[trimmedRange(of: field)], as: UTF8.self)
  }

  /// Whether this is no row but sums up those above it: a sum or a mean in place of a time, or a remark
  /// alone on its line.
  ///
  /// - Parameters:
  ///   - time: the column of times; nil where there is none.
  ///   - width: how many columns there are.
  /// - Returns: false for everything that may be a damaged row.
  func isSummary(time: Int?, width: Int) -> Bool {
    guard width > 1, count > 0 else { return false }
    let words = trimmedText(of: min(time ?? 0, count - 1)).lowercased()
    if count == width, time != nil { return CSVRecord.summaries.contains(words) }
    guard count != width, bytes.count < 400 else { return false }
    let filled = (0..<count).filter { !trimmedRange(of: $0).isEmpty }
    // A mark without a word may be all that is left of a row.
    return filled.count <= 1 && beginsLikeRemark
  }

  /// Whether there are cells, and nothing in them.
  var isBlank: Bool { count > 0 && (0..<count).allSatisfy { trimmedRange(of: $0).isEmpty } }

  /// Whether this is no row where it stands behind the last one.
  var mayBeFooter: Bool { count == 0 || isBlank || isSentence || beginsLikeRemark }

  /// Whether only the first cell holds anything, and that are at least two words.
  var isSentence: Bool {
    guard count > 0, bytes.count < 400, trimmedText(of: 0).first?.isLetter == true,
      (1..<count).allSatisfy({ trimmedRange(of: $0).isEmpty })
    else { return false }
    let words = trimmedText(of: 0).split(separator: " ").count {
      $0.count > 1 && $0.allSatisfy { $0.isLetter || $0.isPunctuation }
        && $0.contains(where: \.isLetter)
    }
    return words > 1
  }

  /// Whether the first cell begins with a word that remarks begin with.
  var beginsLikeRemark: Bool {
    guard count > 0 else { return false }
    let start = trimmedText(of: 0).lowercased()
    return start.contains(where: \.isLetter)
      && CSVRecord.remarks.contains { start.hasPrefix($0) }
  }

  private static let summaries: Set<String> = [
    "total", "totals", "grand total", "sum", "average", "avg", "mean", "median", "count", "min",
    "max",
    "minimum", "maximum", "std", "summe", "gesamt", "mittelwert",
  ]
  private static let remarks = ["source", "note", "*", "quelle", "copyright", "©", "last updated"]

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }
}

/// What takes the records of a file, and decides whether a faulty line ends the reading.
protocol RecordSink {
  /// Takes a record; it is valid only during the call.
  mutating func take(_ record: CSVRecord) throws(IngestionError)
  /// Takes a line that is no record; throwing ends the reading, returning goes on at the next line.
  mutating func refuse(_ fault: IngestionError) throws(IngestionError)
}
