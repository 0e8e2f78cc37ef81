import Foundation
import Testing

@Suite(.program) struct DryRunTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel(["a", "b", "c"]))
  }

  @Test func `a dry run tells the plan and writes nothing`() throws {
    let before = try place.digests()
    let outcome = try place.forecast(
      "fit sales.csv --dry-run --horizon 4 --hidden 8 --members 3 --epochs 20 --batch 2 --threads 2 "
        + "--lookback 10 --kernel portable --metrics m.csv --history h.csv")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(try place.digests() == before)
    let lines = outcome.lines
    for line in [
      "horizon: 4", "season: 12", "network: 2-layer residual LSTM, 8 units, 1596 parameters",
      "members: 3, 2 at a time, 1 thread each", "passes: 20 at most, 40 updates",
      "batch: 2 sequences of 35 steps with 10 inputs", "seed: 0", "kernel: portable",
    ] {
      #expect(lines.contains(line), "\(line) in \(outcome.output)")
    }
    #expect(lines.contains { $0.wholeMatch(of: #/memory of training: \d+K/#) != nil })
    #expect(!lines.contains { $0.hasPrefix("limit: ") })
  }

  @Test func `a dry run over an earlier model leaves it alone`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    let before = try place.digests()
    #expect(try place.forecast("fit sales.csv --dry-run --seed 4").code == 0)
    #expect(try place.digests() == before)
  }

  @Test func `as JSON it is one object, whose parts of memory add up`() throws {
    let outcome = try place.forecast("fit sales.csv --dry-run --json --max-memory 1G --threads 2")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    let plan = try jsonObject(outcome.output)
    #expect(plan["schema_version"] as? Int == 1)
    #expect(plan["method"] as? String == "lstm")
    #expect(plan["series"] as? Int == 3 && plan["rows"] as? Int == 108)
    #expect(plan["parts"] as? Int == 1 && plan["side_by_side"] as? Int == 2)
    #expect(plan["warnings"] as? [String] == [])
    let memory = try #require(plan["memory"] as? [String: Int])
    let parts = ["parameters", "lanes", "workers", "batch"].compactMap { memory[$0] }
    #expect(parts.count == 4 && parts.allSatisfy { $0 > 0 })
    #expect(memory["network"] == parts.reduce(0, +))
    #expect(memory["total"] == memory["network"].map { 2 * $0 })
    #expect(memory["limit"] == 1 << 30)
  }

  /// What the plan says of the parameters is what the model then has.
  @Test(arguments: ["", "--cell gru --bidirectional", "--layers 3 --residual --cell rnn"])
  func `the plan keeps its word`(_ options: String) throws {
    let call = "fit sales.csv --json --hidden 8 --members 2 --epochs 2 \(options)"
    let plan = try jsonObject(place.forecast(call + " --dry-run").output)
    #expect(try place.forecast(call).code == 0)
    let info = try jsonObject(place.forecast("info --json").output)
    let planned = try #require(plan["parameters"] as? Int)
    #expect(info["parameters"] as? Int == 2 * planned)
    #expect(info["kernel"] as? String == plan["kernel"] as? String)
  }

  @Test func `a rule has no network`() throws {
    let rule = try place.forecast("fit sales.csv --dry-run --method naive")
    #expect(rule.code == 0)
    #expect(rule.lines == ["horizon: 9", "season: 12", "method: naive"])
    let object = try jsonObject(
      place.forecast("fit sales.csv --dry-run --method naive --json").output)
    #expect(object["memory"] == nil && object["method"] as? String == "naive")
  }

  @Test func `bad data is refused as in a fit`() throws {
    let before = try place.digests()
    for options in ["--target nothing", "--epochs 0", "--holdout 35"] {
      let dry = try place.forecast("fit sales.csv --dry-run " + options)
      let fit = try place.forecast("fit sales.csv " + options)
      #expect(dry.code == fit.code && dry.code != 0)
      #expect(dry.errors == fit.errors && dry.output == "")
    }
    #expect(try place.digests() == before)
  }
}
