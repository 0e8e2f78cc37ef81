import ForecastSeries

extension TimeColumns {
  /// What a column of a spread time holds.
  enum Unit: Int, Sendable, CaseIterable {
    case year, quarter, month, week, day, hour, minute, second

    /// The names that such columns have.
    var names: Set<String> {
      switch self {
      case .year: ["year", "yr", "yyyy", "jahr", "año", "ano", "anno"]
      case .quarter: ["quarter", "qtr", "q"]
      case .month: ["month", "mnth", "mon", "mm", "monat", "mes"]
      case .week: ["week", "wk", "isoweek", "iso_week"]
      case .day: ["day", "dy", "dd", "dom", "tag"]
      case .hour:
        [
          "hour", "hr", "hh", "stunde", "hora", "heure", "he", "hour ending", "hour_ending",
          "hourending",
        ]
      case .minute: ["minute", "min"]
      case .second: ["second", "sec"]
      }
    }

    /// The units that may follow, one of them.
    var next: [Unit] {
      switch self {
      case .year: [.month, .quarter, .week]
      case .month: [.day]
      case .day: [.hour]
      case .hour: [.minute]
      case .minute: [.second]
      case .quarter, .week, .second: []
      }
    }

    /// The units of columns that begin with a year and say by their cells what they are; nil where one does
    /// not.
    static func chain(of profiles: [ColumnProfile]) -> [Unit]? {
      var units = [Unit.year]
      for profile in profiles.dropFirst() {
        guard let unit = units.last?.next.first(where: { $0.isSpelledOut(in: profile) }) else {
          return nil
        }
        units.append(unit)
      }
      return units
    }
  }

  /// How a column writes a unit, and how it is put behind those before.
  struct Spelling: Sendable {
    /// What is put in front.
    let mark: String
    /// The pattern of what then stands there.
    let letters: String
    /// How many digits its numbers get; 0 leaves them.
    var width = 0
    /// How many bytes of a cell are passed over.
    var skipped = 0
  }
}

extension TimeColumns.Unit {
  /// How a column writes this unit; nil where it does not.
  func spelling(of profile: ColumnProfile) -> TimeColumns.Spelling? {
    if isSpelledOut(in: profile) {
      if self == .quarter { return TimeColumns.Spelling(mark: "-", letters: "-QQQ") }
      if hasLetter(profile) {
        return TimeColumns.Spelling(mark: "-", letters: "-MM", width: 2, skipped: 1)
      }
      let isLong = profile.cells.contains { $0.count > 3 }
      return TimeColumns.Spelling(mark: "-", letters: isLong ? "-MMMM" : "-MMM")
    }
    guard profile.isNumber else { return nil }
    return switch self {
    case .year: TimeColumns.Spelling(mark: "", letters: "yyyy", width: 4)
    case .quarter: TimeColumns.Spelling(mark: "-Q", letters: "-QQQ", width: 1)
    case .month: TimeColumns.Spelling(mark: "-", letters: "-MM", width: 2)
    case .week: TimeColumns.Spelling(mark: "-W", letters: "-www", width: 2)
    case .day: TimeColumns.Spelling(mark: "-", letters: "-dd", width: 2)
    case .hour: TimeColumns.Spelling(mark: " ", letters: " HH", width: 2)
    case .minute: TimeColumns.Spelling(mark: ":", letters: ":mm", width: 2)
    case .second: TimeColumns.Spelling(mark: ":", letters: ":ss", width: 2)
    }
  }

  /// Whether a column's cells say by themselves that they are this unit: `Jan`, `M01`, `Q1`.
  func isSpelledOut(in profile: ColumnProfile) -> Bool {
    guard !profile.cells.isEmpty else { return false }
    if self == .month {
      return hasLetter(profile) || profile.cells.allSatisfy { isMonthName($0, isLong: false) }
        || profile.cells.allSatisfy { isMonthName($0, isLong: true) }
    }
    return self == .quarter
      && profile.cells.allSatisfy { cell in
        cell.count == 2 && cell[0] == UInt8(ascii: "Q") && cell[1].decimalDigit != nil
      }
  }

  private func isMonthName(_ cell: [UInt8], isLong: Bool) -> Bool {
    var end = 0
    return TimestampParser.monthName(cell, &end, cell.count, isLong: isLong) != nil
      && end == cell.count
  }

  /// Whether all cells are an M and two digits.
  private func hasLetter(_ profile: ColumnProfile) -> Bool {
    profile.cells.allSatisfy { cell in
      cell.count == 3 && cell[0] == UInt8(ascii: "M")
        && cell.dropFirst().allSatisfy { $0.decimalDigit != nil }
    }
  }
}

extension TimeColumns {
  /// The columns of a clock beside a day: one of clock readings, or of hours and of what divides them.
  struct Clock: Sendable {
    let parts: [Part]
    let names: [String]
    let pattern: String
    var columns: [Int] { parts.map(\.column) }

    /// Takes columns as a clock; nil where they are none.
    init?(_ profiles: [ColumnProfile], _ columns: [Int]) {
      names = columns.map { profiles[$0].name }
      if columns.count == 1, let written = TimeColumns.clockPattern(of: profiles[columns[0]].cells)
      {
        parts = [Part(column: columns[0], mark: " ")]
        pattern = written
        return
      }
      if columns.count == 1, profiles[columns[0]].isClockOfDigits {
        parts = [Part(column: columns[0], mark: " ", width: 4)]
        pattern = "HHmm"
        return
      }
      let units: [Unit] = [.hour, .minute, .second]
      let spellings = zip(units, columns).compactMap { $0.spelling(of: profiles[$1]) }
      guard !columns.isEmpty, spellings.count == columns.count else { return nil }
      parts = zip(columns, spellings).map { Part(column: $0, mark: $1.mark, width: $1.width) }
      pattern = String(spellings.map(\.letters).joined().dropFirst())
    }
  }
}
