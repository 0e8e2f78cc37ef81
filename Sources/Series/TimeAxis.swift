/// The regular grid of times on which a series lies: where its first row is, and the step.
///
/// A position is counted from the first row. The `ordinal` of a position counts steps of the calendar
/// itself, so the same month, weekday or hour has the same ordinal modulo the season whatever row a
/// file begins with; a tail of a file therefore meets the same season as the whole.
public struct TimeAxis: Sendable, Hashable {
  /// The step between two positions.
  public let frequency: Frequency
  /// Ordinal of position 0 on the frequency's grid.
  private let first: Int
  /// What a row adds to its grid point: seconds on a fixed step, months on a calendar step.
  private let offset: Int
  /// Day of the month on a calendar step; `endOfMonth` for the last one.
  private let day: Int
  /// Time of day on a business-day or calendar step, in seconds.
  private let secondOfDay: Int

  private static let endOfMonth = 31

  /// Makes the axis whose first position is `start`.
  ///
  /// - Parameters:
  ///   - start: the time of position 0.
  ///   - frequency: the step.
  ///   - atEndOfMonth: whether a step in months stays on the last day of its month.
  public init(start: Timestamp, frequency: Frequency, atEndOfMonth: Bool = false) {
    self.frequency = frequency
    if let step = frequency.fixedSeconds {
      first = start.seconds.flooringQuotient(dividingBy: step)
      offset = start.seconds.flooringRemainder(dividingBy: step)
      (day, secondOfDay) = (0, 0)
    } else if let months = frequency.months {
      let date = start.date
      first = date.monthCount.flooringQuotient(dividingBy: months)
      offset = date.monthCount.flooringRemainder(dividingBy: months)
      day = atEndOfMonth ? TimeAxis.endOfMonth : date.day
      secondOfDay = start.secondOfDay
    } else {
      let date = start.date
      precondition(date.weekday < 5, "a business day is no Saturday or Sunday")
      let days = date.daysSinceEpoch + 3
      let week = days.flooringQuotient(dividingBy: 7)
      let ordinal = week * 5 + (days - week * 7)
      first = ordinal.flooringQuotient(dividingBy: frequency.count)
      offset = ordinal.flooringRemainder(dividingBy: frequency.count)
      (day, secondOfDay) = (0, start.secondOfDay)
    }
  }

  /// Steps of the calendar before this position; the season's phase is this modulo the season.
  public func ordinal(at position: Int) -> Int { first + position }

  /// The time of a position, also before the first row and after the last.
  ///
  /// A step may be so long that an integer cannot hold the time; it then is the last one that it can.
  public func timestamp(at position: Int) -> Timestamp {
    let ordinal = first + position
    if let step = frequency.fixedSeconds {
      let (start, overflows) = ordinal.multipliedReportingOverflow(by: step)
      let (seconds, passes) = start.addingReportingOverflow(offset)
      guard overflows || passes else { return Timestamp(seconds: seconds) }
      return Timestamp(seconds: ordinal < 0 ? .min : .max)
    }
    if let months = frequency.months {
      return Timestamp(
        CivilDate(monthCount: ordinal * months + offset, day: day), secondOfDay: secondOfDay)
    }
    let businessDay = ordinal * frequency.count + offset
    let week = businessDay.flooringQuotient(dividingBy: 5)
    let date = CivilDate(daysSinceEpoch: week * 7 - 3 + (businessDay - week * 5))
    return Timestamp(date, secondOfDay: secondOfDay)
  }

  /// The position of a time, or nil where the time is not on the grid.
  public func position(of time: Timestamp) -> Int? {
    let position: Int
    if let step = frequency.fixedSeconds {
      position = (time.seconds - offset).flooringQuotient(dividingBy: step) - first
    } else if let months = frequency.months {
      position = (time.date.monthCount - offset).flooringQuotient(dividingBy: months) - first
    } else {
      let days = time.date.daysSinceEpoch + 3
      let week = days.flooringQuotient(dividingBy: 7)
      let businessDay = week * 5 + Swift.min(days - week * 7, 4)
      position = (businessDay - offset).flooringQuotient(dividingBy: frequency.count) - first
    }
    return timestamp(at: position) == time ? position : nil
  }

  /// The same grid with position 0 moved `positions` steps on.
  public func advanced(by positions: Int) -> TimeAxis {
    TimeAxis(self, first: first + positions)
  }

  private init(_ axis: TimeAxis, first: Int) {
    frequency = axis.frequency
    self.first = first
    offset = axis.offset
    day = axis.day
    secondOfDay = axis.secondOfDay
  }
}
