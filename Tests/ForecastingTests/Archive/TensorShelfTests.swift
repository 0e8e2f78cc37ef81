import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

/// Each tensor of a model file, made wrong in turn.
@Suite struct TensorShelfTests {
  private func file() throws -> SafetensorsFile { archive(try smallNetwork()).file }

  private func expect(
    _ file: SafetensorsFile, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      refusal(file) == ForecastingError(.model, "m: \(message)", hint: fitAgain),
      sourceLocation: sourceLocation)
  }

  private static let names = [
    "series.key", "series.unit", "series.scale", "series.indices", "fallback.series.key",
    "fallback.series.unit", "fallback.series.scale", "fallback.error_quantiles", "error_quantiles",
    "member.0.lstm.weight_ih_l0", "member.0.lstm.weight_hh_l0", "member.0.lstm.bias_ih_l0",
    "member.0.lstm.bias_hh_l0", "member.0.head.weight", "member.0.head.bias",
    "member.0.highway.weight",
  ]

  @Test func `these are all the tensors of a model`() throws {
    #expect(try file().tensors.map(\.name).sorted() == Self.names.sorted())
  }

  /// Found by fuzzing: a model file could write to the terminal.
  @Test func `a name in a message has no control characters`() throws {
    let tensor = SafetensorsFile.Tensor(name: "\u{1b}[2J\n", shape: [1], values: .float64([1]))
    expect(
      try file().with(tensor.name, tensor),
      "holds a tensor '\\u{1b}[2J\\u{a}' that its settings do not imply")
  }

  @Test(arguments: names)
  func `a missing tensor is named`(_ name: String) throws {
    expect(try file().with(name, nil), "has no tensor '\(name)'")
  }

  @Test(arguments: names)
  func `a tensor of another shape is named with both shapes`(_ name: String) throws {
    let file = try file()
    let tensor = try #require(file[name])
    let flat = SafetensorsFile.Tensor(
      name: name, shape: [tensor.values.count, 1, 1], values: tensor.values)
    let wanted = tensor.shape
    expect(
      file.with(name, flat),
      "tensor '\(name)' has shape \(flat.shape), its settings imply \(wanted)")
  }

  @Test(arguments: names)
  func `a tensor of another type is refused`(_ name: String) throws {
    let file = try file()
    let tensor = try #require(file[name])
    let count = tensor.values.count
    let other = SafetensorsFile.Values.float64([Double](repeating: 1, count: count))
    let single = SafetensorsFile.Values.float32([Float](repeating: 1, count: count))
    let (values, said): (SafetensorsFile.Values, String) =
      switch tensor.values {
      case .float32: (other, "holds float64 numbers, its settings imply float32")
      case .float64: (single, "holds float32 numbers, its settings imply float64")
      case .uint64: (other, "holds float64 numbers, its settings imply uint64")
      }
    expect(
      file.with(name, SafetensorsFile.Tensor(name: name, shape: tensor.shape, values: values)),
      "tensor '\(name)' \(said)")
  }

  @Test(arguments: names.filter { !$0.hasSuffix("key") }, [Double.nan, .infinity, -.infinity])
  func `a number that is not finite is refused`(_ name: String, value: Double) throws {
    let file = try file()
    let tensor = try #require(file[name])
    let values: SafetensorsFile.Values =
      switch tensor.values {
      case .float32(let values): .float32(values.dropLast() + [Float(value)])
      case .float64(let values): .float64(values.dropLast() + [value])
      case .uint64(let values): .uint64(values)
      }
    expect(
      file.with(name, SafetensorsFile.Tensor(name: name, shape: tensor.shape, values: values)),
      "tensor '\(name)' holds a number that is not finite")
  }

  @Test(arguments: ["series.scale", "fallback.series.scale"], [0, -1])
  func `a scale that is not positive is refused`(_ name: String, scale: Double) throws {
    let file = try file()
    let values = file.doubles(name).dropLast() + [scale]
    expect(
      file.with(name, .init(name: name, shape: [values.count], values: .float64(Array(values)))),
      "holds a scale that is not positive")
  }

  @Test func `a unit below zero is refused`() throws {
    let file = try file()
    expect(
      file.with("series.unit", .init(name: "series.unit", shape: [2], values: .float64([1, -1]))),
      "holds a scale that is not positive")
  }

  @Test func `a tensor that nothing asked for is refused`() throws {
    let more = try file().with("extra", .init(name: "extra", shape: [1], values: .float64([1])))
    expect(more, "holds a tensor 'extra' that its settings do not imply")
    let rule = archive(try ruleModel()).file
      .with("member.0.x", .init(name: "member.0.x", shape: [1], values: .float32([1])))
    expect(rule, "holds a tensor 'member.0.x' that its settings do not imply")
  }

  @Test func `settings that imply other tensors are refused`() throws {
    let file = try file()
    expect(
      file.replacing("configuration", "\"members\":1", "\"members\":2"),
      "has no tensor 'member.1.lstm.weight_ih_l0'")
    expect(
      file.replacing("configuration", "\"lookback\":5", "\"lookback\":6"),
      "tensor 'member.0.lstm.weight_ih_l0' has shape [16, 5], its settings imply [16, 6]")
    expect(
      file.replacing("configuration", "\"loss\":\"mae\"", "\"loss\":\"pinball\""),
      "tensor 'member.0.head.weight' has shape [3, 4], its settings imply [15, 4]")
  }
}
