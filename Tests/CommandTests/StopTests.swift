import ForecastStorage
import Foundation
import Testing

/// A fit that is told to end, and one that goes on where it ended.
@Suite(.program) struct StopTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 120))
  }

  private let checkpoint = "model.safetensors.checkpoint"

  /// A fit of a second or so.
  private let fit =
    "fit sales.csv --members 3 --hidden 24 --epochs \(Program.isSlow ? 40 : 400) "
    + "--metrics metrics.csv --history history.csv"

  /// The fit, sent a signal after some seconds if it is still at work.
  private func stop(
    _ signal: String, after seconds: Double, _ options: String = ""
  ) throws -> Program.Outcome {
    try place.shell(
      "timeout --preserve-status -s \(signal) \(seconds) $FORECAST \(fit) \(options)")
  }

  private func results() throws -> [String: String] {
    try place.digests().filter {
      ["model.safetensors", "metrics.csv", "history.csv"].contains($0.key)
    }
  }

  private func clear() throws {
    for name in try place.names() where name != "sales.csv" {
      try FileManager.default.removeItem(atPath: "\(place.path)/\(name)")
    }
  }

  @Test(arguments: [1, 2])
  func `stopped at random moments it ends with the bytes of one that nothing stopped`(
    _ threads: Int
  ) throws {
    try place.fit(String(fit.dropFirst(4)))
    let expected = try results()
    try clear()
    var random = RandomSource(seed: UInt64(threads))
    let signals = [("TERM", Int32(143)), ("INT", 130), ("HUP", 129)]
    var stops = 0
    for run in 0..<60 where stops < 8 {
      let (signal, code) = signals[run % 3]
      // Later and later, for a machine on which a fit takes long to begin.
      let seconds = (0.1 + 0.05 * Double(random.index(below: 10))) * Double(1 + run / 12)
      // The other number of threads may go on as well.
      let count = 1 + (run + threads) % 2
      let outcome = try stop(signal, after: seconds, "--threads \(count)")
      let isDone = outcome.code == 0
      if isDone {
        #expect(outcome.output + outcome.errors == "")
        #expect(try results() == expected)
        #expect(
          try place.names()
            == ["history.csv", "metrics.csv", "model.safetensors", "model.safetensors.lock"]
            + ["sales.csv"])
        try clear()
        continue
      }
      #expect(outcome.code == code)
      #expect(try !place.names().contains { $0.hasSuffix(".tmp") })
      #expect(try results().isEmpty)
      guard outcome.errors.contains("keeps") else { continue }
      stops += 1
      #expect(
        outcome.errors
          == "forecast: stopped by SIG\(signal); \(checkpoint) keeps what was trained; "
          + "hint: the same command goes on from it\n")
      #expect(try place.names().contains(checkpoint))
    }
    #expect(stops > 0)
    try place.fit(String(fit.dropFirst(4)))
    #expect(try results() == expected)
    #expect(try !place.names().contains(checkpoint))
  }

  @Test func `killed without a word it goes on from the last checkpoint, and sweeps`() throws {
    let options = "--epochs \(Program.isSlow ? 200 : 2000) --checkpoint-every 1s -v"
    let whole = try place.forecast("\(fit) \(options)")
    #expect(whole.code == 0)
    let expected = try results()
    try clear()
    var hasKept = false
    // A program that is watched, or whose machine is busy, comes later to its first second of training.
    for run in 0..<10 where !hasKept {
      #expect([0, 137].contains(try stop("KILL", after: 1.4 + Double(run), options).code))
      hasKept = try place.names().contains(checkpoint)
    }
    try #require(hasKept)
    let left = ".model.safetensors.checkpoint.2147483646-1f.tmp"
    try place.write(left, "half of it")
    let again = try place.forecast("\(fit) \(options)")
    #expect(again.code == 0)
    #expect(again.errors.contains("going on from \(checkpoint): "))
    #expect(try results() == expected)
    #expect(try !place.names().contains { $0.hasSuffix(".tmp") || $0 == checkpoint })
  }

  @Test func `a fit of something else does not touch the checkpoint, unless it begins anew`()
    throws
  {
    for run in 0..<40 {
      if try place.names().contains(checkpoint) { break }
      _ = try stop("TERM", after: 0.2 * pow(1.1, Double(run)))
    }
    let kept = try place.digests()
    try #require(kept[checkpoint] != nil)
    try place.write("longer.csv", Sample.monthly(rows: 121))
    let calls = [
      ("longer.csv", "of other data"), ("sales.csv --layers 1", "with other settings"),
      ("sales.csv --seed 1", "with another seed"),
      ("sales.csv --budget 60s", "with other settings"),
    ]
    for (call, difference) in calls {
      let words = "\(fit.replacing("sales.csv", with: call))"
      let outcome = try place.forecast(words)
      #expect(outcome.code == 65)
      #expect(
        outcome.errors
          == "forecast: \(checkpoint): is of a fit that was stopped \(difference); "
          + "hint: --fresh removes it and starts anew\n")
      #expect(try place.digests()[checkpoint] == kept[checkpoint])
    }
    try place.fit("longer.csv --fresh \(Sample.quick)")
    #expect(try !place.names().contains(checkpoint))
  }

  @Test func `a damaged checkpoint is refused with its remedy`() throws {
    try place.write(checkpoint, "no checkpoint at all")
    let outcome = try place.forecast(fit)
    #expect(outcome.code == 65)
    #expect(outcome.errors.hasPrefix("forecast: \(checkpoint): it is no safetensors file"))
    #expect(outcome.errors.hasSuffix("; hint: --fresh removes it and starts anew\n"))
    try place.fit("sales.csv --fresh \(Sample.quick)")
    try place.fit("sales.csv \(Sample.quick)")
    try FileManager.default.copyItem(
      atPath: place.path + "/model.safetensors", toPath: place.path + "/" + checkpoint)
    let model = try place.forecast(fit)
    #expect(
      model.errors
        == "forecast: \(checkpoint): is no checkpoint of forecast; "
        + "hint: --fresh removes it and starts anew\n")
  }

  /// A run that waits for the rest of its data, sent a signal: more went into the pipe than it holds, so
  /// that the run is known to be at work.
  private func whileItReads(_ call: String, _ signal: String) throws -> Program.Outcome {
    try place.shell(
      "[ -p pipe ] || mkfifo pipe; exec 3<>pipe; "
        + "(seq 150000 >pipe; kill -\(signal) $$) 3>&- & exec $FORECAST \(call) <&3"
    )
  }

  @Test func `with nothing trained a stop leaves nothing`() throws {
    let outcome = try whileItReads("fit -", "TERM")
    #expect(outcome.code == 143)
    #expect(outcome.errors == "forecast: stopped by SIGTERM\n")
    #expect(try place.names() == ["model.safetensors.lock", "pipe", "sales.csv"])
    let json = try whileItReads("check - --json", "INT")
    #expect(json.code == 130)
    #expect(json.errors == "")
    #expect(json.output.contains("\"message\":\"stopped by SIGINT\""))
  }

  @Test func `a signal that is to be ignored stays ignored`() throws {
    let outcome = try place.shell(
      "trap '' HUP; (sleep 0.3; kill -HUP $$ 2>/dev/null) & exec $FORECAST \(fit)")
    #expect(outcome.code == 0)
    #expect(try results().count == 3)
  }

  @Test(arguments: [
    ("--checkpoint-every soon", "--checkpoint-every 'soon' is no time"),
    ("--wait never", "--wait 'never' is no time"),
  ])
  func `a time that is none is refused`(_ option: String, _ message: String) throws {
    let outcome = try place.forecast("fit sales.csv \(option)")
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "forecast: \(message); hint: \(option.split(separator: " ")[0]) 30s, 10m or 1h\n")
    #expect(try place.names() == ["sales.csv"])
  }
}
