@testable import ForecastForecasting
import ForecastRecurrent
@testable import ForecastSeries
import ForecastStorage

/// The smallest models of each kind, to begin with.
enum ModelSeeds {
  static func write(to folder: String) throws {
    for (name, model) in try models() {
      let archive = ModelArchive(
        served: model, source: source, seed: 7, kernel: "path", programVersion: "1.2.3")
      try AtomicFile.write(archive.file.encoded(), to: "\(folder)/\(name).safetensors")
    }
  }

  private static let source = ModelSource(
    path: "sales.csv", reading: ["target": "sales"], rowCount: 96, seriesCount: 2, first: "1949-01",
    last: "1956-12", frequency: Frequency(.minute, count: 15), metricSeason: 4)

  /// Two series of counted steps with a season of four, one of which goes below zero.
  static let panel: Panel = {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.index))
    let season: [Double] = [0, 14, -9, 5]
    let rows = [60.0, -40].map { (level: Double) -> [Double] in
      (0..<32).map { (step: Int) -> Double in
        let noise = Double(step * step % 7)
        return level + 0.3 * Double(step) + season[step % 4] + noise
      }
    }
    return Panel(
      frequency: Frequency(.index),
      series: rows.enumerated().map {
        TimeSeries(identifier: "s\($0)", axis: axis, values: $1[...])
      })
  }()

  private static func models() throws -> [(String, ServedModel)] {
    var models: [(String, ServedModel)] = []
    for rule in ModelCatalog.baselines {
      models.append((rule.name, ServedModel(.baseline(try fitted(rule)))))
    }
    for cell in RecurrentCell.allCases {
      for loss in LossName.allCases {
        models.append(
          ("\(cell.rawValue)-\(loss.rawValue)", ServedModel(.recurrent(try network(cell, loss)))))
      }
    }
    let core = try network(.lstm, .pinball)
    let gate = SeriesGate(departures: [TransformStore.key(of: "s1"): .rules])
    let blend = Blend(networkShare: 0.25, rules: [.naive, .theta])
    models.append(
      ("blend", ServedModel(.blend(FittedBlend(network: core, blend: blend, gate: gate)))))
    var served = ServedModel(.baseline(try fitted(.seasonalNaive)), calibratedBy: try windows())
    served.bounds = ForecastBounds(minimum: -5.5, maximum: 1e6, isInteger: true)
    served.point = .mean
    models.append(("served", served))
    models.append(
      ("served-network", ServedModel(.recurrent(core), calibratedBy: try windows())))
    return models
  }

  private static func fitted(_ rule: Baseline) throws -> FittedBaseline {
    try BaselineForecaster(baseline: rule, horizon: 3, seasons: Seasons(4))
      .fit(panel, context: FitContext())
  }

  private static func network(_ cell: RecurrentCell, _ loss: LossName) throws -> FittedRecurrent {
    var settings = RecurrentSettings(
      horizon: 3, season: 4, longSeason: loss == .mse ? 9 : nil, lookback: 5,
      adjustsSeason: loss == .mae, level: .seasonMean,
      base: loss == .mae ? .lastValue : .seasonalMean(seasons: 1), grid: .standard)
    settings.cell = cell
    settings.loss = loss
    settings.isBidirectional = loss == .huber
    settings.hasResidual = loss != .huber
    settings.hiddenSize = 2
    settings.layerCount = loss == .mae ? 1 : 2
    settings.memberCount = loss == .pinball ? 2 : 1
    settings.batchSize = 3
    settings.cropLength = 24
    settings.epochs = 1
    return try RecurrentForecaster(settings: settings).fit(panel, context: FitContext(seed: 3))
  }

  private static func windows() throws -> [CalibrationWindow] {
    let forecast = try fitted(.seasonalNaive).predict(horizon: 3, following: panel)
    return (0..<24).map { number in
      let one = forecast[number % forecast.count]
      let named = Forecast(
        identifier: "s\(number)", cutoff: one.cutoff, axis: one.axis, median: one.median,
        intervals: one.intervals, method: one.method)
      return CalibrationWindow(
        named, actuals: one.median.map { $0 + Double(number * 5 % 13) - 6 },
        transform: SeriesTransform(value: .unit(1), indices: .none, scale: 1))
    }
  }
}
