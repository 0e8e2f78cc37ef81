import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct ForecastMethodTests {
  private static let methods: [ForecastMethod] = [
    .recurrent(.tiny()),
    .baseline(.seasonalNaive, horizon: 3, seasons: Seasons(4), grid: .standard),
  ]

  @Test(arguments: methods.indices)
  func `a method fits a model of its horizon, season and quantiles`(_ index: Int) throws {
    let method = Self.methods[index]
    let panel = seasonalPanel()
    let model = try method.fit(panel, context: FitContext(seed: 3))
    #expect(model.horizon == method.horizon)
    #expect(model.season == method.seasons.main)
    #expect(model.grid == method.grid)
    #expect(
      try model.predict(horizon: method.horizon, following: panel).count == panel.count)
  }
}
