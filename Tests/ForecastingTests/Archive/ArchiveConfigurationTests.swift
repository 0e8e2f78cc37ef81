import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

/// Each setting in a model file, made wrong in turn.
@Suite struct ArchiveConfigurationTests {
  /// One thing that is wrong: which text, what in it, and what is said.
  struct Fault: CustomTestStringConvertible, Sendable {
    let key, old, new, message: String
    var testDescription: String { "\(old) → \(new)" }

    init(_ old: String, _ new: String, _ message: String, key: String = "configuration") {
      (self.key, self.old, self.new, self.message) = (key, old, new, message)
    }

    /// A whole number outside its range.
    static func outside(
      _ name: String, _ value: Int, _ wrong: Int, _ range: String, key: String = "configuration"
    ) -> Fault {
      Fault(
        "\"\(name)\":\(value)", "\"\(name)\":\(wrong)",
        "'\(name)' in its settings is not in \(range)",
        key: key)
    }
  }

  private static let numbers: [Fault] = [
    .outside("horizon", 3, 0, "1…100000"), .outside("horizon", 3, 100_001, "1…100000"),
    .outside("season", 4, 0, "1…100000"), .outside("lookback", 5, 0, "1…100000"),
    .outside("lookback", 5, -5, "1…100000"), .outside("hidden", 4, 5_000, "1…4096"),
    .outside("layers", 1, 17, "1…16"), .outside("members", 1, 0, "1…1000"),
    .outside("batch", 3, 0, "1…1000000"), .outside("crop", 30, 0, "1…1000000"),
    .outside("epochs", 4, 0, "1…1000000"),
    Fault(
      "\"patience\":null", "\"patience\":0",
      "'patience' in its settings is not in 1…1000000"),
    .outside("warm_up", 0, -1, "0…1000000000"), .outside("accumulate", 1, 0, "1…1000000"),
    Fault(
      "\"truncate\":null", "\"truncate\":0", "'truncate' in its settings is not in 1…1000000"),
    .outside("chosen_epochs", 0, -1, "0…1000000"),
    .outside("rows", 192, -1, "0…\(Int.max)", key: "source"),
    .outside("series", 4, -1, "0…\(Int.max)", key: "source"),
    .outside("metric_season", 4, 0, "1…100000", key: "source"),
  ]

