import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// A model's settings as JSON, both ways.
enum ArchiveConfiguration {
  static func json(of model: FittedModel) -> JSONValue {
    switch model {
    case .baseline(let fitted):
      .object([
        "method": .string(fitted.baseline.name), "horizon": .number(fitted.horizon),
        "season": .number(fitted.seasons.main),
        "longer_seasons": .array(fitted.seasons.longer.map { .number($0) }),
        "levels": levels(fitted.grid),
      ])
    case .recurrent(let fitted): json(of: fitted.settings, blend: .null)
    case .blend(let fitted):
      json(of: fitted.network.settings, blend: ArchiveBlend.json(of: fitted))
    }
  }

  private static func json(of settings: RecurrentSettings, blend: JSONValue) -> JSONValue {
    let baseSeasons: JSONValue =
      switch settings.base {
      case .lastValue: .null
      case .seasonalMean(let seasons): .number(seasons)
      }
    let value: JSONValue = .object([
      "method": .string(settings.cell.rawValue),
      "horizon": .number(settings.horizon), "season": .number(settings.season),
      "long_season": settings.longSeason.map { .number($0) } ?? .null,
      "lookback": .number(settings.lookback), "adjusts_season": .bool(settings.adjustsSeason),
      "level": .string(settings.level.rawValue), "base_seasons": baseSeasons,
      "levels": levels(settings.grid),
      "hidden": .number(settings.hiddenSize), "layers": .number(settings.layerCount),
      "members": .number(settings.memberCount), "loss": .string(settings.loss.rawValue),
      "optimizer": .string(settings.optimizer.rawValue),
      // By its own digits: 0.003 as a Float would be 0.003000000026… as a Double.
      "learning_rate": .number(Double(settings.learningRate.description) ?? 0),
      "clip": .string(settings.clipping.description), "batch": .number(settings.batchSize),
      "crop": .number(settings.cropLength), "epochs": .number(settings.epochs),
      "patience": settings.patience.map { .number($0) } ?? .null,
      "chosen_epochs": settings.chosenEpochs.map { .number($0) } ?? .null,
      "bidirectional": .bool(settings.isBidirectional), "residual": .bool(settings.hasResidual),
      "dropout": .string(settings.dropout.description),
      "schedule": .string(settings.schedule.rawValue),
      "warm_up": .number(settings.warmUpUpdates), "accumulate": .number(settings.accumulation),
      "truncate": settings.truncationSteps.map { .number($0) } ?? .null,
      "blend": blend,
    ])
    // Few fits have one of these: every other model keeps its bytes.
    var rare: [JSONValue.Member] = []
    if let budgeted = settings.budgetedEpochs {
      rare.append(.init("budget_epochs", .number(budgeted)))
    }
    if let steps = settings.networkHorizon {
      rare.append(.init("network_horizon", .number(steps)))
    }
    if let name = settings.startName { rare.append(.init("from", .string(name))) }
    return rare.isEmpty ? value : .object((value.members ?? []) + rare)
  }

  static func json(of source: ModelSource) -> JSONValue {
    .object([
      "path": source.path.map { .string($0) } ?? .null,
      "reading": .object(
        source.reading.sorted { $0.key < $1.key }.map {
          JSONValue.Member($0.key, .string($0.value))
        }
      ),
      "rows": .number(source.rowCount), "series": .number(source.seriesCount),
      "first": .string(source.first), "last": .string(source.last),
      "frequency": .string(source.frequency.description),
      "metric_season": .number(source.metricSeason),
    ])
  }

  private static func levels(_ grid: QuantileGrid) -> JSONValue {
    .array(grid.levels.map { .number($0) })
  }

  /// The seasons of a free rule; before format 3 there was one.
  static func seasons(
    _ configuration: JSONValue, reader: ArchiveReader
  ) throws(ForecastingError) -> Seasons {
    let main = try reader.integer(configuration, "season", in: 1...100_000)
    guard let member = configuration["longer_seasons"] else { return Seasons(main) }
    let longer = (member.elements ?? []).compactMap(\.integer)
    guard longer.count == member.elements?.count, longer.count <= 10,
      longer.allSatisfy({ $0 > main && $0 <= 100_000 })
    else { throw reader.fault("'longer_seasons' in its settings are not longer than the season") }
    return Seasons(main, longer: longer)
  }

  static func grid(
    _ configuration: JSONValue, reader: ArchiveReader
  ) throws(ForecastingError) -> QuantileGrid {
    let elements = try reader.value(configuration, "levels").elements
    let levels = (elements ?? []).compactMap(\.double)
    guard levels.count == elements?.count, levels.count <= 50,
      levels.allSatisfy({ $0 > 0 && $0 < 100 }), levels == Set(levels).sorted(),
      QuantileGrid(levels: levels).isDistinctInSinglePrecision
    else { throw reader.fault("'levels' in its settings are not rising numbers between 0 and 100") }
    return QuantileGrid(levels: levels)
  }

