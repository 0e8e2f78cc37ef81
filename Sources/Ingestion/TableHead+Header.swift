/// Tells a line of names from a row.
extension TableHead {
  /// A first line is a header if a cell of it is plain text above a column of numbers or times.
  ///
  /// Where no column holds numbers or times, the first line is a header: nothing can be forecast then,
  /// and the message had better name the columns.
  func looksLikeHeader(
    _ first: CSVRecord, before rows: [CSVRecord], numbers: NumberParser, missing: MissingMarks
  ) -> Bool {
    func isValue(_ record: CSVRecord, _ column: Int) -> Bool {
      let range = record.trimmedRange(of: column)
      return numbers.read(record.bytes, range) != .noNumber || isStamp(record, column)
    }
    func isStamp(_ record: CSVRecord, _ column: Int) -> Bool {
      TimestampShape.of(Array(record.bytes[record.trimmedRange(of: column)])) != nil
    }
    // Dates above dates are a row, whatever else the line holds.
    let hasStamp = (0..<first.count).contains { column in
      isStamp(first, column)
        && rows.count(where: { isStamp($0, column) }) * 2 > rows.count
    }
    if hasStamp { return false }
    if namesRows(first, rows, missing) || namesTimes(first, rows, numbers) { return true }
    var hasValues = rows.isEmpty
    for column in 0..<first.count {
      let range = first.trimmedRange(of: column)
      let present = rows.filter { !missing.contains($0.bytes, $0.trimmedRange(of: column)) }
      guard !present.isEmpty || rows.isEmpty else { continue }
      guard present.count(where: { isValue($0, column) }) * 2 > present.count || rows.isEmpty else {
        continue
      }
      hasValues = true
      if !isValue(first, column) && !missing.contains(first.bytes, range) { return true }
    }
    return !hasValues
  }

  /// Whether the first cell is empty as above a column of row labels: no row below has it empty, and no
  /// name is missing.
  private func namesRows(
    _ first: CSVRecord, _ rows: [CSVRecord], _ missing: MissingMarks
  ) -> Bool {
    func isFilled(_ record: CSVRecord, _ column: Int) -> Bool {
      !missing.contains(record.bytes, record.trimmedRange(of: column))
    }
    // A fraction is a value, and no name.
    return first.count > 1 && !rows.isEmpty && first.trimmedRange(of: 0).isEmpty
      && (1..<first.count).allSatisfy {
        isFilled(first, $0) && !first.bytes[first.trimmedRange(of: $0)].contains(0x2E)
      }
      && rows.allSatisfy { isFilled($0, 0) }
  }

  /// Whether the line has times in front of columns of numbers that are none.
  private func namesTimes(
    _ first: CSVRecord, _ rows: [CSVRecord], _ numbers: NumberParser
  ) -> Bool {
    var names = (0..<first.count).map { first.trimmedText(of: $0) }
    while names.count > 1, names.last?.isEmpty == true { names.removeLast() }
    guard let header = HeaderTimes(names, dateFormat: nil) else { return false }
    let below = rows.flatMap { row in
      header.columns.map { Array(row.bytes[row.trimmedRange(of: $0)]) }
    }.filter { numbers.read($0, $0.indices) != .noNumber }
    // Years above years may be a row like those below it.
    let years = below.count { $0.count == 4 && $0.allSatisfy { $0.decimalDigit != nil } }
    return !below.isEmpty && (header.columns.count > 3 || years * 2 < below.count)
  }
}
