import Foundation
import Testing

/// Option before environment before `forecast.toml` before default.
@Suite(.program) struct SettingsTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel())
  }

  private func horizon(
    _ arguments: String = "", environment: [String: String] = [:]
  ) throws -> String? {
    let outcome = try place.forecast(
      "fit sales.csv --method naive -v " + arguments,
      environment: Program.environment.merging(environment) { $1 })
    #expect(outcome.code == 0)
    return outcome.errors.split(separator: "\n").first { $0.hasPrefix("horizon ") }
      .map { String($0.prefix { $0 != "·" }).trimmingCharacters(in: .whitespaces) }
  }

  @Test
  func `an option goes before the environment, that before the file, that before the default`()
    throws
  {
    // A quarter of 36 months.
    #expect(try horizon() == "horizon 9")
    try place.write("forecast.toml", "horizon = 5\n[fit]\nhorizon = 4\n")
    #expect(try horizon() == "horizon 4")
    #expect(try horizon(environment: ["FORECAST_HORIZON": "3"]) == "horizon 3")
    #expect(try horizon("--horizon 2", environment: ["FORECAST_HORIZON": "3"]) == "horizon 2")
    #expect(try horizon("--horizon=1", environment: ["FORECAST_HORIZON": "3"]) == "horizon 1")
    #expect(try horizon(environment: ["FORECAST_HORIZON": ""]) == "horizon 4")
  }

  @Test func `a wrong value is told with the place that it was set in`() throws {
    try place.write("forecast.toml", "horizon = 0\n[fit]\ncell = \"gru2\"\n")
    #expect(
      try place.forecast("fit sales.csv").errors.hasPrefix(
        "forecast: --horizon 0 is not between 1 and 100000 (set by forecast.toml)"))
    let variable = try place.forecast(
      "fit sales.csv", environment: Program.environment.merging(["FORECAST_HORIZON": "x"]) { $1 })
    #expect(
      variable.errors
        == "forecast: the value 'x' is invalid for '--horizon <steps>' (set by FORECAST_HORIZON); hint: forecast help fit\n"
    )
    let typed = try place.forecast("fit sales.csv --horizon 4 --cell gru3")
    #expect(!typed.errors.contains("set by"))
  }

  @Test func `another file can be named, by an option or the environment`() throws {
    try place.write("forecast.toml", "horizon = 5\n")
    try place.write("other.toml", "horizon = 6\n")
    #expect(try horizon("--config other.toml") == "horizon 6")
    #expect(try horizon("--config=other.toml") == "horizon 6")
    #expect(try horizon(environment: ["FORECAST_CONFIG": "other.toml"]) == "horizon 6")
  }

  @Test func `lists, flags and options that repeat are what they are on the command line`() throws {
    try place.write(
      "forecast.toml",
      "levels = [80, 90]\n[fit]\nmethod = \"naive\"\nnonnegative = true\nwide = false\n"
        + "na = [\"none\", \"-\"]\n")
    try place.write("sales.csv", Sample.panel().replacingOccurrences(of: ",112\n", with: ",none\n"))
    try place.fit("sales.csv --horizon 2")
    let header = try place.predict().prefix { $0 != "\n" }
    #expect(header.contains("forecast-lo-90"))
    let info = try place.forecast("info model.safetensors")
    #expect(info.output.contains("na.0: none") && info.output.contains("na.1: -"))
  }

  @Test(arguments: [
    (
      "horizn = 3",
      "forecast.toml: no command has an option 'horizn'; hint: did you mean 'horizon'?"
    ),
    ("[fitt]\nx = 3", "forecast.toml: there is no command 'fitt'; hint: did you mean 'fit'?"),
    (
      "[predict]\nmethod = \"ets\"",
      "forecast.toml: 'predict' has no option 'method'; hint: forecast config show lists what there is"
    ),
    ("horizon = true", "forecast.toml: 'horizon' takes a value, not true"),
    (
      "wide = \"perhaps\"",
      "forecast.toml: 'wide' is switched on by true and off by false, not 'perhaps'"
    ),
    (
      "horizon = []",
      "forecast.toml: 'horizon' is no text, number, date or list of them; hint: horizon = \"…\", as it "
        + "stands on the command line"
    ),
    ("a = [", "forecast.toml:1:6: Error while parsing array: encountered end-of-file"),
  ])
  func `a file that cannot be understood is refused, and nothing is done`(
    _ text: String, _ fault: String
  ) throws {
    try place.write("forecast.toml", text)
    let outcome = try place.forecast("fit sales.csv --method naive")
    #expect(outcome.code == 78)
    #expect(outcome.output == "")
    #expect(outcome.errors == "forecast: \(fault)\n")
    #expect(!FileManager.default.fileExists(atPath: place.path + "/model.safetensors"))
  }

  @Test func `a file that is named has to be there`() throws {
    let outcome = try place.forecast("fit sales.csv --config none.toml")
    #expect(outcome.code == 66)
    #expect(
      outcome.errors
        == "forecast: none.toml: no such file; hint: check the spelling and the current folder\n")
  }
}
