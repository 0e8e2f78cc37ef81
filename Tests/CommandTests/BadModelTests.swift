import ForecastStorage
import Foundation
import Testing

/// Models that cannot be used, and questions that a model cannot answer.
@Suite(.program) struct BadModelTests {
  @Test(arguments: [
    Refusal(
      "predict --model missing.safetensors", code: 66,
      says:
        "missing.safetensors: no such model; hint: forecast fit DATA --model missing.safetensors"),
    Refusal(
      "info missing.safetensors", code: 66,
      says:
        "missing.safetensors: no such model; hint: forecast fit DATA --model missing.safetensors"),
    Refusal(
      "predict --model .", code: 66, says: ".: is a directory, not a file; hint: name a file in it"),
    Refusal(
      "predict --model empty", ["empty": Data()],
      says: "empty: it has 0 bytes, too few for a safetensors file; \(remedy)"),
    Refusal(
      "predict --model sales.csv",
      says:
        "sales.csv: it is no safetensors file: its header claims 7022005071142350701 bytes, "
        + "more than the limit of 1048576; "
        + remedy),
    Refusal(
      "predict --horizon 13",
      says: "horizon 13 is longer than the fitted horizon 12; hint: forecast fit DATA --horizon 13"),
    Refusal(
      "predict --levels 50",
      says: "the model has no interval of 50 % (it has 80,95); hint: forecast fit DATA --levels 50"),
    Refusal(
      "predict data.csv",
      ["data.csv": Data((Sample.monthly() + "next,9\n").utf8)],
      says: "data.csv:50:1: 'next' is not a time like '2000-01' (column 'month')"),
    Refusal(
      "predict data.csv",
      ["data.csv": Data(Sample.monthly().replacing("sales", with: "revenue").utf8)],
      says: "data.csv:1: there is no column 'sales'; columns: 'month', 'revenue'"),
  ])
  func `a model that is not there or cannot answer is named`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  private static let remedy = "hint: restore the file from a copy or make it anew"

  /// A place with a fitted model and an earlier forecast.
  private func place(fittedWith options: String = Sample.quick) throws -> Workplace {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv " + options)
    try place.write("forecast.csv", "an earlier forecast\n")
    return place
  }

  /// A changed model has to be refused by both commands that read one.
  private func expectRefused(
    _ model: Data, in place: Workplace, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try place.write("model.safetensors", model)
    let before = try place.digests()
    for call in ["predict -o forecast.csv", "info model.safetensors"] {
      let outcome = try place.forecast(call)
      #expect(
        outcome.errors == "forecast: model.safetensors: \(message)\n",
        sourceLocation: sourceLocation)
      #expect(outcome.code == 65, sourceLocation: sourceLocation)
      #expect(outcome.output == "", sourceLocation: sourceLocation)
    }
    #expect(try place.digests() == before, sourceLocation: sourceLocation)
  }

  @Test func `a model that is cut is refused`() throws {
    let place = try place()
    let model = try place.bytes("model.safetensors")
    let header = Int(model[0]) + Int(model[1]) << 8
    try expectRefused(
      model.prefix(100), in: place,
      "its header claims \(header) bytes, but only 92 follow; \(Self.remedy)")
    try expectRefused(
      model.dropLast(8), in: place,
      "tensor 'serving.ranks' goes 8 bytes beyond the end of the file; \(Self.remedy)")
  }

  @Test func `a model with something after its end is refused`() throws {
    let place = try place()
    try expectRefused(
      try place.bytes("model.safetensors") + Data("x\n".utf8), in: place,
      "2 bytes after the last tensor belong to nothing; \(Self.remedy)")
  }

  @Test func `a model with one bit flipped anywhere is refused`() throws {
    let place = try place()
    let model = try place.bytes("model.safetensors")
    for position in stride(from: 0, to: model.count, by: 37) {
      var flipped = model
      flipped[position] ^= 1 << (position % 8)
      try place.write("model.safetensors", flipped)
      let outcome = try place.forecast("predict -o forecast.csv")
      #expect(outcome.code == 65, "byte \(position)")
      #expect(outcome.errors.hasPrefix("forecast: model.safetensors: "), "byte \(position)")
      #expect(outcome.errors.count { $0 == "\n" } == 1, "byte \(position)")
      #expect(outcome.output == "", "byte \(position)")
    }
    #expect(try place.text("forecast.csv") == "an earlier forecast\n")
  }

  @Test func `a container that is no model is refused`() throws {
    let place = try place()
    let tensor = SafetensorsFile.Tensor(name: "w", shape: [2], values: .float32([1, 2]))
    let foreign = SafetensorsFile(metadata: ["a": "b"], tensors: [tensor]).encoded()
    try expectRefused(
      Data(foreign), in: place,
      "has no 'format' in its metadata; hint: fit again with forecast fit")
    let header = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    try expectRefused(
      Data([UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0]) + Data(header.utf8) + Data(count: 8),
      in: place, "it has no sha256 entry, so this program did not write it; \(Self.remedy)")
  }

  @Test func `a model of a newer release, or with strange settings, is refused`() throws {
    let place = try place()
    let file = try SafetensorsFile.load(path: place.path + "/model.safetensors")
    func changed(_ key: String, _ value: String) -> Data {
      var metadata = file.metadata
      metadata[key] = value
      return Data(SafetensorsFile(metadata: metadata, tensors: file.tensors).encoded())
    }
    try expectRefused(
      changed("format_version", "99"), in: place,
      "was written by a newer release (format 99, this one reads up to 3); "
        + "hint: update forecast, or fit again")
    try expectRefused(
      changed("format", "cake-model"), in: place,
      "is not a model of forecast; hint: fit again with forecast fit")
    let configuration = try #require(file.metadata["configuration"])
    try expectRefused(
      changed("configuration", configuration.replacing("\"horizon\":12", with: "\"horizon\":11")),
      in: place,
      "tensor 'error_quantiles' has shape [12, 5], its settings imply [11, 5]; "
        + "hint: fit again with forecast fit")
    try expectRefused(
      changed("configuration", configuration.replacing("seasonal-naive", with: "oracle")),
      in: place,
      "'method' in its settings is 'oracle', which this release does not know; "
        + "hint: fit again with forecast fit")
  }

  @Test func `a model fitted from stdin wants its data named`() throws {
    let place = try Workplace()
    let fit = try place.forecast("fit - \(Sample.quick)", input: Data(Sample.monthly().utf8))
    #expect(fit.code == 0)
    #expect(fit.errors == "")
    let predict = try place.forecast("predict")
    #expect(predict.code == 64)
    #expect(predict.output == "")
    #expect(
      predict.errors
        == "forecast: model.safetensors was fitted from a stream and names no data; "
        + "hint: forecast predict DATA\n")
  }
}
