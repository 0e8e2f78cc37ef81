import ForecastForecasting
import ForecastRecurrent
import ForecastSeries

/// What a backtest of some rows will do: settings that look at nothing but the rows before the first
/// cutoff, and the models that learn at each.
struct BacktestPlan {
  let options: ModelOptions
  /// The models' names, each of them known.
  let names: [String]
  let refit: RefitRule
  let missing: MissingValuePolicy

  /// The settings that depend on the rows up to the first cutoff.
  struct Prepared {
    let backtest: Backtest
    let models: [Backtest.Model]
    let seasons: Seasons
    let grid: QuantileGrid
  }

  /// How many steps ahead: by the step and the length of the series, never by their values.
  static func horizon(
    for panel: Panel, options: ModelOptions
  ) throws(UsageError) -> Int {
    if let horizon = options.horizon {
      return try OptionValue.checked(horizon, "--horizon", in: 1...100_000)
    }
    return try options.stepDefaults(for: panel).horizon
  }

  /// Settles what is left to settle.
  ///
  /// - Parameters:
  ///   - panel: all rows, of which only those up to the first cutoff are looked at.
  ///   - folds: the cutoffs.
  ///   - horizon: how many steps ahead are forecast.
  /// - Returns: the evaluation, its models and their settings.
  /// - Throws: `UsageError` for an option that cannot be.
  func prepared(for panel: Panel, folds: [Fold], horizon: Int) throws(UsageError) -> Prepared {
    let first = folds.first?.training(of: panel) ?? panel
    var asked = options
    asked.horizon = horizon
    if !names.contains(asked.method) { asked.method = names[0] }
    let fit = try asked.fit(for: first)
    return Prepared(
      backtest: Backtest(
        horizon: horizon, refit: refit, missing: missing, season: fit.season,
        metricSeason: fit.metricSeason),
      models: names.map { name in
        var own = asked
        own.method = name
        return BacktestPlan.model(name, options: own)
      }, seasons: fit.method.seasons, grid: fit.method.grid)
  }

  private static func model(_ name: String, options: ModelOptions) -> Backtest.Model {
    Backtest.Model(name: name, usesThreads: ModelCatalog.baseline(named: name) == nil) {
      (training, context) throws(ForecastingError) -> any FittedForecaster in
      let fit: ModelFit
      do throws(UsageError) {
        fit = try options.fit(for: training)
      } catch {
        throw ForecastingError(.data, error.message, hint: error.hint)
      }
      return try fit.method.fit(training, context: context)
    }
  }
}
