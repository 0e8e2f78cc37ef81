import ForecastStorage

/// What follows a model's forecast, in a model file and back: written only where there is something.
///
/// The metadata has a text `serving`; a file of an earlier format has none, and its forecasts are served as
/// they are. The numbers are tensors:
///
/// | tensor | shape | holds |
/// |---|---|---|
/// | `serving.lower` | h, L | factors of the lower ends, a row a step |
/// | `serving.upper` | h, L | factors of the upper ends |
/// | `serving.ranks` | n, h | ranks of the errors of n held-out windows |
enum ArchiveServing {
  /// The key of the metadata.
  static let key = "serving"
  private static let prefix = "serving."

  static func json(of model: ServedModel) -> JSONValue? {
    let bounds = model.bounds
    guard
      model.calibration != nil || model.dependence != nil || bounds != .none
        || model.point != .median
    else { return nil }
    var members: [JSONValue.Member] = [
      .init("point", .string(model.point.rawValue)),
      .init("minimum", bounds.minimum.map { .number($0) } ?? .null),
      .init("maximum", bounds.maximum.map { .number($0) } ?? .null),
      .init("integer", .bool(bounds.isInteger)),
    ]
    if let calibration = model.calibration {
      members += [
        .init("intervals", .array(calibration.origins.map { .string($0.rawValue) })),
        .init("windows", .array(calibration.windowCounts.map { .number($0) })),
      ]
    }
    if let dependence = model.dependence {
      members += [
        .init("correlation", .number(dependence.correlation)),
        .init("paths", .number(dependence.ranks.count)),
      ]
    }
    return .object(members)
  }

  static func tensors(of model: ServedModel) -> [SafetensorsFile.Tensor] {
    var tensors: [SafetensorsFile.Tensor] = []
    if let calibration = model.calibration {
      let shape = [calibration.horizon, calibration.grid.levels.count]
      tensors += [
        .init(name: prefix + "lower", shape: shape, values: .float64(calibration.lowerFactors)),
        .init(name: prefix + "upper", shape: shape, values: .float64(calibration.upperFactors)),
      ]
    }
    if let ranks = model.dependence?.ranks, let first = ranks.first {
      tensors.append(
        .init(
          name: prefix + "ranks", shape: [ranks.count, first.count],
          values: .uint64(ranks.flatMap { $0.map(UInt64.init) })))
    }
    return tensors
  }

  /// The tensors of a file that are the core's own.
  static func coreTensors(of file: SafetensorsFile) -> [SafetensorsFile.Tensor] {
    guard file.metadata[key] != nil else { return file.tensors }
    return file.tensors.filter { !$0.name.hasPrefix(prefix) }
  }

  /// Reads what `json(of:)` and `tensors(of:)` write.
  static func model(
    _ core: FittedModel, file: SafetensorsFile, reader: ArchiveReader
  ) throws(ForecastingError) -> ServedModel {
    guard file.metadata[key] != nil else { return ServedModel(core) }
    let json = try reader.json(key)
    var shelf = TensorShelf(file.tensors.filter { $0.name.hasPrefix(prefix) }, reader: reader)
    let bounds = ForecastBounds(
      minimum: try number(json, "minimum", reader: reader),
      maximum: try number(json, "maximum", reader: reader),
      isInteger: try reader.flag(json, "integer"))
    guard bounds.isPossible else {
      throw reader.fault("'minimum' in its settings is above 'maximum'")
    }
    let model = ServedModel(
      core, calibration: try calibration(json, core: core, shelf: &shelf, reader: reader),
      dependence: try dependence(json, core: core, shelf: &shelf, reader: reader), bounds: bounds,
      point: try reader.choice(json, "point"))
    try shelf.checkEmpty()
    return model
  }

  private static func number(
    _ json: JSONValue, _ name: String, reader: ArchiveReader
  ) throws(ForecastingError) -> Double? {
    try reader.value(json, name).isNull
      ? nil
      : reader.number(
        json, name, in: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
  }

  private static func calibration(
    _ json: JSONValue, core: FittedModel, shelf: inout TensorShelf, reader: ArchiveReader
  ) throws(ForecastingError) -> IntervalCalibration? {
    guard let names = json["intervals"] else { return nil }
    let levels = core.grid.levels.count
    let origins = (names.elements ?? []).compactMap {
      $0.text.flatMap(IntervalCalibration.Origin.init(rawValue:))
    }
    let counts = (try reader.value(json, "windows").elements ?? []).compactMap(\.integer)
    guard origins.count == levels, names.elements?.count == levels else {
      throw reader.fault("'intervals' in its settings do not say for each level where it is from")
    }
    guard counts.count == levels, counts.allSatisfy({ $0 >= 0 }) else {
      throw reader.fault("'windows' in its settings are no counts, one a level")
    }
    let shape = [core.horizon, levels]
    let lower = try shelf.doubles(prefix + "lower", shape: shape)
    let upper = try shelf.doubles(prefix + "upper", shape: shape)
    guard (lower + upper).allSatisfy({ $0 >= 0 }) else {
      throw reader.fault("holds a factor of an interval that is negative")
    }
    return IntervalCalibration(
      grid: core.grid, origins: origins, windowCounts: counts, lowerFactors: lower,
      upperFactors: upper)
  }

  private static func dependence(
    _ json: JSONValue, core: FittedModel, shelf: inout TensorShelf, reader: ArchiveReader
  ) throws(ForecastingError) -> PathDependence? {
    guard json["correlation"] != nil else { return nil }
    let correlation = try reader.number(json, "correlation", in: 0...0.99)
    let count = try reader.integer(json, "paths", in: 0...PathDependence.mostWindows)
    guard count > 0 else { return PathDependence(ranks: [], correlation: correlation) }
    let ranks = try shelf.ranks(prefix + "ranks", shape: [count, core.horizon])
    return PathDependence(ranks: ranks, correlation: correlation)
  }
}
