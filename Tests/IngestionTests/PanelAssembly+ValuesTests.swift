import ForecastIngestion
import ForecastSeries
import Testing

/// A series without a gap takes a way of its own; both must say the same.
struct PanelAssemblyValuesTests {
  private let holes = ["", "1", "2", "", "", "5", "6", ""]

  @Test func `holes are counted with and without a gap in the rows`() throws {
    for gap in [8, 4] {
      // Without the row of that number, which has no value.
      let rows = holes.indices.filter { $0 != gap }.map { "\($0),\(holes[$0])\n" }.joined()
      let reading = try reading("ds,y\n\(rows)")
      #expect(values(reading) == [1, 2, nil, nil, 5, 6])
      let counts = reading.counts[0]
      #expect(counts.rowCount == (gap == 8 ? 8 : 7))
      #expect(counts.missingCount == (gap == 8 ? 2 : 1) && counts.gapCount == (gap == 8 ? 0 : 1))
      #expect(counts.leadingCount == 1 && counts.trailingCount == 1)
    }
  }

  @Test func `columns of a wide file lie one after the other, those without a value left out`()
    throws
  {
    let rows = (0..<6).map { "2024-01-0\($0 + 1),\($0),,\($0 < 2 ? "" : "\(10 * $0)")\n" }.joined()
    var options = ReadingOptions()
    options.isWide = true
    let reading = try PanelReader.read(
      bytes: Array(("ds,a,b,c\n" + rows).utf8), name: "d.csv", options: options)
    #expect(reading.panel.identifiers == ["a", "c"])
    #expect(reading.panel.values == [0, 1, 2, 3, 4, 5, 20, 30, 40, 50])
    #expect(reading.warnings == ["1 series without any value left out: 'b'"])
  }

  @Test func `series whose rows are mixed come out whole`() throws {
    let rows = (0..<5).map { "a,\($0),\($0)\nb,\($0),\($0 + 10)\n" }.joined()
    let mixed = try reading("unique_id,t,y\n" + rows)
    let lines = (0..<2).map { s in
      (0..<5).map { "\(["a", "b"][s]),\($0),\($0 + 10 * s)\n" }.joined()
    }
    let grouped = try reading("unique_id,t,y\n" + lines.joined())
    #expect(mixed.panel.values == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14])
    #expect(grouped.panel.values == mixed.panel.values)
  }

  @Test func `an ignored stretch has no values, in a series without a gap too`() throws {
    let rows = (1...6).map { "\($0),\($0)\n" }.joined()
    var options = ReadingOptions()
    options.ignoredStretches = ["3:4"]
    let reading = try PanelReader.read(
      bytes: Array(("ds,y\n" + rows).utf8), name: "d.csv", options: options)
    #expect(values(reading) == [1, 2, nil, nil, 5, 6])
  }
}
