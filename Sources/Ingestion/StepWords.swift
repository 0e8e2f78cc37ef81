import ForecastSeries

/// How a step is said to a person: `monthly (month start)`, `every 15 minutes`.
enum StepWords {
  /// Describes the step of a panel by its first series.
  static func describing(_ frequency: Frequency, on axis: TimeAxis?) -> String {
    let words = naming(frequency)
    guard let axis else { return words }
    guard axis.frequency.unit != .index else {
      if frequency.unit != .index { return "\(words), counted by an index" }
      return axis.frequency.count == 1 ? "counted" : "counted by \(axis.frequency.count)"
    }
    return detail(of: frequency, on: axis).map { "\(words) (\($0))" } ?? words
  }

  /// The step alone.
  static func naming(_ frequency: Frequency) -> String {
    let unit = frequency.unit.rawValue
    guard frequency.count == 1 else {
      return frequency.unit == .index
        ? "counted by \(frequency.count)" : "every \(frequency.count) \(unit)s"
    }
    switch frequency.unit {
    case .second: return "every second"
    case .minute: return "every minute"
    case .hour: return "hourly"
    case .day: return "daily"
    case .businessDay: return "business days"
    case .week: return "weekly"
    case .month: return "monthly"
    case .quarter: return "quarterly"
    case .year: return "yearly"
    case .index: return "counted"
    }
  }

  private static func detail(of frequency: Frequency, on axis: TimeAxis) -> String? {
    // A later row of a series on the last day of its month shows that by another day.
    let dates = (0..<12).map { axis.timestamp(at: $0).date }
    let isAtEnd = dates.allSatisfy(\.isEndOfMonth)
    guard let date = dates.first else { return nil }
    switch frequency.unit {
    case .week:
      return ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"][
        date.weekday]
    case .month: return isAtEnd ? "month end" : date.day == 1 ? "month start" : "day \(date.day)"
    case .quarter:
      if isAtEnd && date.month.isMultiple(of: 3) { return "quarter end" }
      return date.day == 1 && date.month % 3 == 1 ? "quarter start" : "from month \(date.month)"
    case .year:
      if isAtEnd && date.month == 12 { return "year end" }
      return date.day == 1 && date.month == 1 ? "year start" : "from month \(date.month)"
    default: return nil
    }
  }
}
