extension TableHead {
  /// The byte between whole and fraction of this file's numbers.
  ///
  /// A comma can be one only where it does not part the fields. `1,234` may mean 1.234 or 1234; some
  /// other cell has to show which.
  func decimalMark(of records: [CSVRecord], options: ReadingOptions) throws(IngestionError) -> UInt8
  {
    if let mark = options.decimalMark { return mark }
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    guard dialect.separator != comma else { return point }
    let (points, commas) = (NumberParser(), NumberParser(decimalMark: comma))
    var example: (text: String, place: SourceLocation)?
    var isProven = false
    for record in records {
      for field in 0..<record.count {
        let range = record.trimmedRange(of: field)
        let cell = record.bytes[range]
        if cell.contains(point), points.read(record.bytes, range) != .noNumber { return point }
        guard let position = cell.firstIndex(of: comma),
          commas.read(record.bytes, range) != .noNumber
        else { continue }
        let whole = cell[..<position].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        let fraction = cell[(position + 1)...]
        if fraction.count != 3 || whole.count > 3 || whole.isEmpty
          || whole.first == UInt8(ascii: "0")
        {
          isProven = true
        }
        example =
          example
          ?? (
            record.trimmedText(of: field),
            SourceLocation(file: file, line: record.line, column: field + 1)
          )
      }
    }
    guard let example else { return point }
    guard isProven else {
      let digits = example.text.filter { $0 != "," }
      throw IngestionError(
        .value,
        "\(QuotedCell.quoting(example.text)) can be "
          + "\(example.text.split(separator: ",").joined(separator: ".")) or \(digits)",
        at: example.place, hint: "--decimal , or --decimal .")
    }
    return comma
  }
}
