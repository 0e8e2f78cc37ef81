import Foundation
import Testing

/// Two runs at work on the same file.
@Suite(.program) struct LockTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv \(Sample.quick)")
  }

  /// A line of shell while a fit holds the lock of `name`, waiting for its data; `$holder` is its number.
  private func held(_ name: String, _ line: String) throws -> Program.Outcome {
    try place.shell(
      "[ -p pipe ] || mkfifo pipe; exec 3<>pipe; rm -f \(name).lock; $FORECAST fit - --model \(name) <&3 & holder=$!; "
        + "until grep -q . \(name).lock 2>/dev/null; do sleep 0.01; done; "
        + "\(line); code=$?; kill -KILL $holder 2>/dev/null; echo $holder; exit $code")
  }

  private func line(_ name: String, _ outcome: Program.Outcome) -> String {
    let holder = outcome.lines.last ?? ""
    return "forecast: \(name): process \(holder) is at work on it and holds its lock; "
      + "hint: run it again later, or wait with --wait 10m\n"
  }

  @Test func `a second fit of the same model ends at once and names the first`() throws {
    let before = try place.digests()["model.safetensors"]
    let outcome = try held("model.safetensors", "$FORECAST fit sales.csv \(Sample.quick)")
    #expect(outcome.code == 75)
    #expect(outcome.errors == line("model.safetensors", outcome))
    #expect(try place.digests()["model.safetensors"] == before)
    // The lock went with its holder, though that was killed.
    try place.fit("sales.csv \(Sample.quick)")
  }

  @Test func `who only reads the model needs no lock`() throws {
    let outcome = try held(
      "model.safetensors",
      "$FORECAST predict >/dev/null && $FORECAST predict -o f.csv && $FORECAST info model.safetensors "
        + ">/dev/null && $FORECAST fit sales.csv --dry-run >/dev/null")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(try place.text("f.csv") == place.predict())
  }

  @Test func `a forecast is locked by its own name`() throws {
    let outcome = try held("f.csv", "$FORECAST predict -o f.csv")
    #expect(outcome.code == 75)
    #expect(outcome.errors == line("f.csv", outcome))
    #expect(try !place.names().contains("f.csv"))
  }

  @Test func `who waits gets its turn, or is told when the time is over`() throws {
    let turn = try held(
      "model.safetensors",
      "(sleep 0.3; kill -KILL $holder) & $FORECAST fit sales.csv --wait 10m \(Sample.quick)")
    #expect(turn.code == 0)
    #expect(turn.errors == "")
    let over = try held("f.csv", "$FORECAST predict -o f.csv --wait 1s")
    #expect(over.code == 75)
    #expect(over.errors == line("f.csv", over))
  }

  @Test func `many fits at once write one whole model each, or are told to wait`() throws {
    let outcome = try place.shell(
      "seq 6 | xargs -P 6 -I N $FORECAST fit sales.csv --seed N --wait 10m \(Sample.network)")
    #expect(outcome.errors == "")
    #expect(
      try place.names()
        == ["model.safetensors", "model.safetensors.lock", "model.safetensors.prev", "sales.csv"])
    for model in ["model.safetensors", "model.safetensors.prev"] {
      #expect(try place.predict("--model \(model)").contains(",lstm,"))
    }
  }

  @Test func `a link in the lock's place is not followed`() throws {
    let outcome = try place.shell(
      "rm model.safetensors.lock; ln -s victim model.safetensors.lock; "
        + "$FORECAST fit sales.csv \(Sample.quick)")
    #expect(outcome.code == 73)
    #expect(
      outcome.errors
        == "forecast: model.safetensors.lock: cannot lock it: it is a symbolic link; "
        + "hint: remove it\n")
    #expect(try !place.names().contains("victim"))
  }

  @Test func `what is written to a stream takes no lock`() throws {
    _ = try place.forecast("predict")
    _ = try place.forecast("predict -o /dev/stdout")
    #expect(
      try place.names() == ["model.safetensors", "model.safetensors.lock", "sales.csv"])
  }
}
