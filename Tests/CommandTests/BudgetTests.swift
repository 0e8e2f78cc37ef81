import Foundation
import Testing

@Suite(.program) struct BudgetTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
  }

  @Test(arguments: [Sample.network, "--epochs 3 --members 2 --hidden 8", "--method ets"])
  func `a budget that is not needed gives the bytes of a fit without one`(_ options: String) throws
  {
    try place.fit("sales.csv --horizon 4 \(options)")
    let free = try place.bytes("model.safetensors")
    try place.fit("sales.csv --horizon 4 \(options) --budget 1h")
    #expect(try place.bytes("model.safetensors") == free)
  }

  /// Far more than a second of passes, on any machine.
  @Test func `a fit that is cut says what it did, and its model forecasts`() throws {
    let outcome = try place.forecast(
      "fit sales.csv --horizon 4 --epochs 1000000 --budget 1s --json --model cut.safetensors")
    #expect(outcome.code == 0 && outcome.errors == "")
    let notes = try #require(try jsonObject(outcome.output)["notes"] as? [String])
    let told = try #require(notes.first { $0.contains("passes planned") || $0.contains("no pass") })
    #expect(told.hasPrefix("within the budget: "))
    let info = try place.forecast("info cut.safetensors").output
    #expect(info.contains("budget_epochs: "))
    let forecast = try place.forecast("predict --model cut.safetensors sales.csv")
    #expect(forecast.code == 0 && forecast.lines.count == 5)
  }

  @Test func `a dry run tells that passes may be fewer`() throws {
    let plan = try place.forecast("fit sales.csv --dry-run --epochs 7 --budget 10m").output
    #expect(plan.contains("passes: 7 at most, 7 updates, fewer where 10m are not enough\n"))
  }
}
