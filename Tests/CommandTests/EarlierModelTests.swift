import Foundation
import Testing

/// Model files that earlier releases wrote load for ever and forecast what they forecast then.
@Suite(.program) struct EarlierModelTests {
  private func fixture(_ name: String) throws -> Data {
    try Data(
      contentsOf: #require(
        Bundle.module.url(forResource: "Fixtures/" + name, withExtension: nil)))
  }

  /// Each was fitted to the air passengers and forecast by the portable kernels of its release.
  ///
  /// Later kernels may add in another order, so every path is within the 1e-5 that is promised. Of format 2
  /// no release was made.
  @Test(arguments: ["format-1", "format-3-rule", "format-3-network", "format-3-blend"])
  func `a model of an earlier format forecasts as it did`(_ name: String) throws {
    let place = try place(with: name)
    let expected = String(decoding: try fixture(name + ".csv"), as: UTF8.self)
    let call = "predict --model \(name).safetensors"
    let fastest = try place.forecast(call)
    let portable = try place.forecast(call + " --kernel portable")
    #expect(fastest.code == 0 && fastest.errors == "")
    #expect(portable.code == 0 && portable.errors == "")
    for output in [fastest.output, portable.output] {
      let (said, was) = (fields(output), fields(expected))
      #expect(said.count == was.count)
      for (one, other) in zip(said, was) {
        guard let number = Double(other) else {
          #expect(one == other)
          continue
        }
        #expect(abs((Double(one) ?? .nan) / number - 1) < 1e-5)
      }
    }
  }

  @Test(arguments: [
    (
      "format-1",
      [
        "format: 1", "kernel: portable", "  method: lstm", "  optimizer: adamw", "  clip: norm:1.0",
        "  schedule: one-cycle", "  bidirectional: false", "  dropout: none",
      ]
    ),
    (
      "format-3-rule",
      ["format: 3", "point: mean", "  minimum: 100", "  integer: true", "  method: theta"]
    ),
    (
      "format-3-network",
      [
        "format: 3", "  method: gru", "  optimizer: rmsprop", "  clip: value:0.5",
        "  schedule: cosine", "  bidirectional: true", "  dropout: 0.2:sequence", "  members: 2",
        "  loss: huber",
      ]
    ),
    (
      "format-3-blend",
      [
        "format: 3", "    network_share: 0.25", #"    rules: ["ets","dynamic-optimized-theta"]"#,
      ]
    ),
  ])
  func `a model of an earlier format says what it is`(_ name: String, _ lines: [String]) throws {
    let info = try place(with: name).forecast("info \(name).safetensors")
    for line in lines { #expect(info.lines.contains(line), "\(line)") }
  }

  private func place(with name: String) throws -> Workplace {
    let place = try Workplace()
    try place.write("air-passengers.csv", fixture("air-passengers.csv"))
    try place.write(name + ".safetensors", fixture(name + ".safetensors"))
    return place
  }

  private func fields(_ csv: String) -> [Substring] {
    csv.split { $0 == "," || $0 == "\n" }
  }
}
