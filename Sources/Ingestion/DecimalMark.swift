/// The byte between whole and fraction of a file's numbers, and how sure that is.
struct DecimalMark: Equatable {
  let byte: UInt8
  /// Whether the user or the file says so; if not, no number that was looked at has a mark, or each can be
  /// read in two ways.
  let isSettled: Bool
  /// What can be read in two ways, by column.
  var doubts: [Int: IngestionError] = [:]

  init(_ byte: UInt8, isSettled: Bool = true) {
    self.byte = byte
    self.isSettled = isSettled
  }

  /// The fault of a number that can be read in two ways.
  ///
  /// - Parameters:
  ///   - text: the cell as it is shown.
  ///   - number: the number in it, with a single mark.
  /// - Returns: what is said of it; nil where it has no mark.
  static func doubt(of text: String, number: [UInt8]) -> (message: String, hint: String)? {
    guard let mark = number.first(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") })
    else { return nil }
    func read(_ marks: [UInt8]) -> String {
      let bytes = number.flatMap { $0 == mark ? marks : [$0] }
      return String(decoding: bytes, as: UTF8.self)
    }
    let name = String(UnicodeScalar(mark))
    return (
      "\(QuotedCell.quoting(text)) can be \(read([UInt8(ascii: ".")])) or \(read([]))",
      "--decimal \(name) or --thousands \(name)"
    )
  }
}

extension TableHead {
  /// The byte between whole and fraction of this file's numbers.
  ///
  /// A comma can be one only where it does not part the fields, and where it does, or blanks do, a point is
  /// the mark. Elsewhere a point may group thousands as well: `1.234` may mean 1.234 or 1234, as `1,234`
  /// may, and some other cell has to show which.
  func decimalMark(of records: [CSVRecord], options: ReadingOptions) -> DecimalMark {
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    if let mark = options.decimalMark { return DecimalMark(mark) }
    if options.thousandsMark == "." { return DecimalMark(comma) }
    if options.thousandsMark == "," || dialect.separator == comma { return DecimalMark(point) }
    let columns = evidence(in: records, options: options)
    for mark in [point, comma] where columns.contains(where: { $0.proves(mark) }) {
      return DecimalMark(mark)
    }
    let hasBlanks = dialect.mergesSeparators || dialect.separator == UInt8(ascii: " ")
    if hasBlanks, columns.contains(where: { $0.doubt?.mark == point }) { return DecimalMark(point) }
    for mark in [point, comma] where columns.contains(where: { $0.suggests(mark) }) {
      return DecimalMark(mark)
    }
    let doubts = columns.map(\.doubt)
    // Where something else parts thousands, a point or a comma does not.
    if options.thousandsMark != nil {
      return DecimalMark(doubts.compactMap(\.self).first?.mark ?? point)
    }
    var mark = DecimalMark(doubts.compactMap(\.self).first?.mark ?? point, isSettled: hasBlanks)
    for (column, doubt) in doubts.enumerated() {
      guard let doubt, let said = DecimalMark.doubt(of: doubt.text, number: doubt.number) else {
        continue
      }
      let place = SourceLocation(file: file, line: doubt.line, column: column + 1)
      mark.doubts[column] = IngestionError(.value, said.message, at: place, hint: said.hint)
    }
    return mark
  }

  /// What the columns' cells say.
  private func evidence(
    in records: [CSVRecord], options: ReadingOptions
  ) -> [DecimalEvidence] {
    var columns: [DecimalEvidence] = []
    let missing = MissingMarks(adding: options.missingMarks)
    let texts = NumberDress.knownTexts + options.strippedTexts.map { Array($0.utf8) }
    for record in records {
      while columns.count < record.count { columns.append(DecimalEvidence()) }
      for field in 0..<record.count {
        let range = record.trimmedRange(of: field)
        guard !missing.contains(record.bytes, range) else { continue }
        columns[field].take(record.bytes[range], line: record.line, texts: texts)
      }
    }
    return columns
  }
}
