import ForecastSeries

/// The English names of months and weekdays.
extension TimestampParser {
  /// The month of an English name at a position, in letters of any case.
  static func monthName(
    _ bytes: [UInt8], _ position: inout Int, _ end: Int, isLong: Bool
  ) -> Int? {
    name(in: lowercasedMonths, bytes, &position, end, isLong: isLong).map { $0 + 1 }
  }

  /// The weekday of an English name at a position, from Monday 0, in letters of any case.
  static func weekdayName(
    _ bytes: [UInt8], _ position: inout Int, _ end: Int, isLong: Bool
  ) -> Int? {
    name(in: lowercasedWeekdays, bytes, &position, end, isLong: isLong)
  }

  private static func name(
    in names: [[UInt8]], _ bytes: [UInt8], _ position: inout Int, _ end: Int, isLong: Bool
  ) -> Int? {
    guard position < end, bytes[position].isLetter else { return nil }
    let first = bytes[position] | 0x20
    for (index, name) in names.enumerated() where name[0] == first {
      let count = isLong ? name.count : 3
      guard position + count <= end,
        (1..<count).allSatisfy({ bytes[position + $0] | 0x20 == name[$0] })
      else { continue }
      position += count
      return index
    }
    return nil
  }

  /// The letters of the names: a cell of any text is held against them, so they are not formed anew.
  private static let lowercasedMonths = TimestampPattern.monthNames.map {
    Array($0.lowercased().utf8)
  }
  private static let lowercasedWeekdays = TimestampPattern.weekdayNames.map {
    Array($0.lowercased().utf8)
  }
}
