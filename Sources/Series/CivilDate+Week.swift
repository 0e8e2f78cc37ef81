extension CivilDate {
  /// The week of ISO 8601 that the day lies in: the week's year, and its number in it.
  ///
  /// Weeks begin on Monday, and the first one is that of January 4th, so a year has 52 or 53.
  public var week: (year: Int, number: Int) {
    let thursday = CivilDate(daysSinceEpoch: daysSinceEpoch - weekday + 3)
    guard let first = CivilDate(year: thursday.year, month: 1, day: 1) else { return (year, 1) }
    return (thursday.year, (thursday.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1)
  }

  /// A day of an ISO week; nil where the year does not have the week.
  ///
  /// - Parameters:
  ///   - weekYear: the week's year.
  ///   - week: its number, 1 … 53.
  ///   - weekday: the day, Monday 0 … Sunday 6.
  public init?(weekYear: Int, week: Int, weekday: Int = 0) {
    guard (1...53).contains(week), (0...6).contains(weekday),
      let fourth = CivilDate(year: weekYear, month: 1, day: 4)
    else { return nil }
    self.init(
      daysSinceEpoch: fourth.daysSinceEpoch - fourth.weekday + (week - 1) * 7 + weekday)
    guard self.week == (weekYear, week) else { return nil }
  }
}
