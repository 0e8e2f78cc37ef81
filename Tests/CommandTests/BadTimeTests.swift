import Testing

/// Cells that hold no time, or one that cannot be where it stands.
@Suite(.program) struct BadTimeTests {
  @Test(arguments: all)
  func `a time that cannot be is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  static let all: [Refusal] =
    noDays.map { day($0, says: "data.csv:15:1: '\($0)' is no day of the calendar (column 'date')") }
    + otherDays.map {
      day($0, says: "data.csv:15:1: '\($0)' is not a time like '2024-01-01' (column 'date')")
    }
    + noClocks.map {
      hour($0, says: "data.csv:52:1: '\($0)' is no time of the clock (column 'time')")
    }
    + otherHours.map {
      hour($0, says: "data.csv:52:1: '\($0)' is not a time like '2024-01-01 00:00' (column 'time')")
    }
    + others

  /// A month of days with another one for the fourteenth.
  private static func day(_ cell: String, says message: String) -> Refusal {
    let rows = (0..<31).map {
      $0 == 13 ? cell + ",5" : "2024-01-\(Sample.twoDigits($0 + 1)),\(Sample.value($0))"
    }
    return .fit(Sample.table("date,y", rows), Sample.quick, says: message)
  }

  /// Three days of hours with another one in the third.
  private static func hour(_ cell: String, says message: String) -> Refusal {
    let rows = (0..<72).map {
      $0 == 50
        ? cell + ",5"
        : "2024-01-0\(1 + $0 / 24) \(Sample.twoDigits($0 % 24)):00,\(Sample.value($0))"
    }
    return .fit(Sample.table("time,load", rows), Sample.quick, says: message)
  }

  /// Days that no calendar has.
  static let noDays: [String] = [
    "2024-02-30", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "2024-04-31",
    "2023-02-29", "1900-02-29", "2100-02-29", "0000-01-01",
  ]

  /// Times in another form than those before.
  static let otherDays: [String] = [
    "10000-01-01", "-001-01-01", "14-01-2024", "2024/01/14", "20240114", "2024-01", "2024",
    "yesterday", "NaT", "2024-01-14T00:00", "2024-01-14 00:00:00Z", "2024-01-14+01:00",
    "2024 01 14", "2024-01-14x", "Jan 14 2024", "1e9", "1705190400", "2024-W03", "2024-Q1",
    "2024-02-29T", "=2024-01-14",
  ]

  /// Hours that no clock shows.
  static let noClocks: [String] = [
    "2024-01-03 24:01", "2024-01-03 25:00", "2024-01-03 23:60",
  ]

  /// Hours in another form than those before.
  static let otherHours: [String] = [
    "2024-01-03 02:00:60", "2024-01-03 02", "2024-01-03 noon", "2024-01-03 02:00 PM",
    "2024-01-03T02:00", "2024-01-03 02:00+25:00", "2024-01-03", "02:00", "2024-01-03  02:00",
    "2024-01-03 02:00:00.5", "2024-01-03 -2:00",
  ]

  /// What has a text of its own.
  static let others: [Refusal] = [
    day("", says: "data.csv:15:1: the time is missing (column 'date')"),
    day(
      "2024-01-1\u{664}",
      says: "data.csv:15:1: '2024-01-1\u{664}' is not a time like '2024-01-01' (column 'date')"),
    day(
      "2024\u{2013}01\u{2013}14",
      says:
        "data.csv:15:1: '2024\u{2013}01\u{2013}14' is not a time like '2024-01-01' (column 'date')"),
    day(
      "2024-01-13",
      says:
        "data.csv:15:1: 2024-01-13 comes twice, first on line 14; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    day(
      "9999-12-31",
      says:
        "data.csv:15:1: 2913143 steps (daily) lie between 2024-01-31 on line 32 and this row; hint: is a time mistyped? else --step with a longer step"
    ),
    day(
      "0001-01-01",
      says:
        "data.csv:2:1: 738885 steps (daily) lie between 0001-01-01 on line 15 and this row; hint: is a time mistyped? else --step with a longer step"
    ),
    day(
      "\"2024-01-14",
      says:
        "data.csv:15:1: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    day(
      "\u{1b}[2J",
      says: "data.csv:15:1: '\\u{1b}[2J' is not a time like '2024-01-01' (column 'date')"),
    hour(
      "2024-01-03 02:00Z",
      says:
        "data.csv:52:1: '2024-01-03 02:00Z' has an offset from UTC, but earlier rows have none (column 'time')"
    ),
    hour(
      "2024-01-03 02:30",
      says:
        "data.csv:52:1: 2024-01-03 02:30 is off the grid: hourly from 2024-01-01 00:00; hint: --step if another step is meant"
    ),
    hour(
      "2024-01-03 01:00",
      says:
        "data.csv:52:1: 2024-01-03 01:00 comes twice, first on line 51; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    hour(
      "9999-01-03 02:00",
      says:
        "data.csv:52:1: 69907395 steps (hourly) lie between 2024-01-03 23:00 on line 73 and this row; hint: is a time mistyped? else --step with a longer step"
    ),
    hour(
      "2024-02-30 02:00",
      says: "data.csv:52:1: '2024-02-30 02:00' is no day of the calendar (column 'time')"),
  ]
}
