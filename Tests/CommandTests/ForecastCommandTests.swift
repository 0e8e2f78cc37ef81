import Testing

/// The program without a command: help, version, exit 0, all on stdout.
@Suite(.program) struct ForecastCommandTests {
  @Test(arguments: ["", "help", "--help", "-h"])
  func `without a command the program tells what it can do`(_ call: String) throws {
    let outcome = try Workplace().forecast(call)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(
      outcome.lines.first == "OVERVIEW: Forecasts time series from CSV files with a stacked LSTM.")
    for command in ["fit", "predict", "evaluate", "check", "info"] {
      #expect(outcome.lines.contains { $0.hasPrefix("  \(command) ") }, "\(command)")
    }
    #expect(outcome.output.contains("Exit codes: 0 done, 64 usage"))
  }

  @Test(arguments: [
    ("fit", "USAGE: forecast fit [<options>] <data>"),
    ("predict", "USAGE: forecast predict [<options>] [<data> ...]"),
    ("evaluate", "USAGE: forecast evaluate [<options>] <forecasts> <actuals>"),
    ("check", "USAGE: forecast check [<options>] <data>"),
    ("info", "USAGE: forecast info [<model>]"),
  ])
  func `each command has its help`(_ command: String, _ usage: String) throws {
    let place = try Workplace()
    let outcome = try place.forecast("help \(command)")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.lines.contains { $0.hasPrefix(usage) }, "\(outcome.output)")
    #expect(try place.forecast("\(command) --help").output == outcome.output)
  }

  @Test func `the version is one line`() throws {
    let outcome = try Workplace().forecast("--version")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
  }

  @Test func `a wrong call as JSON is one object on stdout`() throws {
    let outcome = try Workplace().forecast("fit sales.csv --json --horizn 3")
    #expect(outcome.code == 64)
    #expect(outcome.errors == "")
    let error = try #require(try jsonObject(outcome.output)["error"] as? [String: Any])
    #expect(error["code"] as? Int == 64)
    #expect(error["message"] as? String == "unknown option '--horizn'")
    #expect(error["hint"] as? String == "--horizon")
    #expect(Set(error.keys) == ["code", "message", "hint", "file", "line", "column"])
  }
}
