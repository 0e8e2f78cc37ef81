extension Dialect {
  /// Whether a line has to be written anew before libcsv can split it.
  var needsRewriting: Bool { mergesSeparators || skipsBlanks || escape != nil }

  /// A line with single separators and doubled quotes.
  ///
  /// - Parameter line: the line without its end.
  /// - Returns: what libcsv reads as the same fields.
  func rewritten(_ line: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    var isQuoted = false
    var position = 0
    while position < line.count {
      let byte = line[position]
      position += 1
      if byte == escape, position < line.count {
        if line[position] == quote { plain.append(quote) }
        plain.append(line[position])
        position += 1
      } else if byte == separator, mergesSeparators, !isQuoted {
        while position < line.count, line[position] == separator { position += 1 }
        if !plain.isEmpty && position < line.count { plain.append(separator) }
      } else if byte == separator, skipsBlanks, !isQuoted {
        while position < line.count, line[position] == 0x20 { position += 1 }
        plain.append(separator)
      } else if byte == 0x20, skipsBlanks, !isQuoted, plain.last == quote {
        // Blanks between a closing quote and a separator; before other text they are a fault.
        let end = line[position...].firstIndex { $0 != 0x20 } ?? line.count
        if end == line.count || line[end] == separator {
          position = end
        } else {
          plain.append(byte)
        }
      } else {
        if byte == quote { isQuoted.toggle() }
        plain.append(byte)
      }
    }
    return plain
  }
}
