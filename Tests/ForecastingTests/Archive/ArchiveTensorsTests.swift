import ForecastRecurrent
import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ArchiveTensorsTests {
  @Test func `a rule's tensors hold its transforms and its errors`() throws {
    let model = try ruleModel()
    guard case .baseline(let rule) = model else { return }
    let file = archive(model).file
    #expect(
      file.tensors.map(\.name) == [
        "series.key", "series.unit", "series.scale", "error_quantiles",
      ])
    #expect(file["series.key"]?.values == .uint64(rule.store.keys))
    // The first series is positive and has the logarithm, the second one a unit.
    #expect(file.doubles("series.unit")[0] == 0)
    #expect(file.doubles("series.unit")[1] > 0)
    #expect(file.doubles("series.scale") == rule.store.transforms.map(\.scale))
    #expect(file["error_quantiles"]?.shape == [3, 5])
    #expect(file.doubles("error_quantiles") == rule.errorQuantiles)
  }

  @Test func `weights stand under PyTorch's names, member by member`() throws {
    let model = try networkModel(.tiny(epochs: 1))
    guard case .recurrent(let fitted) = model else { return }
    let file = archive(model).file
    for (member, network) in fitted.networks.enumerated() {
      for tensor in network.tensors {
        let stored = try #require(file["member.\(member).\(tensor.name)"])
        #expect(stored.shape == tensor.shape)
        #expect(stored.values == .float32(tensor.values))
      }
    }
    #expect(file["member.1.lstm.weight_hh_l1"]?.shape == [16, 4])
    #expect(file["member.2.head.bias"] == nil)
    #expect(file["error_quantiles"] == nil)
    #expect(file["series.indices"] == nil)
  }

  @Test func `seasonal indices are there where the season is taken off`() throws {
    let model = try smallNetwork(loss: .mse)
    guard case .recurrent(let fitted) = model else { return }
    let file = archive(model).file
    #expect(file["series.indices"]?.shape == [2, 4])
    #expect(
      file.doubles("series.indices") == fitted.store.transforms.flatMap(\.indices.values))
    #expect(file["error_quantiles"]?.shape == [3, 5])
    #expect(file["fallback.series.indices"] == nil)
  }

  @Test func `a series without a season has indices of zero, and the same forecasts`() throws {
    var settings = RecurrentSettings.tiny(adjusts: true, base: .lastValue, epochs: 1)
    settings.memberCount = 1
    let rows = panel([seasonalValues(0), [Double](repeating: 7, count: 20)])
    let model = FittedModel.recurrent(try fit(settings, rows))
    let file = archive(model).file
    #expect(file.doubles("series.indices").suffix(4) == [0, 0, 0, 0])
    let back = try ModelArchive(reread(file), path: "m").model
    #expect(
      try back.predict(horizon: 3, following: rows).map(\.bits)
        == model.predict(horizon: 3, following: rows).map(\.bits))
  }
}
