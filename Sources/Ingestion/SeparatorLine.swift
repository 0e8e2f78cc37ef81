/// The line `sep=;` that Excel reads above all others: it names the separator.
enum SeparatorLine {
  /// The separator that a file's first line names; nil where it is any other line.
  static func separator(in file: [UInt8]) -> UInt8? {
    var line = file[...].prefix { $0 != 0x0A && $0 != 0x0D }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, let separator = line.last, separator < 0x80,
      String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep="
    else { return nil }
    return separator
  }

  /// Whether a record is such a line, whichever separator it was split by.
  static func isOne(_ record: CSVRecord) -> Bool {
    guard record.line == 1, record.count > 0 else { return false }
    let rest = (1..<record.count).allSatisfy { record.range(of: $0).isEmpty }
    let text = record.trimmedText(of: 0).lowercased()
    return rest && text.hasPrefix("sep=") && text.utf8.count <= (record.count > 1 ? 4 : 5)
  }
}
