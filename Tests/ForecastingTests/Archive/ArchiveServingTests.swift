import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ArchiveServingTests {
  /// A rule with everything that can follow a forecast.
  private func served() throws -> ServedModel {
    var noise = Noise(1)
    let windows = independentWindows(60, steps: 3) { noise.next() }
    var model = ServedModel(try ruleModel(), calibratedBy: windows)
    model.bounds = ForecastBounds(minimum: -5.5, maximum: 1e6, isInteger: true)
    model.point = .mean
    return model
  }

  private func archive(_ model: ServedModel) -> ModelArchive {
    ModelArchive(
      served: model, source: exampleSource, seed: 1, kernel: "k", programVersion: "1.2.3")
  }

  @Test func `everything comes back, and so do the bytes`() throws {
    let model = try served()
    #expect(model.dependence?.ranks.count == 60)
    let file = archive(model).file
    let back = try ModelArchive(reread(file), path: "m")
    #expect(back.served.calibration == model.calibration)
    #expect(back.served.dependence == model.dependence)
    #expect(back.served.bounds == model.bounds && back.served.point == .mean)
    #expect(back.file.encoded() == file.encoded())
    let rows = panel([seasonalValues(0), seasonalValues(1)])
    #expect(
      try back.served.predict(horizon: 3, following: rows)
        == model.predict(horizon: 3, following: rows))
    #expect(
      try back.served.paths(4, horizon: 2, following: rows)
        == model.paths(4, horizon: 2, following: rows))
  }

  @Test func `each part can be alone`() throws {
    let core = try ruleModel()
    var noise = Noise(2)
    let few = independentWindows(12, steps: 3) { noise.next() }
    for model in [
      ServedModel(core, bounds: ForecastBounds(minimum: 0)), ServedModel(core, point: .mean),
      ServedModel(core, calibratedBy: few),
    ] {
      let back = try ModelArchive(reread(archive(model).file), path: "m").served
      #expect(back.bounds == model.bounds && back.point == model.point)
      #expect(back.calibration == model.calibration && back.dependence == model.dependence)
    }
  }

  @Test func `a file without it is served as it is`() throws {
    let file = archive(ServedModel(try ruleModel())).file
    #expect(file.metadata["serving"] == nil)
    let back = try ModelArchive(file, path: "m").served
    #expect(back.calibration == nil && back.dependence == nil)
    #expect(back.bounds == .none && back.point == .median)
  }

  @Test func `what is served is told`() throws {
    let told = archive(try served()).description
    #expect(told["calibration"]?["95"]?.text == "calibrated per step")
    #expect(told["point"]?.text == "mean")
    #expect(told["bounds"]?["minimum"]?.double == -5.5)
    #expect(told["paths"]?.text == "the ranks of the errors of 60 held-out windows")
    let bare = archive(ServedModel(try ruleModel())).description
    #expect(bare["calibration"]?["80"]?.text == "uncalibrated")
    #expect(bare["paths"]?.text == "a correlation that was assumed")
  }

  /// What is replaced, by what, and what is said.
  private static let faults: [(String, String, String)] = [
    (
      "\"point\":\"mean\"", "\"point\":\"mode\"",
      "'point' in its settings is 'mode', which this release does not know"
    ),
    ("\"minimum\":-5.5", "\"minimum\":2000000", "'minimum' in its settings is above 'maximum'"),
    ("\"integer\":true", "\"integer\":1", "'integer' in its settings is neither true nor false"),
    (
      "calibrated per step", "guessed",
      "'intervals' in its settings do not say for each level where it is from"
    ),
    (
      "\"windows\":[", "\"windows\":[7,",
      "'windows' in its settings are no counts, one a level"
    ),
    ("\"paths\":60", "\"paths\":201", "'paths' in its settings is not in 0…200"),
    (
      "\"paths\":60", "\"paths\":59",
      "tensor 'serving.ranks' has shape [60, 3], its settings imply [59, 3]"
    ),
    (
      "\"paths\":60", "\"paths\":0",
      "holds a tensor 'serving.ranks' that its settings do not imply"
    ),
    (
      "\"correlation\":", "\"korrelation\":",
      "holds a tensor 'serving.ranks' that its settings do not imply"
    ),
  ]

  @Test(arguments: faults)
  func `a setting that is not as stated is refused`(
    _ old: String, _ new: String, _ message: String
  ) throws {
    let file = archive(try served()).file.replacing("serving", old, new)
    #expect(refusal(file) == ForecastingError(.model, "m: \(message)", hint: fitAgain))
  }

  @Test func `a tensor that is not as stated is refused`() throws {
    let file = archive(try served()).file
    let factors = file.with(
      "serving.lower",
      .init(name: "serving.lower", shape: [3, 2], values: .float64([1, 1, 1, 1, 1, -1])))
    #expect(refusal(factors)?.message == "m: holds a factor of an interval that is negative")
    let ranks = file.with(
      "serving.ranks",
      .init(
        name: "serving.ranks", shape: [60, 3], values: .uint64([UInt64](repeating: 0, count: 180))))
    #expect(
      refusal(ranks)?.message == "m: tensor 'serving.ranks' holds a column that is no ranking")
    var bare = file
    bare.metadata["serving"] = nil
    #expect(
      refusal(bare)?.message
        == "m: holds a tensor 'serving.lower' that its settings do not imply")
  }
}
