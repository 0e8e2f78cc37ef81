import Foundation
import Testing

/// Models that only whoever knows a secret can write.
@Suite(.program) struct KeyTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 48))
    try place.write("key", "0123456789abcdef0123456789abcdef\n")
    try place.write("other", "another secret of enough bytes\n")
  }

  private func refusal(_ call: String) throws -> String {
    let outcome = try place.forecast(call)
    #expect(outcome.code == 65 && outcome.output == "")
    return outcome.errors
  }

  @Test func `a model with the right key is like any other`() throws {
    try place.fit("sales.csv \(Sample.network) --key key")
    let keyed = try place.predict("--key key")
    #expect(try place.predict() == keyed, "who trusts the folder needs no key")
    #expect(try place.forecast("info model.safetensors --key key").code == 0)
    try place.fit("sales.csv \(Sample.network)")
    #expect(try place.predict() == keyed)
  }

  @Test func `a model of somebody else is refused by every command`() throws {
    try place.fit("sales.csv \(Sample.network) --key other")
    let theirs =
      "forecast: model.safetensors: it was not written with this key; hint: look who can write the folder\n"
    for call in [
      "predict --key key", "info model.safetensors --key key", "cron sales.csv -o f.csv --key key",
      "fit sales.csv --from model.safetensors --model m --key key",
    ] { #expect(try refusal(call) == theirs) }
    try place.fit("sales.csv \(Sample.network)")
    #expect(
      try refusal("predict --key key")
        == "forecast: model.safetensors: it was written without a key; hint: the model before is whole: --model model.safetensors.prev\n"
        || refusal("predict --key key")
          == "forecast: model.safetensors: it was written without a key; hint: fit with --key, or leave --key out if you trust the folder\n"
    )
  }

  @Test func `weights from a stranger's checkpoint are refused`() throws {
    let call = "fit sales.csv --method lstm --members 1 --hidden 64 --epochs 4000 --patience 4000"
    #expect(try place.timedOut("\(call) --key other").outcome.code == 143)
    #expect(
      try refusal("\(call) --key key")
        == "forecast: model.safetensors.checkpoint: it was not written with this key; hint: --fresh removes it and starts anew\n"
    )
  }

  @Test func `a key that is none is refused before anything is read`() throws {
    try place.write("short", "secret")
    #expect(
      try refusal("fit sales.csv --key short")
        == "forecast: short: a key of 6 bytes is no secret, it takes 16; hint: head -c 32 /dev/urandom | base64 > short\n"
    )
    #expect(try place.forecast("predict --key none").code == 66)
  }
}
