import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// A model's numbers as named tensors, both ways.
///
/// | tensor | shape | holds |
/// |---|---|---|
/// | `series.key` | N | the first eight bytes of the SHA-256 of each id |
/// | `series.unit` | N | the unit a series is divided by; 0 for the logarithm |
/// | `series.scale` | N | the size of one season's change |
/// | `series.indices` | N, m | the seasonal indices, where the season is taken off |
/// | `fallback.…` | | the same for the free rule beside the network |
/// | `error_quantiles` | h, Q | quantiles of a rule's errors in units of the scale; for a network h is what it says at once |
/// | `member.K.…` | | a network's weights under PyTorch's names |
/// | `gate.…` | | the series that depart from a blend, by `ArchiveBlend` |
enum ArchiveTensors {
  static func tensors(of fitted: FittedBaseline, prefix: String) -> [SafetensorsFile.Tensor] {
    tensors(of: fitted.store, season: 1, prefix: prefix) + [
      SafetensorsFile.Tensor(
        name: prefix + "error_quantiles", shape: [fitted.horizon, fitted.grid.count],
        values: .float64(fitted.errorQuantiles))
    ]
  }

  static func tensors(of fitted: FittedRecurrent) -> [SafetensorsFile.Tensor] {
    let settings = fitted.settings
    var tensors = tensors(
      of: fitted.store, season: settings.adjustsSeason ? settings.season : 1, prefix: "")
    tensors += self.tensors(of: fitted.fallback, prefix: fallbackPrefix)
    if let quantiles = fitted.errorQuantiles {
      tensors.append(
        SafetensorsFile.Tensor(
          name: "error_quantiles", shape: [settings.window.horizon, settings.grid.count],
          values: .float64(quantiles)))
    }
    for (member, network) in fitted.networks.enumerated() {
      tensors += network.tensors.map {
        SafetensorsFile.Tensor(
          name: "member.\(member).\($0.name)", shape: $0.shape, values: .float32($0.values))
      }
    }
    return tensors
  }

  private static let fallbackPrefix = "fallback."

  private static func tensors(
    of store: TransformStore, season: Int, prefix: String
  ) -> [SafetensorsFile.Tensor] {
    let count = store.keys.count
    let units = store.transforms.map { transform -> Double in
      switch transform.value {
      case .logarithm: 0
      case .unit(let unit): unit
      }
    }
    var tensors = [
      SafetensorsFile.Tensor(
        name: prefix + "series.key", shape: [count], values: .uint64(store.keys)),
      SafetensorsFile.Tensor(
        name: prefix + "series.unit", shape: [count], values: .float64(units)),
      SafetensorsFile.Tensor(
        name: prefix + "series.scale", shape: [count],
        values: .float64(store.transforms.map(\.scale))),
    ]
    if season > 1 {
      let indices = store.transforms.flatMap { transform in
        let values = transform.indices.values
        return values.isEmpty ? [Double](repeating: 0, count: season) : values
      }
      tensors.append(
        SafetensorsFile.Tensor(
          name: prefix + "series.indices", shape: [count, season], values: .float64(indices)))
    }
    return tensors
  }

  static func baseline(
    _ configuration: JSONValue, tensors: [SafetensorsFile.Tensor], prefix: String,
    reader: ArchiveReader
  ) throws(ForecastingError) -> FittedBaseline {
    let name = try reader.text(configuration, "method")
    guard let baseline = ModelCatalog.baseline(named: name) else {
      throw reader.fault("'method' in its settings is '\(name)', which this release does not know")
    }
    var shelf = TensorShelf(tensors, reader: reader)
    let fitted = try self.baseline(
      baseline, horizon: try reader.integer(configuration, "horizon", in: 1...100_000),
      seasons: try ArchiveConfiguration.seasons(configuration, reader: reader),
      grid: try ArchiveConfiguration.grid(configuration, reader: reader), prefix: prefix,
      shelf: &shelf)
    try shelf.checkEmpty()
    return fitted
  }

  private static func baseline(
    _ baseline: Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid, prefix: String,
    shelf: inout TensorShelf
  ) throws(ForecastingError) -> FittedBaseline {
    FittedBaseline(
      baseline: baseline, horizon: horizon, seasons: seasons, grid: grid,
      store: try store(season: 1, prefix: prefix, shelf: &shelf),
      errorQuantiles: try shelf.doubles(
        prefix + "error_quantiles", shape: [horizon, grid.count]))
  }

  static func recurrent(
    _ settings: RecurrentSettings, shelf: inout TensorShelf
  ) throws(ForecastingError) -> FittedRecurrent {
    let store = try store(
      season: settings.adjustsSeason ? settings.season : 1, prefix: "", shelf: &shelf)
    let fallback = try baseline(
      .seasonalNaive, horizon: settings.horizon, seasons: Seasons(settings.season),
      grid: settings.grid,
      prefix: fallbackPrefix, shelf: &shelf)
    let quantiles =
      settings.quantileCount == 1
      ? try shelf.doubles("error_quantiles", shape: [settings.window.horizon, settings.grid.count])
      : nil
    var networks: [RecurrentNetwork] = []
    for member in 0..<settings.memberCount {
      networks.append(try shelf.network(settings.networkShape, prefix: "member.\(member)."))
    }
    return FittedRecurrent(
      settings: settings, store: store, fallback: fallback, errorQuantiles: quantiles,
      networks: networks)
  }

  private static func store(
    season: Int, prefix: String, shelf: inout TensorShelf
  ) throws(ForecastingError) -> TransformStore {
    let keys = try shelf.keys(prefix + "series.key")
    let units = try shelf.doubles(prefix + "series.unit", shape: [keys.count])
    let scales = try shelf.doubles(prefix + "series.scale", shape: [keys.count])
    let indices =
      season > 1
      ? try shelf.doubles(prefix + "series.indices", shape: [keys.count, season]) : []
    guard scales.allSatisfy({ $0 > 0 }), units.allSatisfy({ $0 >= 0 }) else {
      throw shelf.reader.fault("holds a scale that is not positive")
    }
    let transforms = keys.indices.map { index in
      SeriesTransform(
        value: units[index] == 0 ? .logarithm : .unit(units[index]),
        indices: season > 1
          ? SeasonalIndices(values: Array(indices[(index * season)..<((index + 1) * season)]))
          : .none,
        scale: scales[index])
    }
    return TransformStore(keys: keys, transforms: transforms)
  }
}
