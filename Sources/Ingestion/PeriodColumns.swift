import ForecastSeries

/// The columns of a table whose lines hold several times side by side: a year's months or quarters, or
/// all times of a series.
struct PeriodColumns: Sendable, Equatable {
  /// The columns of the times, in the order of the file.
  let columns: [Int]
  /// How the times of the rows are written.
  let style: TimestampStyle
  /// The times in the header; empty where a line has its own year.
  private let times: [Int]
  /// Whether times are integers that only count.
  var isCounted: Bool { style == .integer }
  /// Whether a line holds a year of its own.
  var areOfYear: Bool { times.isEmpty }
  /// How many months a part of a year has.
  private var months: Int { 12 / columns.count }
  /// What is told of the table.
  let note: String

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
        columns = Array(start..<(start + names.count))
        times = []
        style = TimestampStyle(pattern: columns.count == 12 ? "yyyy-MM" : "yyyy QQQ")
        note = "one row a year, its \(columns.count == 12 ? "months" : "quarters") side by side"
        return
      }
    }
    return nil
  }

  /// Takes the times of a header; nil where they cannot be told.
  init?(_ header: HeaderTimes) {
    switch header.form {
    case .ambiguous, .unread: return nil
    case .counted: style = .integer
    case .pattern(let pattern): style = TimestampStyle(pattern: pattern)
    }
    (columns, times) = (header.columns, header.times)
    note = "one line a series, its \(header.noun) side by side"
  }

  /// The time of a part of a line.
  ///
  /// - Parameters:
  ///   - part: which of the columns.
  ///   - seconds: the first second of the line's own year; nil where the header has the times.
  /// - Returns: its first second, or the integer where times only count.
  func time(of part: Int, inYearOf seconds: Int?) -> Int {
    guard let seconds, areOfYear else { return times[part] }
    let year = Timestamp(seconds: seconds).date.year
    guard let date = CivilDate(year: year, month: part * months + 1, day: 1) else { return seconds }
    return Timestamp(date).seconds
  }
}
