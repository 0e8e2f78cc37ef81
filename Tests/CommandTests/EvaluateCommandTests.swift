import Foundation
import Testing

@Suite(.program) struct EvaluateCommandTests {
  let place: Workplace

  /// Two series of four days before the forecast and two after.
  init() throws {
    place = try Workplace()
    let values = [("a", [1, 3, 2, 4, 6, 8]), ("b", [10, 10, 20, 20, 30, 40])]
    try place.write(
      "actuals.csv",
      Sample.table(
        "unique_id,ds,y",
        values.flatMap { id, values in
          values.enumerated().map { "\(id),2024-01-0\($0 + 1),\($1)" }
        }))
  }

  private func write(_ header: String, _ rows: [String]) throws {
    try place.write("forecasts.csv", Sample.table(header, rows))
  }

  /// Fields by column name of the row that begins with some text.
  private func figures(_ csv: String, _ start: String) throws -> [String: String] {
    let lines = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    let row = try #require(lines.first { $0.joined(separator: ",").hasPrefix(start) })
    return Dictionary(uniqueKeysWithValues: zip(header, row))
  }

  private func expect(
    _ figures: [String: String], _ name: String, _ value: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = figures[name].flatMap { Double($0) }
    #expect(
      found.map { abs($0 - value) <= 1e-12 * max(1, abs(value)) } == true,
      "\(name) is \(figures[name] ?? "missing"), not \(value)", sourceLocation: sourceLocation)
  }

  @Test func `a foreign forecast without intervals is scored as by hand`() throws {
    try write(
      "unique_id,ds,forecast",
      ["a,2024-01-05,5", "a,2024-01-06,10", "b,2024-01-05,30", "b,2024-01-06,30"])
    let outcome = try place.forecast("evaluate forecasts.csv actuals.csv --metric-season 1")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(
      outcome.lines.first
        == "scope,unique_id,cutoff,model,horizon,season,n,me,mae,rmse,mape,smape,mase,rmsse,wql,"
        + "skill,mse,owa,left-out")
    // a: 6 and 8 against 5 and 10; the history steps by 2, 1, 2, on average 5/3.
    let a = try figures(outcome.output, "series,a,2024-01-04,")
    expect(a, "n", 2)
    expect(a, "me", -0.5)
    expect(a, "mae", 1.5)
    expect(a, "rmse", (2.5 as Double).squareRoot())
    expect(a, "mape", 100 * (1.0 / 6 + 2.0 / 8) / 2)
    expect(a, "smape", 100 * (2.0 / 11 + 4.0 / 18) / 2)
    expect(a, "mase", 1.5 / (5.0 / 3))
    expect(a, "mse", 2.5)
    // b: 30 and 40 against 30 twice; the history steps by 0, 10, 0.
    let b = try figures(outcome.output, "series,b,2024-01-04,")
    expect(b, "mae", 5)
    expect(b, "smape", 100 * (20.0 / 70) / 2)
    expect(b, "mase", 5 / (10.0 / 3))
    let whole = try figures(outcome.output, "all,,,")
    expect(whole, "n", 4)
    expect(whole, "mae", 3.25)
    expect(whole, "mase", (0.9 + 1.5) / 2)
    expect(whole, "left-out", 0)
  }

  @Test func `intervals are scored where they are given`() throws {
    try write(
      "unique_id,ds,forecast,forecast-lo-80,forecast-hi-80",
      ["a,2024-01-05,5,4,7", "a,2024-01-06,10,9,12"])
    let outcome = try place.forecast("evaluate forecasts.csv actuals.csv --metric-season 1")
    let a = try figures(outcome.output, "series,a,")
    // 6 lies inside; 8 is one below 9, which costs 2/0.2 times that beside the width; all of it in
    // units of the history's step.
    expect(a, "coverage-80", 0.5)
    expect(a, "winkler-80", (3 + 3 + 10) / 2 / (5.0 / 3))
  }

  @Test func `what is undefined is empty`() throws {
    try write("unique_id,ds,forecast", ["a,2024-01-05,5", "a,2024-01-06,10"])
    let outcome = try place.forecast("evaluate forecasts.csv actuals.csv --metric-season 7")
    let a = try figures(outcome.output, "series,a,")
    #expect(a["mase"] == "")
    #expect(a["mae"] == "1.5")
    #expect(!outcome.output.contains("nan") && !outcome.output.contains("inf"))
  }

  @Test func `our own forecast is scored, to a file or to stdout alike`() throws {
    try place.write("sales.csv", Sample.monthly(rows: 36))
    try place.fit("sales.csv --horizon 6 \(Sample.quick)")
    #expect(try place.predict("-o forecasts.csv") == "")
    try place.write("came.csv", Sample.monthly(rows: 40))
    let outcome = try place.forecast("evaluate forecasts.csv came.csv")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    let whole = try figures(outcome.output, "all,,,forecast,6,12,4,")
    // Four of six months have come, each twelve above the same month of the year before.
    expect(whole, "me", 12)
    expect(whole, "mase", 1)
    expect(whole, "skill", 0)
    #expect(whole["coverage-80"] != nil && whole["winkler-95"] != nil)
    let file = try place.forecast("evaluate forecasts.csv came.csv -o metrics.csv")
    #expect(file.output + file.errors == "")
    #expect(try place.text("metrics.csv") == outcome.output)
  }

  @Test func `told so, the figures are one JSON object`() throws {
    try write("unique_id,ds,forecast", ["a,2024-01-05,5", "a,2024-01-06,10"])
    let outcome = try place.forecast("evaluate forecasts.csv actuals.csv --metric-season 1 --json")
    #expect(outcome.errors == "")
    let object = try jsonObject(outcome.output)
    #expect(object["metric_season"] as? Int == 1)
    let models = try #require(object["models"] as? [String: [String: Any]])
    #expect(models["forecast"]?["mae"] as? Double == 1.5)
  }

  @Test func `by horizon, each step ahead is a row`() throws {
    try write(
      "unique_id,ds,forecast",
      ["a,2024-01-05,5", "a,2024-01-06,10", "b,2024-01-05,30", "b,2024-01-06,30"])
    let outcome = try place.forecast(
      "evaluate forecasts.csv actuals.csv --metric-season 1 --by horizon")
    #expect(outcome.errors == "")
    // 6 and 30 against 5 and 30; then 8 and 40 against 10 and 30.
    let first = try figures(outcome.output, "horizon,,,forecast,1,1,2,")
    expect(first, "mae", 0.5)
    let second = try figures(outcome.output, "horizon,,,forecast,2,1,2,")
    expect(second, "mae", 6)
    #expect(outcome.lines.count == 6)
    let plain = try place.forecast("evaluate forecasts.csv actuals.csv --metric-season 1")
    #expect(plain.lines.count == 4)
  }

  @Test(arguments: [
    (
      "unique_id,ds,forecast", ["a,2025-01-05,5", "a,2025-01-06,10"],
      "forecasts.csv: no forecast time is among the actuals; hint: look at the times of both files"
    ),
    (
      "unique_id,ds,forecast", ["c,2024-01-05,5", "c,2024-01-06,10"],
      "forecasts.csv: series 'c' is not among the actuals; hint: look at the ids of both files"
    ),
    (
      "unique_id,ds,yhat", ["a,2024-01-05,5", "a,2024-01-06,10"],
      "forecasts.csv:1: there is no column 'forecast'; columns: 'unique_id', 'ds', 'yhat'"
    ),
    (
      "unique_id,ds,forecast", ["a,2024-01-05,5", "a,2024-01-06,much"],
      "forecasts.csv:3:3: 'much' is not a number (column 'forecast'); hint: --na much"
    ),
  ])
  func `forecasts that do not fit the actuals are refused`(
    _ header: String, _ rows: [String], _ message: String
  ) throws {
    try write(header, rows)
    let before = try place.digests()
    let outcome = try place.forecast("evaluate forecasts.csv actuals.csv -o metrics.csv")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "forecast: \(message)\n")
    #expect(outcome.output == "")
    #expect(try place.digests() == before)
  }

  @Test func `a file that is not there is named`() throws {
    try write("unique_id,ds,forecast", ["a,2024-01-05,5"])
    for (call, name) in [("none.csv actuals.csv", "none.csv"), ("forecasts.csv no.csv", "no.csv")] {
      let outcome = try place.forecast("evaluate " + call)
      #expect(outcome.code == 66)
      #expect(
        outcome.errors
          == "forecast: \(name): no such file; hint: check the spelling and the current folder\n")
    }
  }
}
