import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct AutomaticForecasterTests {
  private let forecaster = AutomaticForecaster(settings: .tiny(), metricSeason: 4)

  @Test func `the blend is chosen once, and a refit keeps it`() throws {
    let panel = seasonalPanel(4, rows: 60)
    let first = try forecaster.fitReporting(panel, stage: "held-out", context: FitContext(seed: 1))
    var again = forecaster
    again.settings = first.fitted.network.settings
    again.choice = (Blend(networkShare: 0.5, rules: [.naive]), .open)
    let second = try again.fitReporting(panel, stage: "refit", context: FitContext(seed: 1))
    #expect(second.fitted.blend.name(network: "lstm") == "0.5lstm+0.5naive")
    #expect(Set(second.history.map(\.stage)) == ["refit"])
    #expect(Set(first.history.map(\.stage)) == ["choice", "held-out"])
  }

  @Test(arguments: [2, 5])
  func `any number of threads gives the same bits`(_ threads: Int) throws {
    let panel = seasonalPanel(4, rows: 60)
    func bits(_ threads: Int) throws -> [[UInt64]] {
      try forecaster.fit(panel, context: FitContext(seed: 2, threads: threads))
        .predict(horizon: 3, following: panel).map(\.bits)
    }
    #expect(try bits(threads) == bits(1))
  }

  @Test func `series too short to set rows apart are served by the usual blend`() throws {
    let short = panel([[1, 2, 3, 4, 5, 6, 7, 8, 9]])
    let fitted = try forecaster.fit(short, context: FitContext(seed: 1))
    let usual = BlendChoice.usualBlend(for: short)
    #expect(fitted.blend.name(network: "lstm") == usual.name(network: "lstm"))
    #expect(fitted.blend.networkShare == 0.1)
  }
}
