import Foundation
import Testing

/// What follows a forecast, as the program does it: calibration, bounds, means, totals and paths.
@Suite(.program) struct ServingOptionTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel())
  }

  private func rows(_ output: String) -> [[String]] {
    output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func numbers(_ output: String) -> [[Double]] {
    rows(output).map { $0[2...6].compactMap(Double.init) }
  }

  @Test func `bounds of the fit are kept, and predict may tighten them`() throws {
    try place.fit("sales.csv \(Sample.quick) --min 120 --max 140.5 --integer")
    for row in numbers(try place.predict()) {
      #expect(row.count == 5)
      #expect(row.allSatisfy { $0 >= 120 && $0 <= 140 && $0 == $0.rounded() })
    }
    for row in numbers(try place.predict("--max 125")) {
      #expect(row.allSatisfy { $0 >= 120 && $0 <= 125 })
    }
    let info = try place.forecast("info")
    for line in ["bounds", "  minimum: 120", "  maximum: 140.5", "  integer: true"] {
      #expect(info.lines.contains(line), "\(line)")
    }
  }

  @Test func `nothing below zero`() throws {
    let falling = (0..<36).map { "n,\(Sample.month($0)),\(40 - $0 + ($0 % 5) * 4)" }
    try place.write("falling.csv", Sample.table("store,month,sales", falling))
    try place.fit("falling.csv --method naive")
    let free = numbers(try place.predict())
    let bounded = numbers(try place.predict("--nonnegative"))
    #expect(bounded.allSatisfy { $0.allSatisfy { $0 >= 0 } })
    for (one, other) in zip(free, bounded) { #expect(other == one.map { max($0, 0) }) }
  }

  @Test func `the mean lies on the long side of the interval, fitted or asked for`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    let median = numbers(try place.predict())
    let asked = try place.predict("--point mean")
    for (one, other) in zip(median, numbers(asked)) {
      #expect(one.dropFirst() == other.dropFirst())
      // The rule repeats last year below a rising slope: all that it misses comes from above.
      #expect(other[0] > one[0] && other[0] < one[4])
    }
    try place.fit("sales.csv \(Sample.quick) --point mean")
    #expect(try place.predict() == asked)
    #expect(numbers(try place.predict("--point median")) == median)
    #expect(try place.forecast("info").lines.contains("point: mean"))
  }

  @Test func `paths come in long form, the same for the same seed`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    let output = try place.predict("--paths 3 --horizon 2")
    let rows = rows(output)
    #expect(output.hasPrefix("store,month,path,value\nnorth,2003-01,1,"))
    #expect(rows.count == 12)
    #expect(
      rows.map { $0[0] } == Array(repeating: "north", count: 6)
        + Array(repeating: "south", count: 6))
    #expect(rows.prefix(6).map { $0[2] } == ["1", "1", "2", "2", "3", "3"])
    #expect(rows.allSatisfy { Double($0[3]) != nil })
    #expect(try place.predict("--paths 3 --horizon 2 --seed 0") == output)
    #expect(try place.predict("--paths 3 --horizon 2 --seed 1") != output)
    // Series of equal rows take courses of their own.
    #expect(rows.prefix(6).map { $0[3] } != rows.suffix(6).map { $0[3] })
  }

  @Test func `a total is a row a series at the last time, its mean the sum of the means`() throws {
    try place.fit("sales.csv \(Sample.quick) --point mean")
    let steps = numbers(try place.predict("--horizon 3"))
    let output = try place.predict("--horizon 3 --total")
    let total = rows(output)
    #expect(
      total.map { $0[0] } == ["north", "south"] && total.map { $0[1] } == ["2003-03", "2003-03"])
    let sum = steps.prefix(3).reduce(0) { $0 + $1[0] }
    let said = try #require(numbers(output).first)
    #expect(abs(said[0] - sum) < 1e-9 * sum)
    #expect(said[3] <= said[1] && said[1] < said[2] && said[2] <= said[4])
    let object = try jsonObject(place.forecast("predict --horizon 3 --total --json").output)
    let forecasts = try #require(object["forecasts"] as? [[String: Any]])
    #expect(forecasts.map { ($0["time"] as? [String])?.count } == [1, 1])
  }

  @Test func `info and the summary say where the intervals come from`() throws {
    try place.write("one.csv", Sample.monthly())
    let fit = try place.forecast("fit one.csv -v \(Sample.network)")
    #expect(fit.code == 0)
    #expect(
      fit.errors.contains(
        "intervals: 80 % calibrated pooled · 95 % uncalibrated\n")
    )
    let info = try place.forecast("info")
    for line in ["calibration", "  80: calibrated pooled", "  95: uncalibrated"] {
      #expect(info.lines.contains(line), "\(line)")
    }
    let dry = try place.forecast("fit one.csv --dry-run \(Sample.network)")
    #expect(dry.lines.contains("95 % interval: uncalibrated, too few held-out rows"))
    let json = try jsonObject(place.forecast("fit one.csv --json \(Sample.network)").output)
    #expect(
      json["calibration"] as? [String: String] == [
        "80": "calibrated pooled", "95": "uncalibrated",
      ])
  }

  @Test func `many series calibrate each step`() throws {
    try place.write("many.csv", Sample.panel((0..<45).map { "s\($0)" }))
    try place.fit(
      "many.csv --levels 80,95 --epochs 1 --members 1 --hidden 2 --method lstm --horizon 2")
    let info = try place.forecast("info")
    #expect(info.lines.contains("  95: calibrated per step"))
    #expect(info.lines.contains("paths: the ranks of the errors of 180 held-out windows"))
  }

  static let refusals: [Refusal] = [
    Refusal(
      "fit sales.csv --levels 80,95 \(Sample.network)",
      says:
        "the 95 % interval takes 39 independent held-out windows to calibrate, and the data give "
        + "26; hint: --levels 80, or give more history"),
    Refusal(
      "fit sales.csv --levels 99 \(Sample.quick)",
      says:
        "the 99 % interval takes 199 independent held-out windows to calibrate, and the data give "
        + "36; hint: give more history, or leave --levels out: its default is not held to this"),
    Refusal(
      "fit sales.csv --min 5 --max 3", code: 64,
      says: "there is no number between the least and the most allowed, 5.0 and 3.0"),
    Refusal(
      "predict --min 0.2 --max 0.8 --integer", code: 64,
      says: "there is no whole number between the least and the most allowed, 0.2 and 0.8"),
    Refusal(
      "fit sales.csv --min inf", code: 64, says: "--min inf is no finite number; hint: --min 0"),
    Refusal(
      "fit sales.csv --point mode", code: 64,
      says: "--point 'mode' is unknown; hint: one of median, mean"),
    Refusal(
      "predict --point meen", code: 64, says: "--point 'meen' is unknown; hint: --point mean"),
    Refusal("predict --paths 0", code: 64, says: "--paths 0 is not between 1 and 100000"),
    Refusal(
      "predict --paths 5 --total", code: 64,
      says: "--paths goes not with --total; hint: leave one of them out"),
    Refusal(
      "predict --paths 5 --levels 80", code: 64,
      says: "--paths goes not with --levels; hint: leave one of them out"),
  ]

  @Test(arguments: refusals)
  func `what cannot be is refused with one line`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  @Test func `paths that fill the memory are refused`() throws {
    try place.write("many.csv", Sample.panel((0..<25).map { "s\($0)" }))
    try place.fit("many.csv \(Sample.quick)")
    let outcome = try place.forecast("predict --paths 100000")
    #expect(outcome.code == 71 && outcome.output == "")
    #expect(
      outcome.errors
        == "forecast: 100000 paths of 9 steps for 25 series are 22500000 rows, and 20000000 are the "
        + "most that are written; hint: fewer --paths, a shorter --horizon, or a file with fewer "
        + "series\n")
  }
}
