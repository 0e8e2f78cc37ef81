import ForecastRecurrent
import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ModelArchiveTests {
  private func expectRoundTrip(
    _ model: FittedModel, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let archive = archive(model)
    let bytes = archive.file.encoded()
    let back = try ModelArchive(
      SafetensorsFile.decode(bytes, path: "m", requiresDigest: true), path: "m")
    // Known ids and an unknown one, a short one, and later rows of another sign.
    let rows = Panel(
      frequency: Frequency(.index),
      series: [
        series(seasonalValues(0), id: "s0"), series([-3, 0, 5, 2], id: "s1"),
        series(seasonalValues(4), id: "new"), series(seasonalValues(1), id: "s1"),
      ])
    let before = try model.predict(horizon: model.horizon, following: rows)
    let after = try back.model.predict(horizon: model.horizon, following: rows)
    #expect(before == after, sourceLocation: sourceLocation)
    #expect(before.map(\.bits) == after.map(\.bits), sourceLocation: sourceLocation)
    #expect(back.file.encoded() == bytes, sourceLocation: sourceLocation)
    #expect(back.source == exampleSource, sourceLocation: sourceLocation)
    #expect(
      [back.kernel, back.programVersion] == ["test-path", "1.2.3"], sourceLocation: sourceLocation)
    #expect(back.seed == .max, sourceLocation: sourceLocation)
  }

  @Test(arguments: ModelCatalog.baselines.map(\.name))
  func `a rule forecasts the same bytes after a round trip`(_ name: String) throws {
    try expectRoundTrip(ruleModel(try #require(ModelCatalog.baseline(named: name))))
  }

  @Test(arguments: LossName.allCases, [false, true])
  func `a network forecasts the same bytes after a round trip`(
    _ loss: LossName, adjusts: Bool
  ) throws {
    try expectRoundTrip(
      networkModel(
        .tiny(adjusts: adjusts, base: adjusts ? .lastValue : .seasonalMean(seasons: 2), loss: loss))
    )
  }

  @Test func `every setting comes back`() throws {
    var settings = RecurrentSettings.tiny(epochs: 2)
    settings.longSeason = 9
    settings.optimizer = .rmsprop
    settings.cell = .gru
    settings.hasResidual = true
    settings.dropout = .perSequence(0.3)
    settings.schedule = .plateau
    settings.warmUpUpdates = 9
    settings.accumulation = 2
    settings.truncationSteps = 6
    settings.clipping = .value(0.25)
    settings.learningRate = 0.0123
    settings.patience = 7
    settings.grid = QuantileGrid(levels: [33.3, 50, 99.5])
    let model = try networkModel(settings)
    let back = try ModelArchive(reread(archive(model).file), path: "m").model
    guard case .recurrent(let one) = model, case .recurrent(let other) = back else {
      Issue.record("no network")
      return
    }
    #expect(one.settings == other.settings)
    #expect(one.store == other.store)
    #expect(one.fallback.store == other.fallback.store)
    #expect(one.fallback.errorQuantiles == other.fallback.errorQuantiles)
  }

  @Test(arguments: RecurrentCell.allCases, [false, true])
  func `a network of any cell forecasts the same bytes after a round trip`(
    _ cell: RecurrentCell, bothWays: Bool
  ) throws {
    var settings = RecurrentSettings.tiny(epochs: 2)
    settings.cell = cell
    settings.isBidirectional = bothWays
    settings.hasResidual = !bothWays
    try expectRoundTrip(networkModel(settings))
  }

  /// It keeps the bytes that it had before there were others.
  @Test func `a model with random first weights names no start and no other horizon`() throws {
    let text = try #require(archive(try smallNetwork()).file.metadata["configuration"])
    #expect(!text.contains("\"from\"") && !text.contains("network_horizon"))
  }

  @Test(arguments: LossName.allCases, [2, 7])
  func `what began elsewhere and serves another horizon comes back`(
    _ loss: LossName, _ horizon: Int
  ) throws {
    let rows = panel([seasonalValues(0), seasonalValues(1).map { $0 - 90 }])
    let start = FineTuning(from: try fit(.tiny(loss: loss), rows), name: "a \"start\"")
    var settings = start.settings(over: .tiny(horizon: horizon), season: 4)
    settings.longSeason = nil
    let model = FittedModel.recurrent(
      try RecurrentForecaster(settings: settings, start: start).fit(rows, context: FitContext()))
    let back = try ModelArchive(reread(archive(model).file), path: "m").model
    // They stand beside the networks in a file, and not among the settings.
    var written = try #require(model.network?.settings)
    written.errorQuantiles = nil
    #expect(back.network?.settings == written)
    #expect(back.network?.errorQuantiles == model.network?.errorQuantiles)
    #expect(back.network?.settings.startName == "a \"start\"")
    #expect(back.network?.settings.networkHorizon == 3)
    #expect(
      try back.predict(horizon: horizon, following: rows).map(\.bits)
        == model.predict(horizon: horizon, following: rows).map(\.bits))
    #expect(throws: ForecastingError.self) {
      try back.predict(horizon: horizon + 1, following: rows)
    }
  }

  /// A file as format 1 had it: without the settings that came later, Adam with decay under a short name.
  private func firstFormat(_ model: FittedModel) throws -> SafetensorsFile {
    var file = archive(model).file
    file.metadata["format_version"] = "1"
    let text = try #require(file.metadata["configuration"])
    let end = try #require(text.firstRange(of: ",\"bidirectional\":"))
    file.metadata["configuration"] =
      text[..<end.lowerBound].replacing("\"adamw\"", with: "\"adam\"") + "}"
    return file
  }

  @Test func `a file of format 1 is the model that it was`() throws {
    var settings = RecurrentSettings.tiny(epochs: 2)
    settings.hasResidual = false
    let model = try networkModel(settings)
    let back = try ModelArchive(reread(firstFormat(model)), path: "m")
    #expect(back.formatVersion == 1)
    #expect(back.description["format"]?.integer == 1)
    #expect(back.file.metadata["format_version"] == "3")
    guard case .recurrent(let one) = model, case .recurrent(let other) = back.model else {
      Issue.record("no network")
      return
    }
    #expect(one.settings == other.settings && other.settings.optimizer == .adamW)
    let rows = seasonalPanel(2)
    #expect(
      try back.model.predict(horizon: 3, following: rows).map(\.bits)
        == model.predict(horizon: 3, following: rows).map(\.bits))
  }

  @Test func `format 1 had no other cell, and its name for later settings means nothing`() throws {
    let file = try firstFormat(smallNetwork())
    let gru = file.replacing("configuration", "\"method\":\"lstm\"", "\"method\":\"gru\"")
    #expect(
      refusal(gru)
        == ForecastingError(
          .model, "m: 'method' in its settings is 'gru', unknown to format 1", hint: fitAgain))
    let later = file.replacing("configuration", "}", ",\"bidirectional\":true}")
    #expect(refusal(later) == nil)
  }

  /// A clock time would make the same fit another file.
  @Test func `the metadata is what is stated, and no clock`() throws {
    let file = archive(try ruleModel()).file
    #expect(
      Set(file.metadata.keys) == [
        "format", "format_version", "program_version", "configuration", "source", "seed", "kernel",
      ])
    #expect(file.metadata["format"] == "forecast-model")
    #expect(file.metadata["format_version"] == "3")
    #expect(file.metadata["seed"] == "18446744073709551615")
    #expect(
      file.metadata["configuration"]
        == #"{"method":"seasonal-naive","horizon":3,"season":4,"longer_seasons":[],"levels":[80,95]}"#
    )
    #expect(
      file.metadata["source"]
        == #"{"path":"../sales.csv","reading":{"id":"store","target":"sales"},"rows":192,"#
        + #""series":4,"first":"1949-01","last":"1960-12","frequency":"15 minute","#
        + #""metric_season":4}"#)
    #expect(try archive(ruleModel()).file.encoded() == file.encoded())
  }

  @Test func `a stream has no path`() throws {
    var source = exampleSource
    source.path = nil
    source.reading = [:]
    let back = try ModelArchive(reread(archive(ruleModel(), source: source).file), path: "m")
    #expect(back.source == source)
  }

  @Test func `a newer format asks for a newer release`() throws {
    var file = archive(try ruleModel()).file
    file.metadata["format_version"] = "4"
    // Whatever else a newer release writes is none of this one's business.
    file.metadata["configuration"] = "?"
    #expect(
      refusal(file)
        == ForecastingError(
          .model, "m: was written by a newer release (format 4, this one reads up to 3)",
          hint: "update forecast, or fit again"))
  }

  /// Key, its text, what is said of it.
  private static let metadata: [(String, String?, String)] = [
    ("format", nil, "has no 'format' in its metadata"),
    ("format", "other", "is not a model of forecast"),
    ("format_version", nil, "has no 'format_version' in its metadata"),
    ("format_version", "0", "has no format version"),
    ("format_version", "x", "has no format version"),
    ("program_version", nil, "has no 'program_version' in its metadata"),
    ("kernel", nil, "has no 'kernel' in its metadata"),
    ("seed", nil, "has no 'seed' in its metadata"), ("seed", "-1", "has no seed"),
    ("source", nil, "has no 'source' in its metadata"),
    ("source", "{}", "has no 'frequency' in its settings"),
    ("source", "[1]", "has no 'frequency' in its settings"),
    ("configuration", nil, "has no 'configuration' in its metadata"),
    ("configuration", "{}", "has no 'method' in its settings"),
  ]

  @Test(arguments: metadata)
  func `metadata that is not as stated is refused`(
    _ key: String, _ text: String?, _ message: String
  ) throws {
    var file = archive(try ruleModel()).file
    file.metadata[key] = text
    #expect(refusal(file) == ForecastingError(.model, "m: \(message)", hint: fitAgain))
  }

  @Test func `a foreign safetensors file is refused`() {
    #expect(
      refusal(SafetensorsFile())
        == ForecastingError(.model, "m: has no 'format' in its metadata", hint: fitAgain))
  }
}
