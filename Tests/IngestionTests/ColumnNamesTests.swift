import Testing

@testable import ForecastIngestion

struct ColumnNamesTests {
  @Test(arguments: [
    "forecast", "method", "cutoff", "forecast-lo-80", "forecast-hi-99.5",
  ])
  func `the output's own columns are reserved`(_ name: String) {
    #expect(ColumnNames.isReserved(name))
  }

  @Test(arguments: ["Forecast", "forecasts", "forecast-80", "ds", "methods", ""])
  func `other names are free`(_ name: String) {
    #expect(!ColumnNames.isReserved(name))
  }

  @Test func `names are listed in quotes, a dozen of them`() {
    let names = (1...14).map { "c\($0)" }
    let dozen = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    #expect(ColumnNames.listing(["a", "b\tc"]) == #"'a', 'b\tc'"#)
    #expect(ColumnNames.listing(Array(names.prefix(12))) == dozen)
    #expect(ColumnNames.listing(names) == dozen + " and 2 more")
    #expect(ColumnNames.listing([]) == "")
  }

  @Test(arguments: [
    ("sale", "sales"), ("SLAES", "sales"), ("prise", "price"), ("temprature", "temperature"),
  ])
  func `a mistyped name finds the one meant`(_ typed: String, _ meant: String) {
    #expect(
      ColumnNames.nearest(to: typed, in: ["date", "sales", "price", "temperature"]) == meant)
  }

  @Test(arguments: ["y", "quantity", "no", ""])
  func `a name that is like none finds none`(_ typed: String) {
    #expect(ColumnNames.nearest(to: typed, in: ["date", "sales", "price"]) == nil)
    #expect(ColumnNames.nearest(to: typed, in: []) == nil)
  }
}
