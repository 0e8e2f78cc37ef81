@testable import ForecastForecasting
@testable import ForecastSeries
import ForecastStorage

let exampleSource = ModelSource(
  path: "../sales.csv", reading: ["target": "sales", "id": "store"], rowCount: 192, seriesCount: 4,
  first: "1949-01", last: "1960-12", frequency: Frequency(.minute, count: 15), metricSeason: 4)

func archive(_ model: FittedModel, source: ModelSource = exampleSource) -> ModelArchive {
  ModelArchive(
    model: model, source: source, seed: .max, kernel: "test-path", programVersion: "1.2.3")
}

/// A rule over two series, one by logarithms and one by a unit.
func ruleModel(_ baseline: Baseline = .seasonalNaive) throws -> FittedModel {
  let rows = [seasonalValues(0), seasonalValues(1).map { $0 - 90 }]
  return .baseline(
    try BaselineForecaster(baseline: baseline, horizon: 3, seasons: Seasons(4))
      .fit(panel(rows), context: FitContext()))
}

/// A network over the same two series.
func networkModel(_ settings: RecurrentSettings) throws -> FittedModel {
  let rows = [seasonalValues(0), seasonalValues(1).map { $0 - 90 }]
  return .recurrent(try fit(settings, panel(rows)))
}

/// The smallest network that still has every tensor: nothing is trained.
func smallNetwork(loss: LossName = .mae, adjusts: Bool = true) throws -> FittedModel {
  var settings = RecurrentSettings.tiny(adjusts: adjusts, base: .lastValue, loss: loss)
  settings.chosenEpochs = 0
  settings.memberCount = 1
  settings.layerCount = 1
  return try networkModel(settings)
}

/// The file with its bytes written and read again.
func reread(_ file: SafetensorsFile) throws -> SafetensorsFile {
  try SafetensorsFile.decode(file.encoded(), path: "m", requiresDigest: true)
}

/// What reading a file says against it.
func refusal(_ file: SafetensorsFile) -> ForecastingError? {
  forecastingError { _ = try ModelArchive(file, path: "m") }
}

/// The hint that goes with everything that is wrong with a model file.
let fitAgain = "fit again with forecast fit"

extension SafetensorsFile {
  /// The file with one JSON text in its metadata changed.
  func replacing(_ key: String, _ old: String, _ new: String) -> SafetensorsFile {
    var file = self
    let text = file.metadata[key] ?? ""
    guard let place = text.firstRange(of: old) else { return file }
    file.metadata[key] = text.replacingCharacters(in: place, with: new)
    return file
  }

  /// The file with a tensor replaced, or removed.
  func with(_ name: String, _ tensor: Tensor?) -> SafetensorsFile {
    var file = self
    file.tensors.removeAll { $0.name == name }
    if let tensor { file.tensors.append(tensor) }
    return file
  }

  func doubles(_ name: String) -> [Double] {
    guard let tensor = self[name], case .float64(let values) = tensor.values else { return [] }
    return values
  }
}

extension String {
  func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}