  private static let others: [Fault] = [
    Fault("\"horizon\":3", "\"horizon\":3.5", "'horizon' in its settings is not in 1…100000"),
    Fault("\"horizon\":3", "\"horizon\":\"3\"", "'horizon' in its settings is not in 1…100000"),
    Fault("\"horizon\":3,", "", "has no 'horizon' in its settings"),
    Fault(
      "\"horizon\":3", "\"horizon\":3,\"network_horizon\":0",
      "'network_horizon' in its settings is not in 1…100000"),
    Fault(
      "\"horizon\":3", "\"horizon\":3,\"from\":7", "'from' in its settings is no text"),
    Fault(
      "\"horizon\":3,", "\"horizon\":3,\"network_horizon\":4,",
      "tensor 'error_quantiles' has shape [3, 5], its settings imply [4, 5]"),
    Fault("\"clip\":", "\"clap\":", "has no 'clip' in its settings"),
    Fault("norm:1.0", "norm:-1", "'clip' in its settings is not norm:X, value:X or none"),
    Fault(
      "\"long_season\":null", "\"long_season\":2",
      "'long_season' in its settings is shorter than the horizon"),
    Fault(
      "\"base_seasons\":null", "\"base_seasons\":0",
      "'base_seasons' in its settings is not in 1…1000"),
    Fault(
      "\"adjusts_season\":true", "\"adjusts_season\":1",
      "'adjusts_season' in its settings is neither true nor false"),
    Fault(
      "\"loss\":\"mae\"", "\"loss\":\"cute\"",
      "'loss' in its settings is 'cute', which this release does not know"),
    Fault(
      "\"optimizer\":\"adamw\"", "\"optimizer\":\"eve\"",
      "'optimizer' in its settings is 'eve', which this release does not know"),
    Fault(
      "\"schedule\":\"one-cycle\"", "\"schedule\":\"two-cycle\"",
      "'schedule' in its settings is 'two-cycle', which this release does not know"),
    Fault(
      "\"dropout\":\"none\"", "\"dropout\":\"1\"",
      "'dropout' in its settings is not RATE, RATE:sequence or none"),
    Fault("\"dropout\":\"none\"", "\"dropout\":0.5", "'dropout' in its settings is no text"),
    Fault("\"dropout\":", "\"drop\":", "has no 'dropout' in its settings"),
    Fault("\"bidirectional\":", "\"both\":", "has no 'bidirectional' in its settings"),
    Fault(
      "\"bidirectional\":false", "\"bidirectional\":null",
      "'bidirectional' in its settings is neither true nor false"),
    Fault("\"residual\":", "\"rest\":", "has no 'residual' in its settings"),
    Fault("\"schedule\":", "\"plan\":", "has no 'schedule' in its settings"),
    Fault("\"warm_up\":", "\"warm\":", "has no 'warm_up' in its settings"),
    Fault("\"accumulate\":", "\"sum\":", "has no 'accumulate' in its settings"),
    Fault("\"truncate\":", "\"cut\":", "has no 'truncate' in its settings"),
    Fault(
      "\"method\":\"lstm\"", "\"method\":\"gru\"", "has no tensor 'member.0.gru.weight_ih_l0'"),
    Fault(
      "\"bidirectional\":false", "\"bidirectional\":true",
      "has no tensor 'member.0.lstm.weight_ih_l0_reverse'"),
    Fault(
      "\"level\":\"season-mean\"", "\"level\":\"high\"",
      "'level' in its settings is 'high', which this release does not know"),
    Fault("\"level\":\"season-mean\"", "\"level\":7", "'level' in its settings is no text"),
    Fault(
      "\"method\":\"lstm\"", "\"method\":\"magic\"",
      "'method' in its settings is 'magic', which this release does not know"),
    Fault("\"method\":\"lstm\"", "\"method\":null", "'method' in its settings is no text"),
    Fault(
      "\"frequency\":\"15 minute\"", "\"frequency\":\"0 moons\"",
      "'frequency' in its settings is '0 moons', which is no step", key: "source"),
    Fault("\"id\":\"store\"", "\"id\":3", "'id' in its settings is no text", key: "source"),
    Fault(
      "{\"id\":\"store\",\"target\":\"sales\"}", "4", "'reading' in its settings is no object",
      key: "source"),
    Fault("\"../sales.csv\"", "4", "'path' in its settings is no text", key: "source"),
    Fault("\"first\":\"1949-01\",", "", "has no 'first' in its settings", key: "source"),
  ]

  @Test(arguments: numbers + others)
  func `a setting that is not as stated is refused`(_ fault: Fault) throws {
    let file = archive(try smallNetwork()).file
    let broken = file.replacing(fault.key, fault.old, fault.new)
    #expect(broken != file)
    #expect(refusal(broken) == ForecastingError(.model, "m: \(fault.message)", hint: fitAgain))
  }

  @Test(arguments: [
    "80", "[0,80]", "[80,100]", "[80,80]", "[95,80]", "[80,\"95\"]", "{}", "[80,80.0000001]",
    "[99.99999999]",
  ])
  func `levels that make no grid are refused`(_ levels: String) throws {
    let message = "m: 'levels' in its settings are not rising numbers between 0 and 100"
    for model in [try smallNetwork(), try ruleModel()] {
      let file = archive(model).file.replacing("configuration", "[80,95]", levels)
      #expect(refusal(file) == ForecastingError(.model, message, hint: fitAgain))
    }
  }

  @Test func `a learning rate that is no number in range is refused`() throws {
    let file = archive(try smallNetwork()).file
    let text = try #require(file.metadata["configuration"])
    let rate = try #require(text.firstMatch(of: #/"learning_rate":[^,]*/#))
    for wrong in ["-1", "1001", "null"] {
      let broken = file.replacing("configuration", String(rate.0), "\"learning_rate\":\(wrong)")
      #expect(
        refusal(broken)?.message == "m: 'learning_rate' in its settings is not in 0.0…1000.0")
    }
  }

  @Test func `settings that are no JSON are refused with the place`() throws {
    var file = archive(try ruleModel()).file
    file.metadata["configuration"] = "{\"method\":"
    let error = try #require(refusal(file))
    #expect(error.kind == .model)
    #expect(error.message.hasPrefix("m: 'configuration' in its metadata is not valid JSON: "))
  }
}
