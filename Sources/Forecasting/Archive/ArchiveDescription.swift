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
      "rows_from_the_end": model.tailLength.map { .number($0) } ?? .null,
      "configuration": ArchiveConfiguration.json(of: model),
      "data": ArchiveConfiguration.json(of: source),
    ])
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
