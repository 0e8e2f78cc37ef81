import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct BlendWindowTests {
  @Test func `errors are those of the mixture, in both ways, without missing values`() {
    let window = BlendWindow(
      series: 0, network: [10, 20, 99], rules: [[14, 20, 0], [18, 24, 0]],
      actuals: [12, 24, .nan], scale: 2)
    let alone = window.errors(networkShare: 1, rules: [])
    #expect(abs(alone.scaled - (2.0 / 2 + 4.0 / 2) / 2) < 1e-12)
    #expect(abs(alone.relative - (200 * 2 / 22.0 + 200 * 4 / 44.0) / 2) < 1e-12)
    // Half the network, a quarter of each rule: 13 and 21.
    let mixed = window.errors(networkShare: 0.5, rules: [0, 1])
    #expect(abs(mixed.scaled - (1.0 / 2 + 3.0 / 2) / 2) < 1e-12)
    #expect(abs(mixed.relative - (200 * 1 / 25.0 + 200 * 3 / 45.0) / 2) < 1e-12)
  }

  @Test func `windows of a trial say what was said at each cutoff, and what came`() throws {
    let trial = try trial(of: seasonalPanel(3, rows: 60))
    let windows = try BlendWindow.windows(
      of: trial, rules: [.naive, .seasonalNaive], metricSeason: 4, context: FitContext(threads: 2))
    #expect(windows.count == 3 * trial.offsets.count)
    for (number, offset) in trial.offsets.enumerated() {
      let history = trial.history(atOffset: offset)
      let said = try trial.fitted.predict(horizon: 3, following: history)
      for series in 0..<3 {
        let window = windows[3 * number + series]
        #expect(window.series == series)
        #expect(window.network == said[series].median)
        let past = history[series].values
        #expect(window.rules[0] == Baseline.naive.forecast(past, season: 4, horizon: 3))
        #expect(window.rules[1] == Baseline.seasonalNaive.forecast(past, season: 4, horizon: 3))
        #expect(window.actuals.count == min(3, trial.panel[series].count - past.count))
        #expect(window.actuals.first == trial.panel[series].values.dropFirst(past.count).first)
      }
    }
  }
}
