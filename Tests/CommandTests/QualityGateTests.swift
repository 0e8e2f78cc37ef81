import Foundation
import Testing

/// What ends a run that went well, with exit code 10 and the old files in place.
@Suite(.program) struct QualityGateTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel())
  }

  private func bytes(_ name: String) -> Data? {
    FileManager.default.contents(atPath: place.path + "/" + name)
  }

  @Test func `a fit that is not good enough keeps the model before`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    let before = try #require(bytes("model.safetensors"))
    let outcome = try place.forecast(
      ["fit", "sales.csv", "--method", "drift", "--metrics", "m.csv", "--fail-if", "mase > 0.001"])
    #expect(outcome.code == 10 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("forecast: held out, mase is "))
    #expect(
      outcome.errors.hasSuffix(
        " (mase > 0.001): nothing was written; hint: forecast fit without --fail-if, or another --method\n"
      ))
    #expect(bytes("model.safetensors") == before)
    #expect(bytes("m.csv") == nil)
  }

  @Test(arguments: ["mase>1e9", "mase>=1e9", "coverage-80<0", "rmse<-1"])
  func `a demand that holds changes nothing`(_ demand: String) throws {
    let outcome = try place.forecast(["fit", "sales.csv", "--method", "naive", "--fail-if", demand])
    #expect(outcome.code == 0 && outcome.errors == "")
  }

  @Test func `a warning publishes all the same`() throws {
    let outcome = try place.forecast(
      ["fit", "sales.csv", "--method", "drift", "--warn-if", "mae>0", "--warn-if", "mae>1e9"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.hasPrefix("forecast: warning: held out, mae is "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(bytes("model.safetensors") != nil)
  }

  @Test(arguments: [
    ("mase", "--fail-if 'mase' is no demand on a metric; hint: --fail-if 'mase>1'"),
    ("mase>x", "--fail-if 'mase>x' is no demand on a metric; hint: --fail-if 'mase>1'"),
    ("masee>1", "--fail-if 'masee>1': there is no metric 'masee'; hint: did you mean 'mase'?"),
  ])
  func `a demand that cannot be understood is refused before anything is trained`(
    _ demand: String, _ fault: String
  ) throws {
    let outcome = try place.forecast(["fit", "sales.csv", "--fail-if", demand])
    #expect(outcome.code == 64)
    #expect(outcome.errors == "forecast: \(fault)\n")
  }

  @Test func `data that are too old are told, or stop the forecast`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    try place.write("out.csv", "old")
    let told = try place.forecast("predict --max-age 2d")
    #expect(told.code == 0 && told.output.hasPrefix("store,month,forecast"))
    #expect(told.errors.hasPrefix("forecast: warning: sales.csv: its last row, 2002-12, is "))
    #expect(told.errors.hasSuffix(" days old, more than 2d\n"))
    let stopped = try place.forecast("predict --max-age 2d --fail-if stale -o out.csv")
    #expect(stopped.code == 10)
    #expect(
      stopped.errors.hasSuffix(
        "more than 2d; hint: what writes the data? the old forecast was kept\n"))
    #expect(bytes("out.csv") == Data("old".utf8))
    let young = try place.forecast("predict --max-age 3000d --fail-if stale")
    // Ten years are the longest time that is read.
    #expect(young.code == 10)
    let wrong = try place.forecast("predict --fail-if stale")
    #expect(wrong.code == 64)
    #expect(
      wrong.errors == "forecast: --fail-if stale needs an age; hint: --max-age 2d\n")
  }

  @Test func `rows of today are not old`() throws {
    let now = Int(Date().timeIntervalSince1970) / 3_600 * 3_600
    let rows = (0..<48).map { "\(now - 3_600 * (47 - $0)),\($0)\n" }
    try place.write("load.csv", "ds,y\n" + rows.joined())
    try place.fit("load.csv --method naive --horizon 2 --date-format epoch")
    let outcome = try place.forecast("predict --max-age 2h --fail-if stale")
    #expect(outcome.code == 0 && outcome.errors == "")
  }
}
