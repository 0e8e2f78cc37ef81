import Testing

@testable import ForecastIngestion

struct HeaderTimesTests {
  @Test(arguments: [
    (["a", "2019", "2020", "2021"], "yyyy"), (["a", "b", "2021", "2020"], "yyyy"),
    (["", "2020 [YR2020]", "2021 [YR2021]"], "yyyy"), (["a", "X2020", "X2021"], "yyyy"),
    (["a", "2020-01", "2020-02", "2020-04"], "yyyy-MM"), (["a", "2020Q1", "2020Q2"], "yyyyQQQ"),
    (["a", "Lat", "2020-01-31", "2020-02-01"], "yyyy-MM-dd"),
  ])
  func `times at the end of a header are found`(_ names: [String], _ pattern: String) {
    let header = HeaderTimes(names)
    #expect(header?.form == .pattern(pattern))
    #expect(header?.columns.last == names.count - 1)
    #expect(header?.times.count == header?.columns.count)
  }

  @Test(arguments: [
    ["2019", "2020", "2021"], ["a", "2019"], ["a", "2019", "2021"], ["a", "1", "2"],
    ["a", "2019", "2020", "sum"], ["a", "7001", "7002"], ["V1", "V3", "V4"], ["a", "V2", "V3"],
    ["a", "2020-01", "2020-01"], ["a", "x", "y"], ["a", "2020 [YR2021]", "2021 [YR2022]"],
  ])
  func `other names are no times`(_ names: [String]) { #expect(HeaderTimes(names) == nil) }

  @Test func `names that R gives count the steps`() {
    let header = HeaderTimes(["V1", "V2", "V3"])
    #expect(header?.form == .counted)
    #expect(header?.times == [1, 2])
    #expect(header?.noun == "steps")
  }

  @Test func `dates that cannot be told are found, and have no times`() {
    #expect(
      HeaderTimes(["a", "1/2/2020", "1/3/2020"])?.form
        == .ambiguous(column: 1, patterns: ["d/M/yyyy", "M/d/yyyy"]))
    #expect(HeaderTimes(["a", "1/2/2020", "1/3/2020"])?.times == [])
    let given = HeaderTimes(["a", "1/2/2020", "1/3/2020"], dateFormat: "M/d/yyyy")
    #expect(given?.form == .pattern("M/d/yyyy"))
    #expect(HeaderTimes(["a", "2019", "2020"], dateFormat: "yyyy-MM") == nil)
  }
}
