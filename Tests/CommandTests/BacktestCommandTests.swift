import Foundation
import Testing

@Suite(.program) struct BacktestCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 48))
  }

  /// Two stores, the second of which begins later and has fewer rows.
  private func writePanel() throws {
    let north = (0..<48).map { "north,\(Sample.month($0)),\(Sample.value($0))" }
    let south = (20..<44).map { "south,\(Sample.month($0)),\(Sample.value($0))" }
    try place.write("stores.csv", Sample.table("store,month,sales", north + south))
  }

  private func run(
    _ arguments: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let outcome = try place.forecast("backtest " + arguments)
    #expect(outcome.errors == "", sourceLocation: sourceLocation)
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    return outcome.lines
  }

  private func fields(_ lines: [String]) -> [[String]] {
    lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func `three folds of a horizon are scored, in silence`() throws {
    let rows = fields(try run("sales.csv --horizon 6 --only seasonal-naive,naive"))
    #expect(
      rows[0].prefix(8) == [
        "scope", "unique_id", "cutoff", "model", "horizon", "season", "n", "me",
      ])
    #expect(rows[0].last == "left-out")
    #expect(rows[1].prefix(7) == ["all", "", "", "seasonal-naive", "6", "12", "18"])
    #expect(rows[2].prefix(7) == ["all", "", "", "naive", "6", "12", "18"])
    let series = rows.filter { $0[0] == "series" && $0[3] == "seasonal-naive" }
    #expect(series.map { $0[2] } == ["2002-06", "2002-12", "2003-06"])
    // A year repeats with twelve more, which is the scale as well.
    let mase = try #require(rows[0].firstIndex(of: "mase"))
    for row in series { #expect(abs((Double(row[mase]) ?? 0) - 1) < 1e-9) }
    #expect(rows.count == 1 + 2 + 6)
  }

  @Test func `every simple rule stands beside the method`() throws {
    let rows = fields(try run("sales.csv --horizon 6 --folds 1 \(Sample.network)"))
    let models = rows.filter { $0[0] == "all" }.map { $0[3] }
    #expect(models.first == "lstm")
    #expect(models.contains("naive") && models.contains("seasonal-naive"))
  }

  @Test func `cutoffs follow each series' own end, or one calendar`() throws {
    try writePanel()
    let own = fields(
      try run("stores.csv --horizon 6 --folds 2 --stride 3 --only naive"))
    let ends = own.filter { $0[0] == "series" }.map { Array($0[1...2]) }
    #expect(
      ends == [
        ["north", "2003-03"], ["south", "2002-11"], ["north", "2003-06"], ["south", "2003-02"],
      ])
    let same = fields(try run("stores.csv --horizon 6 --train-end 2002-10 --only naive"))
    let cutoffs = same.filter { $0[0] == "series" }.map { Array($0[1...2]) }
    #expect(
      cutoffs == [["north", "2002-10"], ["south", "2002-10"], ["north", "2003-04"]])
  }

  @Test func `by horizon, each step ahead is a row`() throws {
    let rows = fields(try run("sales.csv --horizon 4 --only naive --by horizon"))
    let steps = rows.filter { $0[0] == "horizon" }
    #expect(steps.map { $0[4] } == ["1", "2", "3", "4"])
    #expect(steps.allSatisfy { $0[1] == "" && $0[2] == "" && $0[3] == "naive" && $0[6] == "3" })
    let mae = try #require(rows[0].firstIndex(of: "mae"))
    let mean = steps.compactMap { Double($0[mae]) }.reduce(0, +) / 4
    let whole = try #require(Double(rows[1][mae]))
    #expect(abs(mean - whole) < 1e-9)
  }

  @Test func `every forecast is told beside what came`() throws {
    try writePanel()
    let metrics = try run(
      "stores.csv --horizon 3 --folds 2 --only seasonal-naive --forecasts all.csv -o metrics.csv")
    #expect(metrics.isEmpty)
    #expect(try place.text("metrics.csv").hasPrefix("scope,store,cutoff,model,"))
    let lines = try place.text("all.csv").split(separator: "\n").map(String.init)
    #expect(
      lines[0]
        == "store,month,forecast,forecast-lo-80,forecast-hi-80,forecast-lo-95,forecast-hi-95,"
        + "method,cutoff,actual,model")
    let rows = fields(Array(lines.dropFirst()))
    #expect(rows.count == 12)
    #expect(rows[0].prefix(2) == ["north", "2003-07"])
    #expect(rows[0].suffix(4) == ["seasonal-naive", "2003-06", "142", "seasonal-naive"])
    #expect(rows[0][2] == "130")
  }

  @Test func `two models are compared in one row`() throws {
    let one = try run("sales.csv --horizon 3 --folds 7 --compare naive,seasonal-naive")
    #expect(
      one[0] == "model,against,test,n,mase,mase-against,difference,statistic,p-value")
    let row = fields(one)[1]
    #expect(one.count == 2)
    #expect(row.prefix(4) == ["naive", "seasonal-naive", "diebold-mariano", "7"])
    let (loss, other) = (try #require(Double(row[4])), try #require(Double(row[5])))
    let difference = try #require(Double(row[6]))
    #expect(abs(loss - other - difference) < 1e-9)
    let probability = try #require(Double(row[8]))
    #expect(probability > 0 && probability < 1)
    try writePanel()
    let panel = fields(try run("stores.csv --horizon 3 --compare naive,seasonal-naive"))[1]
    #expect(panel.prefix(4) == ["naive", "seasonal-naive", "paired-t", "2"])
  }

  @Test func `an audit finds the network and the rules honest`() throws {
    try writePanel()
    let lines = try run("stores.csv --horizon 3 --folds 2 --audit \(Sample.network)")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("look-ahead ok: "))
    #expect(
      lines[0].hasSuffix(" at 2 cutoffs are the same to the bit with all later rows scrambled"))
    #expect(lines[1].hasPrefix("time-shift ok: "))
    #expect(lines[1].hasSuffix(" are the same to the bit 36 steps later"))
    #expect(lines[2].hasPrefix("units ok: "))
    let object = try jsonObject(
      try run("sales.csv --audit --json --horizon 3 --only naive").joined(separator: "\n"))
    let checks = try #require(object["checks"] as? [[String: Any]])
    #expect(checks.compactMap { $0["check"] as? String } == ["look-ahead", "time-shift", "units"])
    #expect(checks.allSatisfy { $0["passed"] as? Bool == true })
  }

  @Test func `told so, the figures are one JSON object`() throws {
    let text = try run("sales.csv --horizon 2 --only naive --by horizon --json")
    let object = try jsonObject(text.joined(separator: "\n"))
    #expect(object["folds"] as? Int == 3)
    #expect(object["stride"] as? Int == 2)
    let models = try #require(object["models"] as? [String: [String: Any]])
    #expect(models["naive"]?["mase"] is Double)
    let steps = try #require(object["by_horizon"] as? [String: [[String: Any]]])
    #expect(steps["naive"]?.count == 2)
    let comparison = try jsonObject(
      try run("sales.csv --horizon 2 --compare naive,seasonal-naive --json")
        .joined(separator: "\n"))
    #expect(comparison["test"] as? String == "diebold-mariano")
    #expect(comparison["n"] as? Int == 3)
  }

  @Test func `told to be verbose, it ranks the models on stderr`() throws {
    let outcome = try place.forecast(
      "backtest -v sales.csv --horizon 6 --only naive,seasonal-naive -o m.csv")
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    #expect(outcome.output == "")
    #expect(
      lines.dropFirst()
        .first
        == "3 folds of 6 steps, 6 apart, cutoffs 2002-06 … 2003-06 · season 12 · refit never")
    #expect(lines.suffix(3).first == "model             MASE   sMAPE     wQL")
    #expect(lines.suffix(2).map { $0.prefix(14) } == ["naive         ", "seasonal-naive"])
  }

  @Test func `a series that no fold can score is named`() throws {
    try place.write(
      "stores.csv",
      Sample.panel(["north"], rows: 40)
        + (0..<10).map { "tiny,\(Sample.month($0)),5\n" }.joined())
    let outcome = try place.forecast("backtest stores.csv --horizon 3 --only naive -o m.csv")
    #expect(
      outcome.errors
        == "forecast: warning: 1 of 2 series is too short to be scored (first: 'tiny')\n")
    #expect(outcome.code == 0)
  }

  @Test func `a first cutoff that is too early for the season is told`() throws {
    let outcome = try place.forecast(
      "backtest sales.csv --horizon 3 --folds 8 --only seasonal-naive -o m.csv")
    #expect(
      outcome.errors
        == "forecast: warning: the first cutoff has too few rows for the season of 12: its fit takes none; fewer --folds or a later --train-end keep it\n"
    )
    #expect(outcome.code == 0)
  }

  @Test func `any number of threads gives the same bytes`() throws {
    try writePanel()
    let call = "stores.csv --horizon 3 --refit 2 \(Sample.network) --members 2 --forecasts "
    let one = try run(call + "one.csv --threads 1")
    let four = try run(call + "four.csv --threads 4")
    #expect(one == four)
    #expect(try place.text("one.csv") == place.text("four.csv"))
  }

  @Test(arguments: refusals)
  func `what cannot be done is refused with one line`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  private static func usage(_ options: String, says message: String) -> Refusal {
    Refusal("backtest sales.csv " + options, code: 64, says: message)
  }

  static let refusals: [Refusal] = [
    usage("--folds 0", says: "--folds 0 is not between 1 and 10000"),
    usage("--stride 0", says: "--stride 0 is not between 1 and 100000"),
    usage("--horizon 0", says: "--horizon 0 is not between 1 and 100000"),
    usage(
      "--refit often",
      says: "--refit 'often' is neither never, always nor a number of cutoffs; hint: --refit always"
    ),
    usage(
      "--only naiv,seasonal-naive", says: "--only 'naiv' is unknown; hint: --only naive"),
    usage("--method lstn", says: "--method 'lstn' is unknown; hint: --method lstm"),
    usage(
      "--compare naive",
      says: "--compare 'naive' is not two models; hint: --compare auto,seasonal-naive"),
    usage("--compare naive,lstn", says: "--compare 'lstn' is unknown; hint: --compare lstm"),
    usage(
      "--compare naive,lstm --only naive",
      says: "--compare goes not with --only; hint: leave one of them out"),
    usage(
      "--audit --forecasts f.csv",
      says: "--audit goes not with --forecasts; hint: leave one of them out"),
    usage("--by series", says: "--by 'series' is unknown; hint: --by horizon"),
    usage(
      "--train-end 2002",
      says: "--train-end '2002' is no time as the data write it; hint: --train-end 2002-01"),
    Refusal(
      "backtest sales.csv --folds 9 --horizon 6",
      says:
        "9 folds of 6 steps, 6 apart, need 62 rows, and the longest series has 48; hint: --folds 6"
    ),
    Refusal(
      "backtest sales.csv --train-end 2003-10 --horizon 6",
      says:
        "no series has 8 rows up to --train-end and 6 after it; hint: another time, or a shorter "
        + "--horizon"),
    Refusal(
      "backtest sales.csv --train-end 2002-12 --horizon 6 --folds 4",
      says: "the rows after --train-end hold 2 of 4 folds of 6 steps; hint: --folds 2"),
    Refusal(
      "backtest short.csv", ["short.csv": Data(Sample.monthly(rows: 6).utf8)],
      says:
        "3 folds of 1 step, 1 apart, need 11 rows, and the longest series has 6; hint: give more "
        + "history"),
    Refusal(
      "backtest sales.csv --horizon 6 --folds 1 --compare naive,seasonal-naive",
      says:
        "one cutoff of one series is too little to compare 'naive' with 'seasonal-naive'; hint: "
        + "more --folds, or a shorter --stride"),
    Refusal(
      "backtest sales.csv -o sales.csv", code: 73,
      says: "sales.csv: cannot create it: it is an input of the same run; hint: name another file"),
  ]
}
