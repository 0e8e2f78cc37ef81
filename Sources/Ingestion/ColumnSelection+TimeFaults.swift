import ForecastSeries

/// What is wrong with columns that should hold the times, or might.
extension ColumnSelection {
  /// A time in several columns needs a year, and what follows it without a gap.
  func checkParts() throws(IngestionError) {
    let names: Set<String> = [
      "year", "yr", "month", "mnth", "mon", "day", "dy", "hour", "hr", "minute",
    ]
    let parts = profiles.filter { names.contains($0.key) && $0.isNumber }
    guard parts.count > 1 else { return }
    throw schemaError(
      "the time stands in several columns (\(ColumnNames.listing(parts.map(\.name)))), "
        + "but not from the year down",
      hint: "--time none to count the rows")
  }

  func checkIsTime(_ column: Int) throws(IngestionError) {
    let profile = profiles[column]
    guard options.dateFormat == nil else { return }
    let name = QuotedCell.quoting(profile.name)
    switch profile.detection {
    case .pattern, .integer: return
    case .ambiguous(let cell, let patterns): throw ambiguityError(cell, patterns, column)
    case .unclearCentury(let cell):
      throw schemaError(
        "years in two digits, as in \(QuotedCell.quoting(cell)), lie on both sides of 69, where 1969 "
          + "begins and 2068 ends (column \(name))",
        hint: "write the years in four digits", column: column, cell: cell)
    case .none(let cell):
      if TimeColumns.clockPattern(of: profile.cells) != nil {
        throw schemaError(
          "column \(name) has the clock but no day",
          hint:
            "--time DATE,\(QuotedCell.shellWord(profile.name)) with a column of days, or --time none "
            + "with --step hour to count the rows",
          column: column, cell: cell)
      }
      let what = cell.isEmpty ? "it has no value" : "\(QuotedCell.quoting(cell)) is not a time"
      throw schemaError(
        "column \(name) should hold the times, but \(what) that is read",
        hint:
          "--date-format 'dd.MM.yyyy HH:mm' as they are written, --time with another column, or "
          + "--time none to count the rows",
        column: column, cell: cell)
    }
  }

  /// The fault of times that can be read in several ways.
  ///
  /// - Parameters:
  ///   - cell: an example.
  ///   - patterns: how it can be read; of a single one the other reading is a day without its year.
  ///   - column: where it stands.
  /// - Returns: all readings, with a date format for each.
  func ambiguityError(_ cell: String, _ patterns: [String], _ column: Int) -> IngestionError {
    let bytes = Array(cell.utf8)
    var (readings, unread) = ([String](), 0)
    for pattern in patterns {
      var parser = TimestampParser(pattern: pattern)
      guard let seconds = parser?.read(bytes, bytes.indices) else {
        unread += 1
        continue
      }
      let reading = TimestampStyle.date.string(from: Timestamp(seconds: seconds))
      if !readings.contains(reading) { readings.append(reading) }
    }
    let quoted = QuotedCell.quoting(cell)
    let name = QuotedCell.quoting(profiles[column].name)
    let message =
      if patterns.count == 1 {
        "\(quoted) can be \(readings.first ?? cell) or a day without its year (column \(name))"
      } else if readings.count == patterns.count {
        "\(quoted) can be \(readings.joined(separator: " or ")) (column \(name))"
      } else if unread == 0 {
        "\(quoted) does not tell whether the day or the month comes first (column \(name))"
      } else {
        "some times have the day first, others the month (column \(name))"
      }
    return schemaError(
      message,
      hint: patterns.map { "--date-format \(QuotedCell.shellWord($0))" }.joined(separator: " or "),
      column: column, cell: cell)
  }

  // MARK: Rows that would be counted

  /// Rows are counted where no column holds times; a column that seems to hold some, in a form that is
  /// not read, must not be passed over: its rows may be in any order, and have gaps.
  func checkNothingLooksLikeTime() throws(IngestionError) {
    if let format = options.dateFormat {
      throw schemaError(
        "no column has times like \(QuotedCell.quoting(format))",
        hint: "--time COLUMN, or another --date-format")
    }
    // A single column is a line that was not taken apart.
    for column in profiles.indices where profiles.count > 1 {
      let profile = profiles[column]
      guard !isNamedElsewhere(profile.name), !ColumnNames.targets.contains(profile.key),
        let cell = ColumnSelection.seeminglyTime(profile)
      else { continue }
      throw schemaError(
        "column \(QuotedCell.quoting(profile.name)) seems to hold times, but \(QuotedCell.quoting(cell)) "
          + "is none that is read",
        hint:
          "--date-format 'dd.MM.yyyy HH:mm' as they are written, or --time none to count the rows",
        column: column, cell: cell)
    }
  }

  /// A cell of a column of text of which most look like times, and not all are the same.
  private static func seeminglyTime(_ profile: ColumnProfile) -> String? {
    guard profile.kind == .text, let first = profile.cells.first,
      profile.cells.contains(where: { $0 != first })
    else { return nil }
    let similar = profile.cells.filter(resemblesTime)
    return similar.count * 2 > profile.cells.count
      ? similar.first.map { String(decoding: $0, as: UTF8.self) } : nil
  }

  /// Whether a text begins like the name of a month in one of the languages of Europe.
  private static func beginsWithMonth(_ cell: [UInt8]) -> Bool {
    monthBeginnings.contains(String(decoding: cell, as: UTF8.self).prefix(3).lowercased())
  }

  private static let monthBeginnings = Set(
    ("jan feb mar apr may jun jul aug sep oct nov dec mär mrz mai okt dez fév avr jui aoû déc ene abr ago "
      + "dic gen mag giu lug set ott fev out maj mei maa").split(separator: " ").map(String.init))

  /// Whether a cell has a year among its numbers, a month before one, or two or more numbers with the marks
  /// of dates and clocks between.
  private static func resemblesTime(_ cell: [UInt8]) -> Bool {
    let numbers = cell.split { $0.decimalDigit == nil }
    let hasYear = numbers.contains { number in
      number.count == 4
        && (1_800...2_199).contains(TimestampParser.integer(Array(number), 0..<4) ?? 0)
    }
    if hasYear || !numbers.isEmpty && beginsWithMonth(cell) { return true }
    let marks = cell.filter { $0.decimalDigit == nil }
    return (2...6).contains(numbers.count) && cell.first?.decimalDigit != nil
      && numbers.allSatisfy { $0.count <= 2 } && marks.allSatisfy { "/.:- ".utf8.contains($0) }
      && marks.count >= numbers.count - 1
  }
}
