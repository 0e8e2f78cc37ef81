import Foundation
import Testing

@Suite(.program) struct FitCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
  }

  @Test(arguments: [Sample.quick, Sample.network])
  func `without a terminal a fit is silent and leaves one file`(_ options: String) throws {
    try place.fit("sales.csv " + options)
    #expect(try Set(place.digests().keys) == ["sales.csv", "model.safetensors"])
  }

  @Test func `the defaults are silent, too`() throws {
    try place.fit("sales.csv --epochs 2 --members 1")
    #expect(try Set(place.digests().keys) == ["sales.csv", "model.safetensors"])
  }

  @Test func `told to be verbose, it says on stderr what it read, plans, found and wrote`() throws {
    let outcome = try place.forecast("fit sales.csv -v --model m.safetensors \(Sample.network)")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    try #require(lines.count == 5, "\(outcome.errors)")
    #expect(
      lines[0]
        == "sales.csv: 1 series, 48 rows, monthly (month start), 2000-01 … 2003-12; "
        + "target 'sales', time 'month'")
    #expect(lines[1].hasPrefix("horizon 12 · season 12 · 2-layer residual LSTM, 8 units"))
    #expect(lines[1].hasSuffix("· 1 member · seed 0"))
    #expect(lines[2].hasPrefix("last 12 rows held out: MASE "))
    #expect(lines[2].contains(" · seasonal-naive 1.00 · "))
    #expect(
      lines[3]
        == "intervals: 80 % calibrated pooled · 95 % uncalibrated"
    )
    #expect(lines[4].hasPrefix("then refitted on all rows, "))
    #expect(
      lines[4].hasSuffix(
        "m.safetensors written; next: forecast predict --model m.safetensors"))
  }

  @Test func `the metrics have the promised columns and a row for the whole and each series`()
    throws
  {
    try place.write("panel.csv", Sample.panel())
    try place.fit("panel.csv --metrics metrics.csv --horizon 6 \(Sample.quick)")
    let lines = try place.text("metrics.csv").split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "scope,store,cutoff,model,horizon,season,n,me,mae,rmse,mape,smape,mase,rmsse,wql,"
        + "coverage-80,coverage-95,winkler-80,winkler-95,skill,mse,owa,left-out")
    #expect(lines.contains { $0.hasPrefix("all,,,seasonal-naive,6,12,12,") })
    for store in ["north", "south"] {
      for model in ["seasonal-naive", "naive"] {
        #expect(lines.count { $0.hasPrefix("series,\(store),2002-06,\(model),6,12,6,") } == 1)
      }
    }
    // The season repeats on a slope of one a month: each step misses by twelve, MASE is one.
    let whole = try #require(lines.first { $0.hasPrefix("all,,,seasonal-naive,") })
    let fields = whole.split(separator: ",", omittingEmptySubsequences: false)
    #expect(fields[7...9].allSatisfy { Double($0).map { abs($0 - 12) < 1e-9 } == true })
    #expect(Double(fields[12]).map { abs($0 - 1) < 1e-9 } == true)
    #expect(!lines.joined().contains("nan") && !lines.joined().contains("inf"))
  }

  @Test func `the history has the promised columns and a row an epoch`() throws {
    try place.fit("sales.csv --history history.csv \(Sample.network)")
    let lines = try place.text("history.csv").split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "stage,member,epoch,training-loss,validation-loss,gradient-norm,clipped-share,"
        + "learning-rate,skipped-steps,largest-gradient-norm")
    #expect(lines.count >= 4)
    #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count >= 8 })
    try place.fit("sales.csv --history none.csv \(Sample.quick)")
    #expect(try place.text("none.csv").split(separator: "\n").map(String.init) == [lines[0]])
  }

  @Test func `rows that are held out change nothing`() throws {
    try place.write("short.csv", Sample.monthly(rows: 40))
    try place.fit("sales.csv --holdout 8 --model held.safetensors \(Sample.network)")
    try place.fit("short.csv --model short.safetensors \(Sample.network)")
    let held = try place.predict("short.csv --model held.safetensors")
    #expect(try held == place.predict("short.csv --model short.safetensors"))
  }

  @Test(arguments: [
    (
      "--season 24",
      "--season 24 is not used by the model: it takes more than 48 rows a series"
    ),
    (
      "--horizon 48",
      "the horizon of 48 is longer than any series can teach (48 rows): the last steps come from a "
        + "simple rule, and their intervals mean nothing"
    ),
  ])
  func `what the rows are too few for is told`(_ option: String, _ warning: String) throws {
    let outcome = try place.forecast("fit sales.csv \(option) \(Sample.network)")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "forecast: warning: \(warning)\n")
  }

  @Test func `a short series in a panel is served all the same, with a warning`() throws {
    try place.write(
      "panel.csv", Sample.panel(["north"]) + "south,2002-11,5\nsouth,2002-12,7\n")
    let outcome = try place.forecast("fit panel.csv \(Sample.network)")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    #expect(
      outcome.errors
        == "forecast: warning: 1 series with fewer than 8 values is served by the "
        + "seasonal-naive rule\n"
    )
    let lines = try place.predict("--horizon 1").split(separator: "\n")
    #expect(lines.last?.hasPrefix("south,2003-01,") == true)
    #expect(lines.last?.hasSuffix(",seasonal-naive,2002-12") == true)
  }

  @Test func `told so, the result is one JSON object on stdout and stderr stays empty`() throws {
    let outcome = try place.forecast("fit sales.csv --json \(Sample.network)")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    let object = try jsonObject(outcome.output)
    #expect(object["schema_version"] as? Int == 1)
    #expect(object["model"] as? String == "model.safetensors")
    #expect(object["method"] as? String == "lstm")
    #expect(object["rows"] as? Int == 48)
    #expect(object["series"] as? Int == 1)
    #expect(object["horizon"] as? Int == 12)
    #expect(object["season"] as? Int == 12)
    #expect(object["seed"] as? String == "0")
    let heldOut = try #require(object["held_out"] as? [String: [String: Any]])
    #expect(heldOut["seasonal-naive"]?["mase"] as? Double != nil)
    #expect(heldOut["lstm"]?["coverage-80"] as? Double != nil)
  }

  @Test func `an error as JSON says the same as the line`() throws {
    try place.write("bad.csv", Sample.monthly(replacing: 5, by: "2000-06,abc"))
    let outcome = try place.forecast("fit bad.csv --json")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "")
    let error = try #require(try jsonObject(outcome.output)["error"] as? [String: Any])
    #expect(error["code"] as? Int == 65)
    #expect(error["message"] as? String == "'abc' is not a number (column 'sales')")
    #expect(error["hint"] as? String == "--na abc")
    #expect(error["file"] as? String == "bad.csv")
    #expect(error["line"] as? Int == 7)
    #expect(error["column"] as? Int == 2)
    let missing = try place.forecast("fit missing.csv --json")
    #expect(missing.code == 66)
    let reason = try #require(try jsonObject(missing.output)["error"] as? [String: Any])
    #expect(reason["file"] as? String == "missing.csv")
    #expect(reason["line"] is NSNull)
  }
}
