import Foundation
import Testing

/// `fit --from MODEL`.
@Suite(.program) struct StartingModelTests {
  let place: Workplace

  /// A small network, trained on another series than the ones below.
  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.write("other.csv", Sample.table("month,visits", (0..<72).map(StartingModelTests.row)))
    try place.fit(
      "other.csv --horizon 6 --method lstm --epochs 4 --members 2 --hidden 8 --model old.safetensors"
    )
  }

  private static func row(_ index: Int) -> String {
    "\(1990 + index / 12)-\(Sample.twoDigits(index % 12 + 1)),"
      + "\(300 + 3 * index + 40 * ((index * 5) % 12))"
  }

  private static let data = FileManager.default.currentDirectoryPath + "/datasets/"

  /// What a model knows of itself.
  private func configuration(_ model: String) throws -> [String: Any] {
    let object = try jsonObject(try place.forecast("info \(model) --json").output)
    return try #require(object["configuration"] as? [String: Any])
  }

  @Test func `the networks stay what they were, and are trained gently`() throws {
    try place.fit("sales.csv --horizon 6 --from old.safetensors")
    let new = try configuration("model.safetensors"), old = try configuration("old.safetensors")
    for name in ["lookback", "hidden", "layers", "members", "season", "crop"] {
      #expect(new[name] as? Int == old[name] as? Int, "\(name)")
    }
    #expect(new["learning_rate"] as? Double == 0.001)
    #expect(new["epochs"] as? Int ?? 99 <= 50)
    #expect(new["from"] as? String == "old.safetensors")
    #expect(new["network_horizon"] == nil && old["from"] == nil)
    #expect(try place.predict("--horizon 6").split(separator: "\n").count == 7)
  }

  @Test func `rate, passes and members may be others`() throws {
    try place.fit(
      "sales.csv --horizon 6 --from old.safetensors --learning-rate 0.01 --epochs 8 --members 1 "
        + "--cell lstm --hidden 8 --layers 2 --residual --loss pinball --method lstm "
        + "--horizon 4 --model new.safetensors")
    let new = try configuration("new.safetensors")
    #expect(new["learning_rate"] as? Double == 0.01)
    #expect(new["members"] as? Int == 1 && new["horizon"] as? Int == 4)
  }

  @Test func `air passengers begin from sunspots`() throws {
    try place.fit(
      "\(StartingModelTests.data)sunspots-monthly.csv --horizon 12 --epochs 2 --members 1 --hidden 8 "
        + "--model sun.safetensors")
    let before = try place.bytes("sun.safetensors")
    let air = StartingModelTests.data + "air-passengers.csv"
    let outcome = try place.forecast("fit -v \(air) --horizon 12 --from sun.safetensors")
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains(" · 1 member · seed 0 · from sun.safetensors\n"))
    #expect(!outcome.errors.contains("warning"))
    #expect(try place.bytes("sun.safetensors") == before)
    #expect(try place.predict().split(separator: "\n").count == 13)
  }

  @Test(arguments: [3, 15])
  func `a horizon that is not the networks' is served all the same`(_ horizon: Int) throws {
    try place.fit("sales.csv --horizon \(horizon) --from old.safetensors --epochs 2")
    #expect(try configuration("model.safetensors")["network_horizon"] as? Int == 6)
    #expect(try place.predict().split(separator: "\n").count == horizon + 1)
    let longer = try place.forecast("predict --horizon \(horizon + 1)")
    #expect(longer.code == 65 && longer.output == "")
  }

  @Test func `the new model may take the old one's place, again and again`() throws {
    for _ in 0..<2 {
      try place.fit(
        "sales.csv --horizon 6 --epochs 2 --from old.safetensors --model new.safetensors")
      let new = try place.bytes("new.safetensors")
      try place.fit(
        "sales.csv --horizon 6 --epochs 2 --from old.safetensors --model old.safetensors")
      #expect(try place.bytes("old.safetensors") == new)
      try place.write("sales.csv", Sample.monthly(rows: 60))
    }
  }

  @Test func `the bytes are the same for any number of threads, and under a limit`() throws {
    let call = "sales.csv --horizon 8 --from old.safetensors --epochs 4 --model "
    try place.fit(call + "one.safetensors --threads 1")
    let one = try place.bytes("one.safetensors")
    for options in ["--threads 3", "--budget 1h", "--max-memory 100M"] {
      try place.fit(call + "many.safetensors \(options)")
      #expect(try place.bytes("many.safetensors") == one, "\(options)")
    }
    try place.fit(call + "patient.safetensors --patience 2")
    #expect(try configuration("patient.safetensors")["patience"] as? Int == 2)
  }

  @Test func `rows that the model knows are told`() throws {
    let told =
      "forecast: warning: old.safetensors may know the last 6 rows of other.csv, on which it was "
      + "fitted: the held-out figures and the intervals may be too good\n"
    let call = "fit other.csv --horizon 6 --epochs 2 --from old.safetensors --model new.safetensors"
    #expect(try place.forecast(call).errors == told)
    try place.write("copy.csv", try place.bytes("other.csv"))
    let copied = try place.forecast(call.replacingOccurrences(of: "other.csv", with: "copy.csv"))
    #expect(copied.errors == told.replacingOccurrences(of: "other.csv", with: "copy.csv"))
    // Five new rows are not a horizon, six are.
    for (rows, isTold) in [(77, true), (78, false)] {
      try place.write(
        "other.csv", Sample.table("month,visits", (0..<rows).map(StartingModelTests.row)))
      #expect(try place.forecast(call).errors == (isTold ? told : ""), "\(rows) rows")
    }
  }

  @Test func `a dry run names the start and writes nothing`() throws {
    let before = try place.digests()
    let call = "fit sales.csv --horizon 6 --dry-run --from old.safetensors"
    let lines = try place.forecast(call).lines
    #expect(lines.contains("from: old.safetensors"))
    #expect(lines.contains { $0.hasPrefix("network: 2-layer residual LSTM, 8 units, ") })
    #expect(lines.contains { $0.hasPrefix("passes: 50 at most, ") })
    let object = try jsonObject(try place.forecast(call + " --json").output)
    #expect(object["from"] as? String == "old.safetensors")
    #expect(try place.digests() == before)
    let fitted = try place.forecast("fit sales.csv --horizon 6 --json --from old.safetensors")
    #expect(try jsonObject(fitted.output)["from"] as? String == "old.safetensors")
  }

  @Test func `series shorter than the lookback are served`() throws {
    try place.write("short.csv", Sample.monthly(rows: 10))
    try place.fit("short.csv --horizon 2 --from old.safetensors")
    #expect(try place.predict().split(separator: "\n").count == 3)
  }

  @Test func `quarters are served by a network over season-free months`() throws {
    let rows = (0..<40).map { "\(1990 + $0 / 4)-Q\($0 % 4 + 1),\(Sample.value($0))" }
    try place.write("quarters.csv", Sample.table("quarter,sales", rows))
    try place.fit("quarters.csv --from old.safetensors")
    #expect(try configuration("model.safetensors")["season"] as? Int == 4)
  }

  @Test(arguments: [
    ("--cell gru", "--cell gru", "with --cell lstm"),
    ("--layers 3", "--layers 3", "with --layers 2"),
    ("--hidden 9", "--hidden 9", "with --hidden 8"),
    ("--lookback 7", "--lookback 7", "with --lookback 15"),
    ("--bidirectional", "--bidirectional", "without --bidirectional"),
    ("--no-residual", "--no-residual", "with --residual"),
    ("--levels 90", "--levels 90", "with --levels 80,95"),
    ("--loss mae", "--loss mae", "with --loss pinball"),
  ])
  func `an option that contradicts the weights is refused`(
    _ options: String, _ asked: String, _ trained: String
  ) throws {
    let name = asked.split(separator: " ")[0]
    try expectRefusal(
      options, code: 64,
      "\(asked) contradicts --from old.safetensors, whose networks were trained \(trained); hint: "
        + "leave \(name) out, or fit without --from")
  }

  @Test(arguments: [
    (
      "--members 3",
      "--members 3 contradicts --from old.safetensors, which has 2 networks; hint: --members 2 at "
        + "most, or fit without --from"
    ),
    (
      "--method ets",
      "--method ets contradicts --from old.safetensors: a rule has no weights to begin with; hint: "
        + "leave --method out, or fit without --from"
    ),
    ("--cell lsmt", "--cell 'lsmt' is unknown; hint: --cell lstm"),
  ])
  func `what cannot be asked beside a start is refused`(
    _ options: String, _ message: String
  ) throws {
    try expectRefusal(options, code: 64, message)
  }

  private func expectRefusal(
    _ options: String, from start: String = "old.safetensors", data: String = "sales.csv",
    code: Int32, _ message: String
  ) throws {
    let before = try place.digests()
    let outcome = try place.forecast("fit \(data) --horizon 6 --from \(start) \(options)")
    #expect(outcome.errors == "forecast: \(message)\n")
    #expect(outcome.code == code)
    #expect(outcome.output == "")
    #expect(try place.digests() == before)
  }

  @Test func `a model that is a rule, is damaged or is not there is refused`() throws {
    try place.fit("sales.csv --method ets --model rule.safetensors")
    try expectRefusal(
      "", from: "rule.safetensors", code: 65,
      "rule.safetensors: holds the rule ets, which has no weights to begin from; hint: name a model "
        + "that was fitted with --method auto or lstm")
    try expectRefusal(
      "", from: "gone.safetensors", code: 66,
      "gone.safetensors: no such model; hint: forecast fit DATA --model gone.safetensors")
    var bytes = try place.bytes("old.safetensors")
    bytes[bytes.count - 5] ^= 1
    try place.write("bad.safetensors", bytes)
    let damaged = try place.forecast("fit sales.csv --from bad.safetensors")
    let known = try place.forecast("predict sales.csv --model bad.safetensors")
    #expect(damaged.code == 65 && damaged.errors == known.errors && damaged.output == "")
    try expectRefusal(
      "--metrics old.safetensors", code: 73,
      "old.safetensors: cannot create it: it is an input of the same run; hint: name another file")
  }

  @Test func `networks that look back by seasons serve no other season`() throws {
    let rows = (0..<400).map { index in
      "2024-\(Sample.twoDigits(index / 720 + 1))-\(Sample.twoDigits(index / 24 + 1))T"
        + "\(Sample.twoDigits(index % 24)):00,\(50 + index % 24)"
    }
    try place.write("hours.csv", Sample.table("time,load", rows))
    try place.fit(
      "hours.csv --horizon 6 --method lstm --epochs 2 --members 1 --hidden 8 --model hours.safetensors"
    )
    try expectRefusal(
      "", from: "hours.safetensors", code: 65,
      "a season of 12 goes not with hours.safetensors, whose networks look back by 24,168 steps; "
        + "hint: --season 24,168, or fit without --from")
    try expectRefusal(
      "--season 12", from: "hours.safetensors", data: "hours.csv", code: 65,
      "a season of 12 goes not with hours.safetensors, whose networks look back by 24,168 steps; "
        + "hint: --season 24,168, or fit without --from")
    try expectRefusal(
      "--season 24,48", from: "hours.safetensors", data: "hours.csv", code: 65,
      "a longer season of 48 goes not with hours.safetensors, whose networks were trained with 168; "
        + "hint: leave it out of --season, or fit without --from")
    try expectRefusal(
      "--season 12,24", code: 65,
      "a longer season of 24 goes not with old.safetensors, whose networks were trained without one; "
        + "hint: leave it out of --season, or fit without --from")
    let same = try place.forecast(
      "fit hours.csv --horizon 4 --season 24,168 --epochs 1 --from hours.safetensors --holdout 20")
    #expect(same.code == 0)
  }
}
