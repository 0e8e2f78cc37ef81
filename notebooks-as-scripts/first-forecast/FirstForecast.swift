import ForecastKit
import Notebook

/// A first forecast through the library, cell by cell.
func firstForecast(_ page: Page, data: String, folder: String) throws {
  page.text(
    """
    # A first forecast

    From a CSV to a forecast with intervals, through the library. One import brings all of it:

    ```swift
    import ForecastKit
    ```

    Every number on this page comes from the run that wrote it.

    ## Read

    The reader finds the columns, the date style and the step by itself, and says what it took.
    """)

  page.cell()
  let reading = try PanelReader.read(data)
  let panel = reading.panel
  print(reading.summary)
  for note in reading.notes + reading.warnings { print(note) }

  page.text(
    """
    A **panel** holds many series; this one holds a single series. One line a year, one bar a month:
    the level rises, the season repeats, and its swing grows with the level.
    """)

  page.cell()
  let values = panel[0].values
  let range = (values.min() ?? 0)...(values.max() ?? 1)
  for start in stride(from: values.startIndex, to: values.endIndex, by: 12) {
    let year = values[start..<min(start + 12, values.endIndex)]
    let first = panel[0].axis.timestamp(at: start - values.startIndex)
    print(
      reading.schema.timestampStyle.string(from: first), bars(year, in: range),
      fixed(year.reduce(0, +) / Double(year.count), 0))
  }

  page.text(
    """
    The last column is the year's mean.

    ## Keep the last year away

    A model is judged on rows that no choice has seen. The last 12 months go aside now, and come back
    once, for the score.
    """)

  page.cell()
  let step = StepDefaults(for: panel, horizon: 12)
  let tail = HeldOutTail(panel, horizon: step.horizon, season: step.metricSeason)
  print("learn from \(tail.training[0].count) months, score on \(tail.actuals[0].count)")
  print("season: \(step.season) months; the network will see \(step.lookback) recent values")

  page.text(
    """
    ## Simple rules first

    *Naive* repeats the last value, *seasonal naive* the last year. They cost nothing, so they are what
    a network must beat. **MASE** is the mean absolute error over that of repeating last season inside
    the training part: 1 is as good as that, less is better.
    """)

  page.cell()
  var scored: [(name: String, windows: [ScoredWindow])] = []
  for rule in ModelCatalog.baselines {
    let windows = try tail.windows(
      of: rule, horizon: step.horizon, seasons: step.seasons, grid: .standard)
    scored.append((rule.name, windows))
  }
  let rules = MetricsTable(scored, season: tail.season, levels: QuantileGrid.standard.levels)
  for rule in scored { print(rule.name, "MASE", fixed(rules.total("mase", of: rule.name), 3)) }

  page.text(
    """
    ## Fit the network

    `RecurrentSettings` derives every size from the data. Any of them can be set: it is a plain value.
    The same seed gives the same bytes, for any number of threads.
    """)

  page.cell()
  let settings = RecurrentSettings(for: tail.training, step: step)
  let context = FitContext(seed: 0, threads: 2)
  let report = try RecurrentForecaster(settings: settings).fitReporting(
    tail.training, context: context)
  let fitted = report.fitted
  print("\(settings.layerCount) LSTM layers of \(settings.hiddenSize) units")
  print("\(fitted.networks.count) networks, whose forecasts are averaged")
  print("\(fitted.networks.first?.parameterCount ?? 0) weights in each")

  page.text(
    """
    Fitting gives another type than the recipe: predicting before fitting does not compile.

    ### How training went

    First, some networks train with the end of the *training part* held back, to choose how many
    passes over the data are good; then the members train on all of it. The loss is that of the first
    network in each stage.
    """)

  page.cell()
  var course = [["stage", "pass", "training loss", "held-back loss", "gradient norm", "rate"]]
  for part in report.history where part.member == 1 {
    let passes = part.history.epochs
    for pass in passes where pass.epoch % max(1, passes.count / 6) == 0 {
      course.append([
        part.stage, String(pass.epoch + 1), fixed(pass.trainingLoss, 4),
        fixed(pass.validationLoss, 4), fixed(pass.gradientNorm, 3), fixed(pass.learningRate, 5),
      ])
    }
  }
  print(aligned(course))
  if let chosen = fitted.settings.chosenEpochs { print("\npasses chosen: \(chosen)") }

  page.text("## The score\n\nNow the held-out year comes back, once.")

  page.cell()
  let forecasts = try fitted.predict(horizon: step.horizon, following: tail.training)
  scored.append((ModelCatalog.recurrent, tail.windows(of: forecasts)))
  let table = MetricsTable(scored, season: tail.season, levels: settings.grid.levels)
  let names = ["mase", "mae", "smape", "coverage-80", "coverage-95", "winkler-95"]
  var lines = [["model"] + names]
  for model in scored {
    lines.append([model.name] + names.map { fixed(table.total($0, of: model.name), 3) })
  }
  print(aligned(lines))
  page.end()

  let seasonalNaive = table.total("mase", of: Baseline.seasonalNaive.name) ?? .nan
  let network = table.total("mase", of: ModelCatalog.recurrent) ?? .nan
  page.text(verdict(network: network, seasonalNaive: seasonalNaive))

  page.text(
    """
    One year of one series is a small sample: take it as one draw, not as a law. `mae` is in the
    data's own unit, `smape` in percent; `winkler` is the width of the interval and a fine for what
    falls outside, on the scale of MASE.

    ## Intervals

    Each forecast carries an interval for each level. Of the months to come, 80 in 100 should fall into
    the 80 % interval; `coverage` above says how many did. One line a month, `─` the 95 % interval,
    `o` the forecast, `x` what came, `*` where both meet:
    """)

  page.cell()
  for window in tail.windows(of: forecasts) {
    print(chart(window, level: 95, style: reading.schema.timestampStyle))
  }
  page.end()

  let fit = Fit(reading: reading, fitted: fitted, step: step)
  try keepAndUse(page, fit, data: data, folder: folder)
}

/// What the score says in words, whichever way it went.
private func verdict(network: Double, seasonalNaive: Double) -> String {
  let share = abs(1 - network / seasonalNaive) * 100
  let words = network < seasonalNaive ? "below" : "above"
  return """
    The network's MASE is \(fixed(network, 3)), \(fixed(share, 0)) % \(words) the seasonal naive \
    rule's \(fixed(seasonalNaive, 3)).
    """
}
