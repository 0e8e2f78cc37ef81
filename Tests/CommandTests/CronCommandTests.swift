import Foundation
import Testing

/// The one command of a crontab: it does what is due, and nothing twice.
@Suite(.program) struct CronCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly(rows: 48))
  }

  private static let rule = "--method seasonal-naive --horizon 6"

  /// Runs the job in silence.
  private func cron(
    _ options: String = rule, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try place.forecast("cron sales.csv -o forecast.csv " + options)
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    #expect(outcome.output + outcome.errors == "", sourceLocation: sourceLocation)
  }

  /// What the job decided, and why.
  private func decision(
    _ options: String = rule, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (decision: String, reason: String?, json: [String: Any]) {
    let outcome = try place.forecast("cron sales.csv -o forecast.csv --json " + options)
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    #expect(outcome.lines.count == 1, sourceLocation: sourceLocation)
    let json = try jsonObject(outcome.output)
    return (json["decision"] as? String ?? "", json["reason"] as? String, json)
  }

  @Test func `the first run fits and forecasts as fit and predict do`() throws {
    try cron("--method lstm --epochs 3 --members 1 --hidden 8")
    let other = try Workplace()
    try other.write("sales.csv", Sample.monthly(rows: 48))
    try other.fit("sales.csv \(Sample.network)")
    #expect(try other.predict() == place.text("forecast.csv"))
    #expect(
      try place.names() == [
        "forecast.csv", "forecast.csv.lock", "model.ledger.csv", "model.safetensors",
        "model.safetensors.lock", "sales.csv",
      ])
  }

  /// Which files the outputs are, and when they were written.
  private func stamps() throws -> String {
    try place.shell("stat -c '%i %Y' forecast.csv model.ledger.csv model.safetensors").output
  }

  @Test func `a run on what is known leaves every file as it is`() throws {
    try cron()
    let before = try place.digests()
    let stamp = try stamps()
    for _ in 0..<3 { try cron() }
    #expect(try place.digests() == before)
    #expect(try stamps() == stamp)
    #expect(try decision().decision == "nothing new")
  }

  @Test func `new rows are forecast from, and held against what was said`() throws {
    try cron()
    let model = try place.bytes("model.safetensors")
    try place.write("sales.csv", Sample.monthly(rows: 50))
    let next = try decision()
    #expect(next.decision == "forecast" && next.reason == nil)
    #expect(next.json["came"] as? Int == 2)
    #expect(next.json["written"] as? [String] == ["model.ledger.csv", "forecast.csv"])
    // The rule says what was a year ago, and each year is twelve more.
    let live = try #require(next.json["live"] as? [String: Any])
    #expect(live["mae"] as? Double == 12 && live["mase"] as? Double == 1)
    #expect(try place.bytes("model.safetensors") == model)
    #expect(try place.text("forecast.csv").contains("\n2004-03,"))
    let ledger = try place.text("model.ledger.csv").split(separator: "\n")
    #expect(ledger.count == 13)
    #expect(ledger[1].hasPrefix("2004-01,136,") && ledger[1].contains(",2003-12,148,12,1,1,"))
    #expect(ledger[7].hasPrefix("2004-03,"))
  }

  @Test func `an interrupted run is made good by the next one`() throws {
    try cron()
    let whole = try place.digests()
    for name in ["forecast.csv", "model.ledger.csv"] {
      #expect(try place.shell("rm \(name)").code == 0)
      try cron()
      #expect(try place.digests() == whole, "after \(name) was lost")
    }
    try place.write("forecast.csv", "torn")
    try cron()
    #expect(try place.digests() == whole)
  }

  @Test func `what a killed run has left is swept, also where nothing is new`() throws {
    try cron()
    let names = try place.names()
    for name in ["model.ledger.csv", "model.safetensors", "forecast.csv"] {
      try place.write(".\(name).2147483646-0123456789abcdef.tmp", "half")
    }
    try cron()
    #expect(try place.names() == names)
  }

  @Test func `a fit is due after as many rows as are forecast, or as was said`() throws {
    try cron()
    try place.write("sales.csv", Sample.monthly(rows: 53))
    #expect(try decision().reason == nil)
    #expect(try decision("\(Self.rule) --refit-every 5").reason == "5 rows have come since the fit")
    try place.write("sales.csv", Sample.monthly(rows: 59))
    #expect(try decision("\(Self.rule) --refit-every never").reason == nil)
    #expect(try decision("\(Self.rule) --refit-every 400d").reason == nil)
    #expect(try decision().reason == "6 rows have come since the fit")
    try place.write("sales.csv", Sample.monthly(rows: 62))
    #expect(
      try decision("\(Self.rule) --refit-every 90d").reason == "90d of data have come since the fit"
    )
    #expect(try place.names().contains("model.safetensors.prev"))
  }

  @Test func `other options or other columns are a reason to fit, other places are none`() throws {
    try cron()
    #expect(
      try decision("--method naive --horizon 6").reason
        == "the options are others than at the last fit")
    try cron("--method naive --horizon 6 --threads 1 --refit-every 30d")
    try place.write(
      "sales.csv", Sample.monthly(rows: 49).replacing("month,sales", with: "month,units"))
    let other = try place.forecast("cron sales.csv -o forecast.csv -v --method naive --horizon 6")
    #expect(other.code == 0)
    #expect(
      other.errors.contains(
        "fitting: the data are others than at the last fit: sales.csv:1: there is no column 'sales'; columns: 'month', 'units'\n"
      ))
  }

  @Test func `a ledger of other columns is kept beside the new one, and that is told`() throws {
    try place.write("sales.csv", Sample.panel())
    try cron()
    try place.write("sales.csv", Sample.panel().replacing("store,month", with: "shop,month"))
    let outcome = try place.forecast("cron sales.csv -o forecast.csv \(Self.rule)")
    #expect(outcome.code == 0)
    #expect(
      outcome.errors
        == """
        forecast: warning: model.ledger.csv: is of other columns (there is no column 'shop'): kept as \
        model.ledger.csv.prev, a new one begun\n
        """)
    #expect(try place.text("model.ledger.csv.prev").hasPrefix("store,month,"))
    #expect(try place.text("model.ledger.csv").hasPrefix("shop,month,"))
  }

  @Test func `data that have lost their end are refused, and all files stay`() throws {
    try cron()
    try place.write("sales.csv", Sample.monthly(rows: 50))
    try cron()
    let before = try place.digests()
    for (rows, lost, last) in [(49, "1 row", "2004-02"), (45, "3 rows", "2003-12")] {
      try place.write("sales.csv", Sample.monthly(rows: rows))
      let outcome = try place.forecast("cron sales.csv -o forecast.csv \(Self.rule)")
      #expect(outcome.code == 65 && outcome.output == "")
      #expect(
        outcome.errors
          == """
          forecast: sales.csv: ends \(lost) before \(last), from which this job has forecast; hint: bring \
          the rows back, or remove model.safetensors and model.ledger.csv to begin anew\n
          """)
      #expect(
        try place.digests().filter { $0.key != "sales.csv" }
          == before.filter { $0.key != "sales.csv" })
    }
  }

  /// Thirty years on a slope of one, then a slope of ten: the rule's errors grow without end.
  private func broken(rows: Int) -> String {
    Sample.table("year,y", (0..<rows).map { "\(1950 + $0),\($0 < 30 ? $0 : 30 + 10 * ($0 - 30))" })
  }

  @Test func `errors far beyond what the fit promised are told and lead to a new fit`() throws {
    let options = "--method naive --horizon 12 --refit-every never"
    try place.write("sales.csv", broken(rows: 30))
    try cron(options)
    var reason: String?
    for rows in 31...45 where reason == nil {
      try place.write("sales.csv", broken(rows: rows))
      let outcome = try place.forecast("cron sales.csv -o forecast.csv --json " + options)
      #expect(outcome.code == 0)
      reason = try jsonObject(outcome.output)["reason"] as? String
      if let reason { #expect(outcome.errors.hasPrefix("forecast: warning: \(reason)\n")) }
    }
    #expect(reason == "the series left the range of the rows that the model learned from")
    let off = try place.forecast("cron sales.csv -o forecast.csv \(options) --drift 0")
    #expect(off.code == 0 && off.errors == "")
  }

  @Test(arguments: ["drift", "coverage"])
  func `a job may end instead of giving out what has gone wrong`(_ demand: String) throws {
    let options = "--method naive --horizon 2 --refit-every never"
    try place.write("sales.csv", broken(rows: 30))
    try cron(options)
    for rows in 31...60 {
      try place.write("sales.csv", broken(rows: rows))
      let before = try place.digests()
      let outcome = try place.forecast(
        "cron sales.csv -o forecast.csv --drift \(demand == "drift" ? "2" : "0") --fail-if \(demand) "
          + options)
      guard outcome.code != 0 else { continue }
      #expect(outcome.code == 10 && outcome.output == "")
      #expect(
        outcome.errors.hasSuffix("; hint: all files were kept; forecast cron without --fail-if\n"))
      #expect(try place.digests() == before)
      return
    }
    Issue.record("nothing was found in 30 years")
  }

  @Test func `a checkpoint of other rows is told and begun anew`() throws {
    try cron(Sample.network)
    try place.write("sales.csv", Sample.monthly(rows: 60))
    try place.write("model.safetensors.checkpoint", "no checkpoint")
    let outcome = try place.forecast(
      "cron sales.csv -o forecast.csv \(Sample.network) --refit-every 1")
    #expect(outcome.code == 0)
    #expect(outcome.errors.hasPrefix("forecast: warning: model.safetensors.checkpoint: "))
    #expect(outcome.errors.hasSuffix(": begun anew\n"))
    #expect(try !place.names().contains("model.safetensors.checkpoint"))
  }

  @Test(arguments: [
    (
      "cron - -o f.csv",
      "a job reads its data again and again, so they cannot come from a stream; hint: write them to a file first"
    ),
    (
      "cron sales.csv -o f.csv --refit-every soon",
      "--refit-every 'soon' is neither a time nor a number of rows; hint: --refit-every 7d, 24 or never"
    ),
    (
      "cron sales.csv -o f.csv --refit-every 0",
      "--refit-every '0' is neither a time nor a number of rows; hint: --refit-every 7d, 24 or never"
    ),
    (
      "cron sales.csv -o f.csv --drift 0.5",
      "--drift 0.5 is neither 0 nor at least 1; hint: --drift 2"
    ),
    ("cron sales.csv -o f.csv --fail-if stale", "--fail-if stale needs an age; hint: --max-age 2d"),
    (
      "cron sales.csv -o f.csv --fail-if gone",
      "--fail-if 'gone' is no demand on a metric; hint: --fail-if 'mase>1'"
    ),
    (
      "cron sales.csv -o f.csv --budget soon",
      "--budget 'soon' is no time; hint: --budget 60s, 10m or 1h"
    ),
    (
      "cron sales.csv -o f.csv --max-age soon",
      "--max-age 'soon' is no time; hint: --max-age 12h or 2d"
    ),
  ])
  func `what cannot be understood is refused before anything is read`(
    _ call: String, _ message: String
  ) throws {
    let outcome = try place.forecast(call)
    #expect(outcome.code == 64)
    #expect(outcome.errors == "forecast: \(message)\n")
    #expect(try place.names() == ["sales.csv"])
  }

  @Test func `a damaged ledger is named, not replaced`() throws {
    try cron()
    let ledger = try place.text("model.ledger.csv")
    try place.write("model.ledger.csv", ledger.replacing("2004-02,", with: "2004-02,x"))
    let before = try place.digests()
    let outcome = try place.forecast("cron sales.csv -o forecast.csv \(Self.rule)")
    #expect(outcome.code == 65)
    #expect(
      outcome.errors
        == "forecast: model.ledger.csv:3:2: 'x142' is not a number (column 'forecast'); hint: is it a ledger? remove it to begin a new one\n"
    )
    #expect(try place.digests() == before)
  }

  @Test func `old data are told, or end the job`() throws {
    let warned = try place.forecast("cron sales.csv -o forecast.csv \(Self.rule) --max-age 9d")
    #expect(warned.code == 0)
    #expect(warned.errors.hasPrefix("forecast: warning: sales.csv: its last row, 2003-12, is "))
    let ended = try place.forecast(
      "cron sales.csv -o forecast.csv \(Self.rule) --max-age 9d --fail-if stale")
    #expect(ended.code == 10)
    #expect(ended.errors.hasSuffix("; hint: what writes the data? all files were kept\n"))
  }
}
