import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct BaselineForecasterTests {
  private func fitted(
    _ baseline: Baseline, _ panel: Panel, horizon: Int = 6, season: Int = 4,
    grid: QuantileGrid = .standard
  ) throws -> FittedBaseline {
    try BaselineForecaster(
      baseline: baseline, horizon: horizon, seasons: Seasons(season), grid: grid
    )
    .fit(panel, context: FitContext())
  }

  /// The values of 200 walks, six further steps each, are not independent within a walk.
  ///
  /// Five standard deviations of the share of 200 fair walks are 14 and 8 points; the bands are half of
  /// that.
  @Test func `on random walks the naive rule's intervals hold what they promise`() throws {
    let walks = (0..<200).map { randomWalk(UInt64($0), count: 106, from: 5) }
    let tail = HeldOutTail(panel(walks), horizon: 6, season: 1)
    let windows = try tail.windows(of: .naive, horizon: 6, seasons: Seasons(1), grid: .standard)
    #expect(windows.count == 200)
    let table = MetricsTable([("naive", windows)], season: 1, levels: [80, 95])
    let inner = try #require(table.total("coverage-80", of: "naive"))
    let outer = try #require(table.total("coverage-95", of: "naive"))
    #expect(abs(inner - 0.8) < 0.07)
    #expect(abs(outer - 0.95) < 0.04)
  }

  @Test func `intervals of a walk widen with the steps`() throws {
    let walks = panel((0..<50).map { randomWalk(UInt64($0), count: 100) })
    let forecast = try fitted(.naive, walks, season: 1).predict(horizon: 6, following: walks)[0]
    let widths = zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { $0 - $1 }
    for (near, far) in zip(widths, widths.dropFirst()) { #expect(near < far) }
  }

  @Test(arguments: ModelCatalog.baselines.map(\.name))
  func `intervals are nested around the median`(_ name: String) throws {
    let baseline = try #require(ModelCatalog.baseline(named: name))
    var random = Noise(4)
    let rows: [[Double]] = [
      seasonalValues(1), seasonalValues(2).map { $0 - 90 }, randomWalk(7, count: 30),
      [Double](repeating: 4, count: 20), (0..<30).map { $0 % 4 == 0 ? 7 : 0 }, [3], [1, .nan],
      (0..<40).map { _ in random.next() > 0 ? .nan : 5 + random.next() },
    ]
    let panel = panel(rows)
    let grid = QuantileGrid(levels: [50, 80, 95, 99])
    let forecasts = try fitted(baseline, panel, grid: grid).predict(horizon: 6, following: panel)
    #expect(forecasts.count == rows.count)
    for forecast in forecasts {
      #expect(forecast.isOrdered && forecast.isFinite, "\(forecast.identifier)")
      #expect(forecast.intervals.map(\.level) == [50, 80, 95, 99])
    }
  }

  @Test func `a constant panel still has intervals that are finite`() throws {
    let constant = panel([[Double](repeating: 4, count: 30)])
    let forecast = try fitted(.naive, constant).predict(horizon: 6, following: constant)[0]
    #expect(forecast.median == [4, 4, 4, 4, 4, 4])
    #expect(forecast.isOrdered && forecast.isFinite)
  }

  @Test func `a panel too short for errors takes a walk's`() throws {
    let short = panel([[5, 6]])
    let fitted = try fitted(.naive, short, horizon: 2, season: 1)
    #expect(fitted.errorQuantiles == ErrorQuantiles(horizon: 2).table(grid: .standard))
  }
}
