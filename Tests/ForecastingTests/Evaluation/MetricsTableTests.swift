import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct MetricsTableTests {
  private let first = window([4, 5], actuals: [1, 2], history: [3, 7, 5], id: "a")
  private let second = window([4, 5], actuals: [9, .nan], history: [3, 3, 3, 3], id: "b")
  private let blind = window([4, 5], actuals: [.nan, .nan], history: [3, 7], id: "c")

  private var table: MetricsTable {
    MetricsTable(
      [("lstm", [first, second, blind]), ("naive", [first]), ("nothing", [])], season: 1,
      levels: [80])
  }

  @Test func `the wholes come first, then the series, model by model`() {
    #expect(table.rows.map(\.scope) == [.all, .all, .series, .series, .series])
    #expect(table.rows.map(\.model) == ["lstm", "naive", "lstm", "lstm", "naive"])
    #expect(table.rows.map(\.identifier) == ["", "", "a", "b", "a"])
    #expect(table.season == 1)
    #expect(table.metricNames == Metric.all(levels: [80]).map(\.name))
  }

  @Test func `a whole counts its values and the series without a MASE`() {
    let whole = table.rows[0]
    #expect(whole.count == 3)
    #expect(whole.horizon == 2)
    #expect(whole.leftOut == 1)
    #expect(whole.cutoff == nil)
    #expect(table.rows[1].leftOut == 0)
  }

  @Test func `a series tells its cutoff and its own count`() {
    let row = table.rows[3]
    #expect(row.count == 1)
    #expect(row.cutoff == Timestamp(seconds: 3))
    #expect(row.leftOut == nil)
  }

  @Test func `figures are the metrics of the row's windows`() {
    for (column, metric) in Metric.all(levels: [80]).enumerated() {
      #expect(table.rows[0].values[column] == metric.value([first, second]))
      #expect(table.rows[2].values[column] == metric.value([first]))
      #expect(table.total(metric.name, of: "lstm") == metric.value([first, second]))
    }
    #expect(table.total("mase", of: "naive") == 1.0)
    #expect(table.total("mase", of: "nobody") == nil)
    #expect(table.total("beauty", of: "lstm") == nil)
  }

  @Test func `by horizon, each step ahead of a model is a row between wholes and series`() {
    let table = MetricsTable(
      [("lstm", [first, second]), ("naive", [first])], season: 1, levels: [80], byHorizon: true)
    #expect(
      table.rows.map(\.scope)
        == [.all, .all, .horizon, .horizon, .horizon, .horizon, .series, .series, .series])
    let steps = table.rows.filter { $0.scope == .horizon && $0.model == "lstm" }
    #expect(steps.map(\.horizon) == [1, 2])
    // The second series came at the first step only, and has no scale.
    #expect(steps.map(\.count) == [2, 1])
    #expect(steps.map(\.leftOut) == [1, 0])
    for (column, metric) in Metric.all(levels: [80]).enumerated() {
      let parts = [first, second].map { $0.steps(0..<1) }
      #expect(steps[0].values[column] == metric.value(parts))
    }
    #expect(!self.table.rows.contains { $0.scope == .horizon })
  }

  @Test func `a series with several cutoffs is left out once, and only without any MASE`() {
    let flat = window([4, 5], actuals: [9, 8], history: [3, 3, 3], id: "b")
    let later = window([4, 5], actuals: [9, 8], history: [3, 3, 4], id: "a")
    let early = window([4, 5], actuals: [9, 8], history: [3, 3], id: "a")
    let whole = MetricsTable(
      [("lstm", [early, flat, later, second])], season: 1, levels: [80]
    ).rows[0]
    #expect(whole.leftOut == 1)
  }
}
