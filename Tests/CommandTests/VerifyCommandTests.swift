import Foundation
import Testing

/// A recorded run is done again, and has to give the same bytes.
@Suite(.program) struct VerifyCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 48))
  }

  @Test(arguments: [
    "fit sales.csv \(Sample.network) --metrics m.csv --history h.csv --model new.safetensors",
    "predict", "predict -o f.csv", "predict --json", "predict --paths 3",
    "cron sales.csv -o f.csv \(Sample.network)",
    "backtest sales.csv --folds 2 --horizon 3 --only naive,ets -o m.csv --forecasts b.csv",
    "evaluate f.csv later.csv --json", "check sales.csv --series s.csv",
  ])
  func `a recorded run is repeated byte for byte, and nothing is written`(_ call: String) throws {
    try place.fit("sales.csv \(Sample.network)")
    try place.forecast("cron sales.csv -o f.csv \(Sample.network)")
    try place.write("later.csv", Sample.monthly(rows: 60))
    let run = try place.forecast("\(call) --log run.log")
    #expect(run.code == 0)
    let before = try place.digests()
    let verified = try place.forecast("verify run.log -v")
    #expect(verified.code == 0 && verified.output == "")
    #expect(verified.errors.split(separator: "\n").allSatisfy { $0.contains(": the same, ") })
    #expect(try place.digests() == before)
    #expect(try place.names().filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test func `other inputs and other results are told apart`() throws {
    try place.fit("sales.csv \(Sample.network) --log run.log")
    let record = try place.text("run.log")
    let digest = try #require(place.digests()["model.safetensors"])
    let forged = String(digest.reversed())
    try place.write("run.log", record.replacing(digest, with: forged))
    let differs = try place.forecast("verify run.log")
    #expect(differs.code == 10)
    #expect(
      differs.errors
        == "forecast: model.safetensors: the run gave \(forged.prefix(12)), its repetition \(digest.prefix(12))\n"
    )
    try place.write("run.log", record)
    try place.write("sales.csv", Sample.monthly(rows: 47))
    let changed = try place.forecast("verify run.log")
    #expect(changed.code == 65)
    #expect(changed.errors.hasPrefix("forecast: sales.csv: is not what the run read: "))
    #expect(changed.errors.hasSuffix("; hint: bring the file back as it was\n"))
    #expect(try place.shell("rm sales.csv").code == 0)
    let gone = try place.forecast("verify run.log")
    #expect(gone.code == 65)
    #expect(gone.errors == "forecast: sales.csv: the run read it, and it is not there\n")
  }

  @Test(arguments: [
    ("no record", "run.log: its last line is no record of a run; hint: forecast fit … --log FILE"),
    ("{}", "run.log: its last line is no record of a run; hint: forecast fit … --log FILE"),
    ("", "run.log: its last line is no record of a run; hint: forecast fit … --log FILE"),
    (
      #"{"words":["fit","x","--budget=5s"],"version":"","kernel":"","code":0,"inputs":[],"outputs":[]}"#,
      "run.log: what a run with --budget gives depends on the time that it had"
    ),
    (
      #"{"words":["fit","x"],"version":"","kernel":"","code":65,"inputs":[],"outputs":[]}"#,
      "run.log: its last run ended with code 65"
    ),
    (
      #"{"words":["fit","-"],"version":"","kernel":"","code":0,"inputs":[{"path":"-","sha256":null}],"outputs":[]}"#,
      "run.log: its last run read a stream, which is gone"
    ),
  ])
  func `what cannot be repeated is refused`(_ record: String, _ message: String) throws {
    try place.write("run.log", record + "\n")
    let outcome = try place.forecast("verify run.log")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "forecast: \(message)\n")
  }
}
