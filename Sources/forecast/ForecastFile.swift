import ForecastForecasting
import ForecastIngestion
import ForecastSeries

/// Reads forecasts back from a CSV, our own or another program's.
enum ForecastFile {
  /// Reads the forecast column and all interval columns, as series like those of the actuals.
  static func read(_ path: String, like actuals: PanelReading) throws -> [Forecast] {
    func column(_ name: String) throws -> PanelReading {
      var options = actuals.resolvedOptions
      options.target = name
      options.isWide = false
      options.duplicates = .error
      options.refusesMissing = false
      options.separator = nil
      (options.decimalMark, options.thousandsMark) = (nil, nil)
      options.hasHeader = nil
      options.step = actuals.panel.frequency
      if let identifier = actuals.schema.identifierColumn {
        options.identifier = .named(identifier)
      }
      options.time = .named(actuals.schema.timeColumn ?? "step")
      return try PanelReader.read(path, options: options)
    }
    let reading = try column("forecast")
    let point = reading.panel
    var levels: [(level: Double, lower: Panel, upper: Panel)] = []
    for name in reading.columnNames where name.hasPrefix("forecast-lo-") {
      guard let level = Double(name.dropFirst("forecast-lo-".count)), level > 0, level < 100 else {
        continue
      }
      let upper = "forecast-hi-" + name.dropFirst("forecast-lo-".count)
      levels.append((level, try column(name).panel, try column(upper).panel))
    }
    levels.sort { $0.level < $1.level }
    return point.indices.map { index in
      let series = point[index]
      return Forecast(
        identifier: series.identifier, cutoff: series.axis.timestamp(at: -1), axis: series.axis,
        median: Array(series.values),
        intervals: levels.map { level, lower, upper in
          PredictionInterval(
            level: level, lower: values(of: lower, like: series),
            upper: values(of: upper, like: series))
        }, method: "forecast")
    }
  }

  /// The values of a further column at the times of a forecast.
  private static func values(of panel: Panel, like forecast: TimeSeries) -> [Double] {
    guard let index = panel.identifiers.firstIndex(of: forecast.identifier) else {
      return [Double](repeating: .nan, count: forecast.count)
    }
    let series = panel[index]
    return forecast.values.indices.enumerated().map { step, _ in
      guard let position = series.axis.position(of: forecast.axis.timestamp(at: step)),
        (0..<series.count).contains(position)
      else { return .nan }
      return series.values[series.values.startIndex + position]
    }
  }

  /// Sets each forecast beside the actuals of its series and times.
  static func windows(
    of forecasts: [Forecast], against actuals: PanelReading, path: String, season: Int
  ) throws -> [ScoredWindow] {
    let panel = actuals.panel
    let places = Dictionary(zip(panel.identifiers, panel.indices)) { first, _ in first }
    var windows: [ScoredWindow] = []
    for forecast in forecasts {
      guard let index = places[forecast.identifier] else {
        throw ForecastingError(
          .data, "\(path): series '\(forecast.identifier)' is not among the actuals",
          hint: "look at the ids of both files")
      }
      let series = panel[index]
      let values = (0..<forecast.horizon).map { step -> Double in
        guard let position = series.axis.position(of: forecast.axis.timestamp(at: step)),
          (0..<series.count).contains(position)
        else { return .nan }
        return series.values[series.values.startIndex + position]
      }
      let before = series.axis.position(of: forecast.axis.timestamp(at: 0)) ?? 0
      windows.append(
        ScoredWindow(
          forecast, actuals: values, history: series.values.prefix(max(0, before)),
          season: season))
    }
    guard windows.contains(where: { $0.observedCount > 0 }) else {
      throw ForecastingError(
        .data, "\(path): no forecast time is among the actuals",
        hint: "look at the times of both files")
    }
    return windows
  }
}