  /// Reads what `json(of:)` writes, or what a release of format 1 wrote.
  static func settings(
    _ configuration: JSONValue, cell: RecurrentCell, format: Int, reader: ArchiveReader
  ) throws(ForecastingError) -> RecurrentSettings {
    func integer(_ name: String, _ range: ClosedRange<Int>) throws(ForecastingError) -> Int {
      try reader.integer(configuration, name, in: range)
    }
    let horizon = try integer("horizon", 1...100_000)
    let networkHorizon = try configuration["network_horizon"].map { _ throws(ForecastingError) in
      try integer("network_horizon", 1...100_000)
    }
    let longSeason = try reader.optionalInteger(configuration, "long_season", in: 2...100_000)
    guard longSeason.map({ $0 >= networkHorizon ?? horizon }) ?? true else {
      throw reader.fault("'long_season' in its settings is shorter than the horizon")
    }
    guard let clipping = ClippingRule(parsing: try reader.text(configuration, "clip")) else {
      throw reader.fault("'clip' in its settings is not norm:X, value:X or none")
    }
    let baseSeasons = try reader.optionalInteger(configuration, "base_seasons", in: 1...1_000)
    var settings = RecurrentSettings(
      horizon: horizon, season: try integer("season", 1...100_000), longSeason: longSeason,
      lookback: try integer("lookback", 1...100_000),
      adjustsSeason: try reader.flag(configuration, "adjusts_season"),
      level: try reader.choice(configuration, "level"),
      base: baseSeasons.map { .seasonalMean(seasons: $0) } ?? .lastValue,
      grid: try grid(configuration, reader: reader))
    settings.networkHorizon = networkHorizon
    settings.startName = try configuration["from"].map { _ throws(ForecastingError) in
      try reader.text(configuration, "from")
    }
    settings.cell = cell
    settings.hiddenSize = try integer("hidden", 1...4_096)
    settings.layerCount = try integer("layers", 1...16)
    settings.memberCount = try integer("members", 1...1_000)
    settings.loss = try reader.choice(configuration, "loss")
    settings.optimizer = try reader.choice(configuration, "optimizer")
    // Format 1 called Adam with weight decay by the plain name.
    if format == 1, settings.optimizer == .adam { settings.optimizer = .adamW }
    settings.learningRate = Float(
      try reader.number(configuration, "learning_rate", in: 0...1_000))
    settings.clipping = clipping
    settings.batchSize = try integer("batch", 1...1_000_000)
    settings.cropLength = try integer("crop", 1...1_000_000)
    settings.epochs = try integer("epochs", 1...1_000_000)
    settings.patience = try reader.optionalInteger(
      configuration, "patience", in: 1...1_000_000)
    settings.chosenEpochs = try reader.optionalInteger(
      configuration, "chosen_epochs", in: 0...1_000_000)
    settings.budgetedEpochs = try configuration["budget_epochs"].map { _ throws(ForecastingError) in
      try integer("budget_epochs", 0...1_000_000)
    }
    if format > 1 {
      try readFormat2(configuration, into: &settings, reader: reader)
    } else {
      settings.hasResidual = false
    }
    return settings
  }

  /// Reads what format 1 did not have: its networks are plain stacks, trained with the defaults.
  private static func readFormat2(
    _ configuration: JSONValue, into settings: inout RecurrentSettings, reader: ArchiveReader
  ) throws(ForecastingError) {
    settings.isBidirectional = try reader.flag(configuration, "bidirectional")
    settings.hasResidual = try reader.flag(configuration, "residual")
    guard let dropout = DropoutRule(parsing: try reader.text(configuration, "dropout")) else {
      throw reader.fault("'dropout' in its settings is not RATE, RATE:sequence or none")
    }
    settings.dropout = dropout
    settings.schedule = try reader.choice(configuration, "schedule")
    settings.warmUpUpdates = try reader.integer(configuration, "warm_up", in: 0...1_000_000_000)
    settings.accumulation = try reader.integer(configuration, "accumulate", in: 1...1_000_000)
    settings.truncationSteps = try reader.optionalInteger(
      configuration, "truncate", in: 1...1_000_000)
  }

  static func source(
    _ json: JSONValue, reader: ArchiveReader
  ) throws(ForecastingError) -> ModelSource {
    let frequencyText = try reader.text(json, "frequency")
    guard let frequency = Frequency(parsing: frequencyText) else {
      throw reader.fault("'frequency' in its settings is '\(frequencyText)', which is no step")
    }
    var reading: [String: String] = [:]
    guard let members = try reader.value(json, "reading").members else {
      throw reader.fault("'reading' in its settings is no object")
    }
    for member in members {
      guard let text = member.value.text else {
        throw reader.fault("'\(member.name)' in its settings is no text")
      }
      reading[member.name] = text
    }
    let path = try reader.value(json, "path")
    guard path.isNull || path.text != nil else {
      throw reader.fault("'path' in its settings is no text")
    }
    return ModelSource(
      path: path.text, reading: reading,
      rowCount: try reader.integer(json, "rows", in: 0...Int.max),
      seriesCount: try reader.integer(json, "series", in: 0...Int.max),
      first: try reader.text(json, "first"), last: try reader.text(json, "last"),
      frequency: frequency,
      metricSeason: try reader.integer(json, "metric_season", in: 1...100_000))
  }
}
