import ForecastRecurrent
public import ForecastStorage

extension ModelArchive {
  /// Everything a person may want to know of a model, as one JSON object; weights apart.
  public var description: JSONValue {
    .object([
      "schema_version": .number(1),
      "format": .number(formatVersion),
      "program_version": .string(programVersion),
      "kernel": .string(kernel),
      "seed": .string(String(seed)),
      "parameters": .number(parameterCount),
      "intervals": .string(intervalOrigin),
      "calibration": calibration,
      "point": .string(served.point.rawValue),
      "bounds": .object([
        "minimum": served.bounds.minimum.map { .number($0) } ?? .null,
        "maximum": served.bounds.maximum.map { .number($0) } ?? .null,
        "integer": .bool(served.bounds.isInteger),
      ]),
      "paths": .string(pathOrigin),
      "rows_from_the_end": model.tailLength.map { .number($0) } ?? .null,
      "configuration": ArchiveConfiguration.json(of: model),
      "held_out": heldOut?.json ?? .null,
      "data": ArchiveConfiguration.json(of: source),
    ])
  }

  /// For each level where its width comes from.
  private var calibration: JSONValue {
    .object(
      model.grid.levels.enumerated().map { place, level in
        let origin = served.calibration?.origins[place] ?? .none
        return JSONValue.Member(Metric.label(ofLevel: level), .string(origin.rawValue))
      })
  }

  private var pathOrigin: String {
    guard let dependence = served.dependence else { return "a correlation that was assumed" }
    return dependence.ranks.isEmpty
      ? "the correlation of the errors of neighbouring steps"
      : "the ranks of the errors of \(dependence.ranks.count) held-out windows"
  }

  private var parameterCount: Int {
    guard let fitted = model.network else { return 0 }
    return fitted.networks.reduce(0) { $0 + $1.parameterCount }
  }

  private var intervalOrigin: String {
    guard let fitted = model.network, fitted.errorQuantiles == nil else {
      return "quantiles of the errors over rolling origins"
    }
    return "the network's own quantiles"
  }
}
