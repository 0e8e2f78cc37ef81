import ForecastIngestion
import ForecastSeries
import Testing

struct PanelAssemblyZoneTests {
  /// Hours around the end of summer time in Berlin, written in some way.
  private func hours(_ rows: [String]) -> String {
    "ds,y\n" + rows.enumerated().map { "\($1),\($0)\n" }.joined()
  }

  private let autumn = [
    "2024-10-27 00:00", "2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00",
    "2024-10-27 03:00", "2024-10-27 04:00",
  ]

  @Test
  func `the day of a clock change has its 25 hours, and the next forecast goes on from there`()
    throws
  {
    let reading = try reading(hours(autumn)) { $0.timeZone = "Europe/Berlin" }
    #expect(values(reading) == [0, 1, 2, 3, 4, 5])
    #expect(times(reading) == autumn)
    #expect(reading.panel.frequency == Frequency(.hour))
    #expect(
      reading.notes == [
        "1 row of an hour that the clock of Europe/Berlin shows twice, told apart by the order of the rows"
      ])
    #expect(reading.resolvedOptions.timeZone == "Europe/Berlin")
    let next = reading.panel[0].axis.timestamp(at: 6)
    #expect(reading.schema.timestampStyle.string(from: next) == "2024-10-27 05:00")
  }

  @Test func `without a zone the repeated hour is a duplicate, and the hint names the option`() {
    #expect(
      fault { try reading(hours(autumn)) }
        == """
        data.csv:5:1: 2024-10-27 02:00 comes twice, first on line 4; hint: --tz ZONE if the \
        clock was set back there; else --id COLUMN if the file holds several series, else \
        --duplicates first, last or mean
        """)
  }

  @Test func `a time that the clock skips is refused`() {
    let spring = ["2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31 02:00", "2024-03-31 03:00"]
    #expect(
      fault { try reading(hours(spring)) { $0.timeZone = "Europe/Berlin" } }
        == """
        data.csv:4:1: 2024-03-31 02:00 is skipped where the clock of Europe/Berlin is set \
        forward; hint: --tz with the zone of the times, or UTC
        """)
  }

  @Test func `a repeated hour in no order is refused`() {
    let rows = [autumn[0], autumn[4], autumn[2], autumn[3], autumn[1], autumn[5]]
    #expect(
      fault { try reading(hours(rows)) { $0.timeZone = "Europe/Berlin" } }
        == """
        data.csv:4:1: 2024-10-27 02:00 comes twice where the clock of Europe/Berlin is set \
        back, and the rows are not in the order of time; hint: sort the rows, or write \
        times with an offset, as +02:00
        """)
  }

  @Test func `days with an offset that changes are days of the calendar`() throws {
    let days = [
      "2024-10-25T00:00:00+02:00", "2024-10-26T00:00:00+02:00", "2024-10-27T00:00:00+02:00",
      "2024-10-28T00:00:00+01:00", "2024-10-29T00:00:00+01:00",
    ]
    let found = try reading(hours(days)) { $0.timeZone = "Europe/Berlin" }
    #expect(found.panel.frequency == Frequency(.day))
    #expect(times(found) == days)
    #expect(
      fault { try reading(hours(days)) }
        == """
        data.csv:5:1: 2024-10-27T23:00:00Z is off the grid: daily from \
        2024-10-24T22:00:00Z; hint: --tz with the zone of the offsets
        """)
  }

  @Test func `seconds since 1970 at local midnight are days`() throws {
    let midnights = [1_729_893_600, 1_729_980_000, 1_730_070_000, 1_730_156_400]
    let reading = try reading(hours(midnights.map(String.init))) {
      $0.timeZone = "Europe/Berlin"
      $0.dateFormat = "epoch"
    }
    #expect(reading.panel.frequency == Frequency(.day))
    #expect(times(reading) == midnights.map(String.init))
  }

  @Test func `half an hour of change fits half hours`() throws {
    // On Lord Howe Island 01:30 to 02:00 comes twice on 7 April 2024.
    let rows = [
      "2024-04-07 00:30", "2024-04-07 01:00", "2024-04-07 01:30", "2024-04-07 01:30",
      "2024-04-07 02:00",
    ]
    let reading = try reading(hours(rows)) { $0.timeZone = "Australia/Lord_Howe" }
    #expect(reading.panel.frequency == Frequency(.minute, count: 30))
    #expect(times(reading) == rows)
    #expect(values(reading) == [0, 1, 2, 3, 4])
  }

  @Test func `the day that Samoa skipped is absent`() throws {
    let rows = ["2011-12-28 12:00", "2011-12-29 12:00", "2011-12-31 12:00", "2012-01-01 12:00"]
    let reading = try reading(hours(rows)) { $0.timeZone = "Pacific/Apia" }
    #expect(values(reading) == [0, 1, nil, 2, 3])
  }

  @Test func `midnights count as days even where the clock skips one`() throws {
    let rows = ["2018-11-03 00:00", "2018-11-04 00:00", "2018-11-05 00:00"]
    let reading = try reading(hours(rows)) { $0.timeZone = "America/Sao_Paulo" }
    #expect(times(reading) == rows)
  }

  @Test func `a zone means nothing to days without a clock`() throws {
    let reading = try reading(hours(["2024-10-26", "2024-10-27", "2024-10-28"])) {
      $0.timeZone = "Europe/Berlin"
    }
    #expect(
      reading.notes == ["--tz Europe/Berlin changes nothing: times have no clock"])
  }

  @Test func `an ignored stretch and a cutoff are read on the zone's clock`() throws {
    let reading = try reading(hours(autumn)) {
      $0.timeZone = "Europe/Berlin"
      $0.ignoredStretches = ["2024-10-27 03:00:2024-10-27 03:30"]
    }
    #expect(values(reading) == [0, 1, 2, 3, nil, 5])
    let style = reading.schema.timestampStyle
    #expect(style.timestamp(from: "2024-10-27 02:00") == reading.panel[0].axis.timestamp(at: 2))
    #expect(
      style.timestamp(from: "2024-10-27 02:00+01:00") == reading.panel[0].axis.timestamp(at: 3))
    #expect(style.timestamp(from: "2024-03-31 02:00") == nil)
  }
}
