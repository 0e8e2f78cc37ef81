import ForecastIngestion
import ForecastSeries
import Testing

struct PanelAssemblyPartialTests {
  /// Days with about a hundred each; the last one as given.
  private func days(_ count: Int, last: Double, id: String? = nil) -> String {
    var text = ""
    for day in 1...count {
      let value = day == count ? last : Double(100 + day % 7)
      text += (id.map { "\($0)," } ?? "") + "2024-01-\(day < 10 ? "0" : "")\(day),\(value)\n"
    }
    return text
  }

  @Test func `a last value far below all others is told, and kept`() throws {
    let found = try reading("ds,y\n" + days(30, last: 49))
    #expect(
      found.warnings == [
        """
        the last step, 2024-01-30, looks unfinished: its value lies below half of the lowest of \
        the 26 before; --partial drop leaves it out
        """
      ])
    #expect(found.panel[0].values.last == 49)
    #expect(try reading("ds,y\n" + days(30, last: 50)).warnings == [])
  }

  @Test func `few rows, and rows that have had zeros, say nothing`() throws {
    #expect(try reading("ds,y\n" + days(12, last: 1)).warnings == [])
    #expect(try reading("ds,y\n" + days(13, last: 1)).warnings.count == 1)
    let withZero = days(30, last: 1).replacing("2024-01-20,106.0", with: "2024-01-20,0")
    #expect(withZero.contains("2024-01-20,0\n"))
    #expect(try reading("ds,y\n" + withZero).warnings == [])
  }

  @Test func `most of the series that reach the last step have to look so`() throws {
    func panel(_ lasts: [Double]) throws -> [String] {
      var text = "id,ds,y\n"
      for (place, last) in lasts.enumerated() { text += days(30, last: last, id: "s\(place)") }
      return try reading(text).warnings
    }
    #expect(try panel([1, 1, 100]).count == 1)
    #expect(try panel([1, 100]) == [])
    let early = "id,ds,y\n" + days(30, last: 1, id: "a") + days(29, last: 100, id: "b")
    #expect(try reading(early).warnings.count == 1)
  }

  @Test func `it is refused where that is asked`() {
    #expect(
      fault { try reading("ds,y\n" + days(30, last: 1)) { $0.partial = .error } }
        == """
        data.csv: the last step, 2024-01-30, looks unfinished: its value lies below half of \
        the lowest of the 26 before; hint: --partial drop to leave it out, or keep
        """)
  }

  @Test func `it is left out where that is asked, of the series that reach it`() throws {
    let text = "id,ds,y\n" + days(30, last: 100, id: "a") + days(28, last: 100, id: "b")
    let found = try reading(text) { $0.partial = .drop }
    #expect(found.panel[0].count == 29 && found.panel[1].count == 28)
    #expect(found.notes == ["the last step may be unfinished: 1 row left out"])
    let counted = try reading("y\n1\n2\n3\n") { $0.partial = .drop }
    #expect(values(counted) == [1, 2])
  }

  @Test func `rows without a value do not hide the last step`() throws {
    let found = try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n2024-01-04,\n") {
      $0.partial = .drop
    }
    #expect(values(found) == [1, 2])
  }
}
