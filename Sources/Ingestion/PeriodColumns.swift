import ForecastSeries

/// The months or quarters of a table that has one row a year and the year's parts side by side.
struct PeriodColumns: Sendable, Equatable {
  /// The column of the year.
  let year: Int
  /// The columns of its parts, in the order of time.
  let columns: [Int]
  /// How many months a part has.
  var months: Int { 12 / columns.count }
  /// How the times of the rows are written.
  var style: TimestampStyle {
    TimestampStyle(pattern: columns.count == 12 ? "yyyy-MM" : "yyyy QQQ")
  }

  /// Finds a year's parts side by side; nil where the columns are something else.
  ///
  /// - Parameters:
  ///   - profiles: all columns.
  ///   - year: the column of times.
  init?(_ profiles: [ColumnProfile], year: Int) {
    guard case .pattern("yyyy") = profiles[year].detection else { return nil }
    let short = TimestampPattern.monthNames.map { String($0.prefix(3)).lowercased() }
    let long = TimestampPattern.monthNames.map { $0.lowercased() }
    let keys = profiles.map(\.key)
    for names in [short, long, ["q1", "q2", "q3", "q4"]] {
      for start in keys.indices where keys[start...].starts(with: names) {
        self.year = year
        columns = Array(start..<(start + names.count))
        return
      }
    }
    return nil
  }

  /// The first second of a part of the year that begins at another one.
  func time(of part: Int, inYearOf seconds: Int) -> Int {
    let year = Timestamp(seconds: seconds).date.year
    guard let date = CivilDate(year: year, month: part * months + 1, day: 1) else { return seconds }
    return Timestamp(date).seconds
  }
}
