import Foundation
import Testing

/// Model files that earlier releases wrote load for ever and forecast what they forecast then.
@Suite(.program) struct EarlierModelTests {
  private func fixture(_ name: String) throws -> Data {
    try Data(
      contentsOf: #require(
        Bundle.module.url(forResource: "Fixtures/" + name, withExtension: nil)))
  }

  /// Format 1, fitted to the air passengers and forecast by the portable kernels of that release: later
  /// kernels may add in another order, so every path is within the 1e-5 that is promised.
  @Test func `format 1 forecasts as it did`() throws {
    let place = try Workplace()
    try place.write("air-passengers.csv", fixture("air-passengers.csv"))
    try place.write("format-1.safetensors", fixture("format-1.safetensors"))
    let expected = String(decoding: try fixture("format-1.csv"), as: UTF8.self)
    let call = "predict --model format-1.safetensors"
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
    let info = try place.forecast("info format-1.safetensors")
    for line in [
      "format: 1", "kernel: portable", "  method: lstm", "  optimizer: adamw", "  clip: norm:1.0",
      "  schedule: one-cycle", "  bidirectional: false", "  dropout: none",
    ] {
      #expect(info.lines.contains(line), "\(line)")
    }
  }

  private func fields(_ csv: String) -> [Substring] {
    csv.split { $0 == "," || $0 == "\n" }
  }
}
