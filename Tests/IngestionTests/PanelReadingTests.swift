import ForecastIngestion
import ForecastSeries
import Testing

struct PanelReadingTests {
  @Test func `what was detected reads the same file as options`() throws {
    for text in [
      "shop;day;sold;note\nb;13.01.2024;1,5;x\na;13.01.2024;2;y\nb;14.01.2024;3;z\n",
      "5\n6\n\n7\n", "year,y\n1990,1\n1991,2\n", "unique_id,ds,y\na,1,1\na,2,2\n",
    ] {
      let options = ReadingOptions.Column.named("shop")
      let first = try reading(text) { if text.hasPrefix("shop") { $0.identifier = options } }
      let again = try reading(text) { $0 = first.resolvedOptions }
      #expect(again.panel.values.map(\.bitPattern) == first.panel.values.map(\.bitPattern))
      #expect(again.panel.axes == first.panel.axes)
      #expect(again.panel.frequency == first.panel.frequency)
      #expect(again.schema == first.schema)
      #expect(again.resolvedOptions == first.resolvedOptions)
    }
  }

  @Test func `the summary is one line for a person`() throws {
    #expect(
      try reading("day,shop,sold\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-01,b,3\n").summary
        == "2 series, 3 rows, daily, 2024-01-01 … 2024-01-02; "
        + "target 'sold', time 'day', id 'shop'")
    #expect(
      try reading("y\n5\n") { $0.step = Frequency(.week) }.summary
        == "1 series, 1 row, weekly, counted by an index, 1 … 1; target 'y'")
    #expect(
      try reading("ds,a,b\n1,5,6\n2,7,8\n") { $0.isWide = true }.summary
        == "2 series, 2 rows, counted, 1 … 2; time 'ds', each numeric column is a series")
  }

  @Test func `each series tells what it had`() throws {
    let reading = try reading(
      """
      unique_id,ds,y
      a,2024-01-01,
      a,2024-01-02,2
      a,2024-01-03,NA
      a,2024-01-06,6
      a,2024-01-07,
      b,2024-01-01,1
      b,2024-01-02,1

      """)
    let (a, b) = (reading.counts[0], reading.counts[1])
    #expect([a.identifier, b.identifier] == ["a", "b"])
    #expect(
      [a.rowCount, a.leadingCount, a.missingCount, a.gapCount, a.trailingCount] == [5, 1, 1, 2, 1])
    #expect(
      [b.rowCount, b.leadingCount, b.missingCount, b.gapCount, b.trailingCount] == [2, 0, 0, 0, 0])
  }
}
