import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ArchiveDescriptionTests {
  private let keys = [
    "schema_version", "format", "program_version", "kernel", "seed", "parameters", "intervals",
    "calibration", "point", "bounds", "paths", "rows_from_the_end", "configuration", "held_out",
    "data",
  ]

  private func names(_ value: JSONValue?) -> [String] { value?.members?.map(\.name) ?? [] }

  @Test func `a rule's description has the stated keys`() throws {
    let description = archive(try ruleModel()).description
    #expect(names(description) == keys)
    #expect(
      names(description["configuration"]) == [
        "method", "horizon", "season", "longer_seasons", "levels",
      ])
    #expect(
      names(description["data"]) == [
        "path", "reading", "rows", "series", "first", "last", "frequency", "metric_season",
      ])
    #expect(description["parameters"]?.integer == 0)
    #expect(description["seed"]?.text == "18446744073709551615")
    #expect(
      description["intervals"]?.text == "quantiles of the errors over rolling origins")
    #expect(description["rows_from_the_end"]?.integer == (try ruleModel().tailLength))
  }

  @Test func `a network's description says its size and where its intervals come from`() throws {
    let model = try smallNetwork(loss: .pinball)
    let description = archive(model).description
    #expect(names(description) == keys)
    // 16 × (5 + 4 + 2) of the layer, 15 × (4 + 5 + 1) of the head.
    #expect(description["parameters"]?.integer == 16 * 11 + 15 * 10)
    #expect(description["intervals"]?.text == "the network's own quantiles")
    #expect(
      archive(try smallNetwork()).description["intervals"]?.text
        == "quantiles of the errors over rolling origins")
    #expect(
      Set(names(description["configuration"])).isSuperset(
        of: [
          "method", "horizon", "season", "long_season", "lookback", "levels", "hidden", "layers",
          "members", "loss", "optimizer", "learning_rate", "clip", "batch", "crop", "epochs",
          "patience", "chosen_epochs",
        ]))
  }

  @Test func `it is one line of JSON that reads back`() throws {
    let description = archive(try smallNetwork()).description
    let text = JSONWriter.text(description)
    #expect(try JSONReader.value(of: Array(text.utf8)) == description)
  }
}
