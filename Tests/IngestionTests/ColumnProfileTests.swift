import Testing

@testable import ForecastIngestion

struct ColumnProfileTests {
  private func profile(_ cells: [String], named name: String = "x") -> ColumnProfile {
    ColumnProfile(name: name, cells: cells.map { Array($0.utf8) }, numbers: NumberParser())
  }

  @Test(
    arguments: [
      (["1", "2.5", "-3e2"], .number), (["1", "2", "x"], .number), (["1", "x"], .text),
      (["2024-01-01", "2024-01-02"], .time), (["01/02/2024", "03/04/2024"], .time),
      (["2024-01-01", "2024-01-02", "later"], .time), (["north", "south"], .text), ([], .empty),
    ] as [([String], ColumnProfile.Kind)])
  func `a column is what most of its cells are`(_ cells: [String], _ kind: ColumnProfile.Kind) {
    #expect(profile(cells).kind == kind)
    #expect(profile(cells).isNumber == (kind == .number))
  }

  @Test func `the line of a cell is that of the first with its text`() {
    let cells = ["a", "b", "b"].map { Array($0.utf8) }
    let known = ColumnProfile(name: "x", cells: cells, lines: [2, 4, 5], numbers: NumberParser())
    #expect(known.line(of: "b") == 4 && known.line(of: "c") == nil)
    #expect(profile(["a"]).line(of: "a") == nil)
  }

  @Test func `years are numbers, and their name makes them times as well`() {
    let years = profile(["1990", "1991"], named: "Year")
    #expect(years.kind == .number)
    #expect(years.detection == .pattern("yyyy"))
    #expect(years.key == "year")
    #expect(profile(["1990", "1991"]).detection == .integer)
  }

  @Test func `row labels count up by one`() {
    #expect(profile(["7", "8", "9"]).countsUp)
    #expect(!profile(["7", "8", "10"]).countsUp)
    #expect(!profile(["7", "8", "9.0"]).countsUp)
  }

  @Test func `an index mostly counts, also where each series begins again`() {
    #expect(profile(["1", "2", "3", "1", "2", "3"]).mostlyCounts)
    #expect(profile(["10", "20", "30", "50"]).mostlyCounts)
    #expect(!profile(["3", "1", "2", "0"]).mostlyCounts)
    #expect(!profile(["3", "2", "1"]).mostlyCounts, "a step down is no count")
    #expect(!profile(["1", "2", "3.5"]).mostlyCounts)
    #expect(!profile(["1"]).mostlyCounts)
  }

  @Test func `values that come twice are seen`() {
    #expect(profile(["a", "b", "a"]).hasRepeats)
    #expect(!profile(["a", "b"]).hasRepeats)
    #expect(!profile([]).hasRepeats)
  }

  @Test func `a value in two places stands in no block`() {
    #expect(profile(["a", "a", "b"]).isInBlocks)
    #expect(!profile(["a", "b", "a"]).isInBlocks)
  }

  @Test func `texts and whole numbers that repeat may name series`() {
    #expect(profile(["a", "b", "a", "b"]).isLikeIdentifier)
    #expect(profile(["1", "1", "2", "2"]).isLikeIdentifier)
    #expect(!profile(["1.5", "1.5", "2", "2"]).isLikeIdentifier)
    #expect(!profile(["a", "b", "c", "a"]).isLikeIdentifier)
  }
}
