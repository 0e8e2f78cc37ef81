import ForecastForecasting
import ForecastIngestion
import ForecastReporting
import ForecastSeries

/// What a job gives out: the forecasts, their intervals as the record of earlier ones says they should be.
struct CronIssue {
  let forecasts: [Forecast]
  /// The same, as they go into the ledger.
  let issued: [IssuedForecast]
  let stretch: IntervalStretch

  /// Forecasts from the end of the data.
  ///
  /// - Parameters:
  ///   - model: what forecasts.
  ///   - reading: the data.
  ///   - ledger: what was given out before, and what came of it.
  ///   - missing: what becomes of missing values; nil for what the model remembers.
  ///   - serving: what the forecasts may say.
  ///   - keepsIntervals: whether the intervals stay as the model has them.
  /// - Throws: `ForecastingError` where a number is not finite.
  init(
    of model: ServedFile, for reading: PanelReading, ledger: ForecastLedger,
    missing: MissingValuePolicy?, serving: ServingOptions, keepsIntervals: Bool
  ) throws {
    var served = model.archive.served
    try serving.apply(to: &served)
    let levels = served.core.grid.levels
    let stretch =
      keepsIntervals
      ? IntervalStretch.none(levels: levels)
      : IntervalStretch(fitting: ledger.issued(by: model.tag), levels: levels)
    let source = model.archive.source
    let policy = missing ?? StoredReading.options(from: source.reading).missing
    let panel = MissingValueFilling(policy, season: served.core.season).fill(reading.panel)
    let bounds = served.bounds
    let forecasts = try served.predict(
      horizon: served.core.horizon, following: panel,
      context: FitContext(threads: ModelOptions.processorCount)
    ).map { bounds.applied(to: stretch.applied(to: $0)) }
    let places = Dictionary(zip(panel.identifiers, panel.indices)) { first, _ in first }
    let style = reading.schema.timestampStyle
    issued = forecasts.map { forecast in
      let rows = places[forecast.identifier].map { reading.panel[$0].values } ?? []
      return IssuedForecast(
        forecast, by: model.tag, stretch: stretch, history: rows, season: source.metricSeason,
        style: style)
    }
    self.forecasts = forecasts
    self.stretch = stretch
  }

  /// The file that is given out.
  func csv(schema: PanelSchema) -> [UInt8] {
    ForecastReport.csv(forecasts, schema: schema, levels: stretch.levels)
  }
}
