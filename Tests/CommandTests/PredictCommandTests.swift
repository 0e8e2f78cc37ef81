import Foundation
import Testing

@Suite(.program) struct PredictCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel())
    try place.fit("sales.csv \(Sample.quick)")
  }

  private func rows(_ output: String) -> [[String]] {
    output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `only the forecast is on stdout`() throws {
    let output = try place.predict("--horizon 2")
    let header = output.prefix { $0 != "\n" }
    #expect(
      String(header)
        == "store,month,forecast,forecast-lo-80,forecast-hi-80,forecast-lo-95,forecast-hi-95,"
        + "method,cutoff")
    let rows = rows(output)
    #expect(rows.map { $0[0] } == ["north", "north", "south", "south"])
    #expect(rows.map { $0[1] } == ["2003-01", "2003-02", "2003-01", "2003-02"])
    // The same month of the last year.
    #expect(rows.map { $0[2] } == ["124", "130", "124", "130"])
    #expect(rows.map { $0[7] } == Array(repeating: "seasonal-naive", count: 4))
    #expect(rows.map { $0[8] } == Array(repeating: "2002-12", count: 4))
  }

  @Test func `intervals are ordered and hold the forecast`() throws {
    for row in rows(try place.predict()) {
      let numbers = row[2...6].compactMap(Double.init)
      try #require(numbers.count == 5)
      let slack = 1e-9 * abs(numbers[0])
      #expect(numbers[3] <= numbers[1] + slack && numbers[1] <= numbers[0] + slack)
      #expect(numbers[0] <= numbers[2] + slack && numbers[2] <= numbers[4] + slack)
    }
  }

  @Test func `a model of several files reads all of them again, from its own folder`() throws {
    try place.write("2024.csv", "ds,y\n" + (1...9).map { "2024-01-0\($0),\($0)\n" }.joined())
    try place.write("later.csv", "ds,y\n" + (10...20).map { "2024-01-\($0),\($0)\n" }.joined())
    try place.fit("2024.csv later.csv --method naive --horizon 1 --model m.safetensors")
    #expect(rows(try place.predict("--model m.safetensors")).map { $0[0] } == ["2024-01-21"])
    try place.write("later.csv", "ds,y\n" + (10...25).map { "2024-01-\($0),\($0)\n" }.joined())
    let moved = try place.shell("mkdir sub && cd sub && $FORECAST predict --model ../m.safetensors")
    #expect(rows(moved.output).map { [$0[0], $0[1]] } == [["2024-01-26", "25"]])
    let given = try place.predict("2024.csv --model m.safetensors")
    #expect(rows(given).map { $0[1] } == ["9"])
  }

  @Test func `the end of a large file gives the same forecast as the whole of it`() throws {
    // Nine megabytes of minutes; standard input is never read from its end.
    let rows = (0..<600_000).map { "\(1_700_000_000 + 60 * $0),\($0 * $0 % 1_439)\n" }
    try place.write("data.csv", "ds,y\n" + rows[..<2_000].joined())
    try place.fit(
      "data.csv --date-format epoch --method lstm --members 1 --epochs 1 --horizon 5 --season 60")
    try place.write("data.csv", "ds,y\n" + rows.joined())
    let end = try place.forecast("predict -v")
    #expect(end.errors.contains("data.csv: the last "))
    let whole = try place.shell("$FORECAST predict - <data.csv")
    #expect(end.code == 0 && whole.code == 0)
    #expect(end.output == whole.output)
    #expect(end.output.split(separator: "\n").count == 6)
  }

  @Test func `rows added since the fit are used`() throws {
    try place.write("sales.csv", Sample.panel(rows: 38))
    let rows = rows(try place.predict("--horizon 1"))
    #expect(rows.map { $0[1] } == ["2003-03", "2003-03"])
    #expect(
      rows.map { $0[2] } == [Sample.value(26), Sample.value(26)].map { "\(Double($0) ?? 0)" })
    #expect(rows.map { $0[8] } == ["2003-02", "2003-02"])
  }

  @Test func `a network rolls forward over rows added since the fit`() throws {
    try place.fit("sales.csv \(Sample.network)")
    let before = rows(try place.predict())
    try place.write("sales.csv", Sample.panel(rows: 37))
    let after = rows(try place.predict())
    #expect(before.first?[1] == "2003-01")
    #expect(after.first?[1] == "2003-02")
    #expect(after.first?[8] == "2003-01")
    #expect(before.count == after.count)
    #expect(after.allSatisfy { Double($0[2]) != nil })
  }

  @Test func `series that end at different times are forecast each from its own end`() throws {
    let shorter = Sample.panel(["south"], rows: 30).split(separator: "\n").dropFirst()
    try place.write("sales.csv", Sample.panel(["north"]) + shorter.joined(separator: "\n") + "\n")
    let rows = rows(try place.predict("--horizon 1"))
    #expect(rows.map { $0[1] } == ["2003-01", "2002-07"])
    #expect(rows.map { $0[8] } == ["2002-12", "2002-06"])
  }

  @Test func `another file can be named, with its columns in any order`() throws {
    let expected = try place.predict()
    let turned = Sample.panel().split(separator: "\n").map { line in
      line.split(separator: ",").reversed().joined(separator: ",")
    }
    try place.write("turned.csv", turned.map { $0 + "\n" }.joined())
    #expect(try place.predict("turned.csv") == expected)
    let piped = try place.forecast("predict -", input: Data(Sample.panel().utf8))
    #expect(piped.output == expected)
    #expect(piped.code == 0)
  }

  @Test func `a model finds its data from wherever it is called`() throws {
    let expected = try place.predict()
    try place.makeFolder("models")
    try place.fit("sales.csv --model models/m.safetensors \(Sample.quick)")
    #expect(try place.predict("--model models/m.safetensors") == expected)
    let called = try place.shell("cd models && $FORECAST predict --model m.safetensors")
    #expect(called.output == expected)
    #expect(called.errors == "")
    try place.fit("\(place.path)/sales.csv --model models/m.safetensors \(Sample.quick)")
    #expect(try place.predict("--model models/m.safetensors") == expected)
  }

  @Test func `a shorter horizon cuts and changes nothing else`() throws {
    try place.fit("sales.csv \(Sample.network)")
    let whole = try place.predict().split(separator: "\n")
    let cut = try place.predict("--horizon 3").split(separator: "\n")
    let horizon = (whole.count - 1) / 2
    #expect(Array(cut[1...3]) == Array(whole[1...3]))
    #expect(Array(cut[4...6]) == Array(whole[(1 + horizon)..<(4 + horizon)]))
    #expect(cut.count == 7)
  }

  @Test func `levels can be left out`() throws {
    let whole = rows(try place.predict())
    let output = try place.predict("--levels 95")
    #expect(output.hasPrefix("store,month,forecast,forecast-lo-95,forecast-hi-95,method,cutoff\n"))
    #expect(rows(output) == whole.map { Array($0[0...2] + $0[5...]) })
  }

  @Test func `a series that was not there at the fit is forecast with a warning`() throws {
    try place.write("sales.csv", Sample.panel(["north", "south", "west"]))
    let outcome = try place.forecast("predict --horizon 1")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors
        == "forecast: warning: 1 series was not there at the fit (first: 'west'): "
        + "scaled by its own rows\n")
    #expect(rows(outcome.output).map { $0[0] } == ["north", "south", "west"])
  }

  @Test func `a series that has vanished is warned about`() throws {
    try place.write("sales.csv", Sample.panel(["south"]))
    let outcome = try place.forecast("predict --horizon 1")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors
        == "forecast: warning: 1 series of the fit is not in the data any more\n")
    #expect(rows(outcome.output).map { $0[0] } == ["south"])
  }

  @Test func `a file gets what stdout gets, and keeps it when a later run fails`() throws {
    let expected = try place.predict()
    #expect(try place.predict("-o forecast.csv") == "")
    #expect(try place.text("forecast.csv") == expected)
    try place.write("sales.csv", Sample.panel() + "south,2003-01,oops\n")
    let outcome = try place.forecast("predict -o forecast.csv")
    #expect(outcome.code == 65)
    #expect(
      outcome.errors
        == "forecast: sales.csv:74:3: 'oops' is not a number (column 'sales'); "
        + "hint: mend the file, or fit again with --na oops\n")
    #expect(try place.text("forecast.csv") == expected)
    #expect(
      try Set(place.digests().keys) == ["sales.csv", "model.safetensors", "forecast.csv"])
  }

  @Test func `rows that come more rarely than at the fit leave gaps and keep the step`() throws {
    try place.fit("sales.csv --step month --time month --date-format yyyy-MM \(Sample.quick)")
    try place.write(
      "yearly.csv",
      Sample.table("store,month,sales", (0..<20).map { "north,\(2000 + $0)-01,\($0)" }))
    let outcome = try place.forecast("predict yearly.csv --horizon 1")
    #expect(outcome.code == 0)
    #expect(rows(outcome.output).first?[1] == "2019-02")
  }

  @Test func `told so, it says on stderr what was read`() throws {
    let outcome = try place.forecast("predict -v --horizon 1")
    #expect(
      outcome.errors.hasPrefix(
        "sales.csv: 2 series, 72 rows, monthly (month start), 2000-01 … 2002-12; target 'sales', "
          + "time 'month', id 'store'\n"))
    #expect(outcome.errors.hasSuffix("sales.csv: 72 rows, 72 at the fit, whose last was 2002-12\n"))
    #expect(outcome.output.hasPrefix("store,month,forecast,"))
  }

  @Test func `told so, the forecast is one JSON object`() throws {
    let outcome = try place.forecast("predict --json --horizon 2 --levels 80")
    #expect(outcome.errors == "")
    let object = try jsonObject(outcome.output)
    #expect(object["schema_version"] as? Int == 1)
    let forecasts = try #require(object["forecasts"] as? [[String: Any]])
    #expect(forecasts.map { $0["id"] as? String } == ["north", "south"])
    let first = try #require(forecasts.first)
    #expect(
      Set(first.keys) == [
        "id", "method", "cutoff", "time", "forecast", "forecast-lo-80", "forecast-hi-80",
      ])
    #expect(first["time"] as? [String] == ["2003-01", "2003-02"])
    #expect(first["forecast"] as? [Double] == [124, 130])
    #expect(first["cutoff"] as? String == "2002-12")
  }

  @Test func `rows that are much further apart than at the fit are told`() throws {
    let lines = Sample.panel().split(separator: "\n").map(String.init)
    let thin = lines.enumerated().filter { index, _ in index == 0 || index % 3 == 1 }.map(\.element)
    try place.write("thin.csv", thin.joined(separator: "\n") + "\n")
    let outcome = try place.forecast("predict thin.csv --horizon 1")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors == "forecast: warning: 44 of 68 times have no row: the model's step is month; "
        + "does the data still have it?\n")
  }
}
