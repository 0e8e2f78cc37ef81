import Foundation
import Testing

/// What a run leaves behind of itself: a line in a log, and figures for a monitor.
@Suite(.program) struct RunRecordTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 48))
  }

  private func lastLine() throws -> [String: Any] {
    let lines = try place.text("run.log").split(separator: "\n")
    return try jsonObject(String(try #require(lines.last)))
  }

  // MARK: Log

  @Test func `a run is one line: what was called, read, written, and how it ended`() throws {
    try place.fit("sales.csv \(Sample.quick) --metrics m.csv --log run.log")
    let line = try lastLine()
    #expect(line["command"] as? String == "fit" && line["code"] as? Int == 0)
    #expect(line["version"] as? String == "0.1.0")
    #expect((line["words"] as? [String])?.prefix(2) == ["fit", "sales.csv"])
    let time = try #require(line["time"] as? String)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    let digests = try place.digests()
    func files(_ key: String) -> [String: String] {
      let entries = line[key] as? [[String: Any]] ?? []
      return Dictionary(
        uniqueKeysWithValues: entries.map {
          ($0["path"] as? String ?? "", $0["sha256"] as? String ?? "")
        })
    }
    #expect(files("inputs") == digests.filter { $0.key == "sales.csv" })
    #expect(files("outputs") == digests.filter { ["m.csv", "model.safetensors"].contains($0.key) })
    #expect((line["result"] as? [String: Any])?["method"] as? String == "seasonal-naive")
  }

  @Test func `a run that fails is a line, too`() throws {
    try place.write("bad.csv", Sample.monthly(replacing: 3, by: "2000-04,x"))
    let outcome = try place.forecast("fit bad.csv --log run.log")
    #expect(outcome.code == 65)
    let line = try lastLine()
    let error = try #require(line["error"] as? [String: Any])
    #expect(
      line["code"] as? Int == 65 && error["line"] as? Int == 5 && error["column"] as? Int == 2)
    #expect(try place.forecast("predict --log run.log").code == 66)
    #expect(try lastLine()["code"] as? Int == 66)
    #expect(try place.text("run.log").split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ("backtest sales.csv --folds 2 --horizon 3 --only naive", 0),
    ("evaluate f.csv sales.csv", 66), ("check bad.csv", 65),
  ])
  func `whatever reads data writes its line`(_ call: String, _ code: Int32) throws {
    try place.write("bad.csv", Sample.monthly(replacing: 3, by: "2000-04,x"))
    #expect(try place.forecast("\(call) --log run.log --timeout 5m").code == code)
    let line = try lastLine()
    #expect(line["command"] as? String == String(call.prefix { $0 != " " }))
    #expect(line["code"] as? Int == Int(code))
  }

  @Test func `a log that cannot be written is refused before any work`() throws {
    let outcome = try place.forecast("fit sales.csv --log none/run.log")
    #expect(outcome.code == 73)
    #expect(
      outcome.errors
        == "forecast: none/run.log: cannot create it: its folder does not exist; hint: create the folder first\n"
    )
    #expect(try place.names() == ["sales.csv"])
  }

  // MARK: Limit of time

  @Test func `a run ends after its time, and the same command goes on from there`() throws {
    let call = "fit sales.csv --method lstm --members 1 --hidden 64 --epochs 4000 --patience 4000"
    let (seconds, outcome) = try place.timedOut("\(call) --log run.log")
    #expect(outcome.code == 143)
    #expect(
      outcome.errors
        == "forecast: stopped by --timeout \(seconds)s; model.safetensors.checkpoint keeps what was trained; hint: the same command goes on from it\n"
    )
    #expect(try lastLine()["code"] as? Int == 143)
    #expect(try place.names().contains("model.safetensors.checkpoint"))
    let refused = try place.forecast("\(call) --timeout soon")
    #expect(refused.code == 64)
    #expect(refused.errors == "forecast: --timeout 'soon' is no time; hint: --timeout 30m or 2h\n")
  }

  // MARK: Monitor

  private func figures() throws -> [String: String] {
    let lines = try place.text("job.prom").split(separator: "\n").filter { !$0.hasPrefix("#") }
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let words = line.split(separator: " ")
        return (String(words[0]), String(words[1]))
      })
  }

  @Test func `a monitor sees how the job is, also when it fails`() throws {
    let call = "cron sales.csv -o f.csv \(Sample.quick) --horizon 6 --prom job.prom"
    #expect(try place.forecast(call).code == 0)
    let first = try figures()
    #expect(first["forecast_last_exit_code"] == "0" && first["forecast_refitted"] == "1")
    #expect(first["forecast_rows_read"] == "48" && first["forecast_series"] == "1")
    #expect(first["forecast_data_last_timestamp_seconds"] == "1070236800")
    #expect(first["forecast_interval_stretch_ratio{level=\"80\"}"] == "1")
    #expect(
      first["forecast_last_success_timestamp_seconds"]
        == first["forecast_last_run_timestamp_seconds"])
    try place.write("sales.csv", "")
    #expect(try place.forecast(call).code == 65)
    let second = try figures()
    #expect(second["forecast_last_exit_code"] == "65" && second["forecast_rows_read"] == "48")
    #expect(
      second["forecast_last_success_timestamp_seconds"]
        == first["forecast_last_success_timestamp_seconds"])
    #expect(Set(second.keys) == Set(first.keys))
    let text = try place.text("job.prom")
    for name in Set(second.keys.map { $0.prefix { $0 != "{" } }) {
      #expect(text.split(separator: "\n").count { $0.hasPrefix("# TYPE \(name) ") } == 1, "\(name)")
    }
  }
}
