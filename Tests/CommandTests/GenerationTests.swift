import Foundation
import Testing

/// The model before, and how it comes back.
@Suite(.program) struct GenerationTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    for seed in 1...3 { try place.fit("sales.csv --seed \(seed) \(Sample.network)") }
  }

  private let previous = "model.safetensors.prev"

  @Test func `the model before stays beside the new one, and forecasts as it did`() throws {
    try place.fit("sales.csv --seed 2 --model second \(Sample.network)")
    #expect(try place.bytes(previous) == place.bytes("second"))
    #expect(try place.predict("--model \(previous)") == place.predict("--model second"))
    #expect(try place.predict() != place.predict("--model second"))
  }

  @Test(arguments: ["printf x | dd of=model.safetensors bs=1 seek=2000 conv=notrunc", ": >"])
  func `a damaged model is refused, and the one before named but not taken`(
    _ damage: String
  ) throws {
    _ = try place.shell(
      damage == ": >" ? ": > model.safetensors" : damage)
    let outcome = try place.forecast("predict")
    #expect(outcome.code == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("forecast: model.safetensors: "))
    #expect(
      outcome.errors.hasSuffix(
        "; hint: the model before is whole: --model model.safetensors.prev\n"))
    #expect(try place.predict("--model \(previous)").contains(",lstm,"))
    // A damaged one before is no remedy.
    _ = try place.shell(": > \(previous)")
    let other = try place.forecast("predict")
    #expect(other.code == 65)
    #expect(!other.errors.contains(previous))
  }

  @Test func `no output of the run goes where the model before stands`() throws {
    let outcome = try place.forecast("fit sales.csv --metrics \(previous) \(Sample.quick)")
    #expect(outcome.code == 73)
    #expect(
      outcome.errors
        == "forecast: \(previous): cannot create it: another output of the same run goes there; "
        + "hint: name another file\n")
  }

  @Test func `a fit that fails keeps both as they are`() throws {
    let before = try place.digests()
    let outcome = try place.forecast("fit sales.csv --metrics nowhere/m.csv \(Sample.quick)")
    #expect(outcome.code == 73)
    #expect(try place.digests() == before)
  }
}
