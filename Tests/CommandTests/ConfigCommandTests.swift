import Testing

@Suite(.program) struct ConfigCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `each setting is told with its value and where it comes from`() throws {
    try place.write("forecast.toml", "season = 12\n[fit]\nhorizon = 4\nno-gate = true\n")
    let outcome = try place.forecast(
      "config show fit", environment: Program.environment.merging(["FORECAST_SEED": "7"]) { $1 })
    #expect(outcome.code == 0 && outcome.errors == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "[fit]")
    for line in [
      "horizon = 4  # forecast.toml", "season = 12  # forecast.toml", "seed = 7  # FORECAST_SEED",
      "no-gate = true  # forecast.toml", "model = model.safetensors  # default",
    ] {
      #expect(lines.contains(line[...]), "\(line)")
    }
    let all = try place.forecast("config show")
    #expect(all.output.contains("[predict]\n") && all.output.contains("[info]\n"))
    let wrong = try place.forecast("config show fitt")
    #expect(wrong.code == 64)
  }
}
