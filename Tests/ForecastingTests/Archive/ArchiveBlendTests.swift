import ForecastSeries
import ForecastStorage
import Testing

@testable import ForecastForecasting

@Suite struct ArchiveBlendTests {
  private func model(gate: SeriesGate = .open) throws -> FittedModel {
    .blend(
      FittedBlend(
        network: try fit(.tiny(epochs: 1), seasonalPanel()),
        blend: Blend(networkShare: 0.35, rules: [.naive, .seasonalNaive]), gate: gate))
  }

  private func back(_ file: SafetensorsFile) throws -> ModelArchive {
    try ModelArchive(file, path: "m")
  }

  @Test func `a blend with its gate forecasts the same bits when it was written and read`() throws {
    let gate = SeriesGate(departures: [
      TransformStore.key(of: "s0"): .network, TransformStore.key(of: "s2"): .seasonalNaive,
    ])
    let model = try model(gate: gate)
    let read = try back(archive(model).file).model
    let panel = seasonalPanel()
    #expect(read.method == "0.35lstm+0.33naive+0.33seasonal-naive")
    #expect(
      try read.predict(horizon: 3, following: panel).map(\.bits)
        == model.predict(horizon: 3, following: panel).map(\.bits))
    #expect(
      try read.predict(horizon: 3, following: panel).map(\.method)
        == model.predict(horizon: 3, following: panel).map(\.method))
  }

  @Test func `a rule that is not known is refused`() throws {
    var file = archive(try model()).file
    let settings = try #require(file.metadata["configuration"])
    file.metadata["configuration"] = settings.replacing("\"naive\"", with: "\"oracle\"")
    let error = forecastingError { _ = try back(file) }
    #expect(
      error
        == ForecastingError(
          .model, "m: 'rules' in its settings names a rule that this release does not know",
          hint: "fit again with forecast fit"))
  }

  @Test func `a choice that is not known is refused`() throws {
    let gate = SeriesGate(departures: [TransformStore.key(of: "s0"): .network])
    var file = archive(try model(gate: gate)).file
    file.tensors = file.tensors.map { tensor in
      guard tensor.name == "gate.choice" else { return tensor }
      return SafetensorsFile.Tensor(name: tensor.name, shape: [1], values: .uint64([9]))
    }
    let error = forecastingError { _ = try back(file) }
    #expect(
      error
        == ForecastingError(
          .model, "m: its gate has choices that this release does not know",
          hint: "fit again with forecast fit"))
  }
}
