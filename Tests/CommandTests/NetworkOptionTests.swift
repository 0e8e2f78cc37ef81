import Foundation
import Testing

/// Every kind of network and of training that can be asked for, from CSV to forecast.
@Suite(.program) struct NetworkOptionTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.panel(["a", "b", "c"]))
  }

  /// Options, and a line that `info` tells for each.
  private static let options: [(options: String, line: String)] = [
    ("--cell lstm", "method: lstm"), ("--cell gru", "method: gru"), ("--cell rnn", "method: rnn"),
    ("--cell rnn-relu", "method: rnn-relu"),
    ("--bidirectional", "bidirectional: true"),
    ("--bidirectional --cell gru --residual --dropout 0.1 --layers 3", "residual: true"),
    ("--bidirectional --loss mae", "loss: mae"),
    ("--no-residual", "residual: false"), ("", "residual: true"),
    ("--layers 1", "residual: false"),
    ("--dropout 0.25", "dropout: 0.25"), ("--dropout 0.25:sequence", "dropout: 0.25:sequence"),
    ("--dropout 0", "dropout: none"),
    ("--optimizer adam", "optimizer: adam"), ("--optimizer adamw", "optimizer: adamw"),
    ("--optimizer sgd", "optimizer: sgd"), ("--optimizer rmsprop", "optimizer: rmsprop"),
    ("--schedule one-cycle", "schedule: one-cycle"), ("--schedule cosine", "schedule: cosine"),
    ("--schedule step", "schedule: step"), ("--schedule plateau", "schedule: plateau"),
    ("--schedule constant", "schedule: constant"),
    ("--schedule plateau --patience 2", "patience: 2"),
    ("--warm-up 2", "warm_up: 2"), ("--accumulate 2 --batch 2", "accumulate: 2"),
    ("--truncate 7", "truncate: 7"), ("--truncate 7 --cell gru", "truncate: 7"),
    ("--truncate 1000", "truncate: 1000"),
  ]

  @Test(arguments: options)
  func `a fit with the option forecasts, and the model says so`(
    _ options: String, _ line: String
  ) throws {
    try place.fit("sales.csv \(Sample.network) --horizon 4 \(options)")
    #expect(try place.forecast("info").lines.contains("  " + line))
    let rows = try place.predict().split(separator: "\n").dropFirst()
    #expect(rows.count == 12)
    for row in rows {
      let numbers = row.split(separator: ",").dropFirst(2).prefix(5).compactMap { Double($0) }
      #expect(numbers.count == 5 && numbers.allSatisfy { $0.isFinite && $0 > 0 })
    }
  }

  /// Each says something else than the default, so none of them is forgotten on its way.
  @Test func `what changes the training changes the weights`() throws {
    func weights(_ options: String) throws -> String {
      try place.fit("sales.csv \(Sample.network) --batch 2 --horizon 4 \(options)")
      return try place.predict()
    }
    let plain = try weights("")
    for options in [
      "--no-residual", "--dropout 0.5", "--dropout 0.5:sequence", "--bidirectional",
      "--optimizer sgd", "--optimizer rmsprop", "--schedule cosine", "--schedule step",
      "--schedule constant", "--warm-up 3", "--accumulate 2", "--truncate 3",
    ] {
      #expect(try weights(options) != plain, "\(options)")
    }
    #expect(try weights("--dropout none --accumulate 1 --warm-up 0") == plain)
    #expect(try weights("--optimizer adamw --schedule one-cycle --cell lstm --residual") == plain)
  }

  /// The rows that --holdout keeps out may hold anything.
  @Test(arguments: ["", "--bidirectional", "--truncate 5"])
  func `rows after the cutoff change nothing`(_ options: String) throws {
    func weights(_ csv: String) throws -> [String] {
      try place.write("sales.csv", csv)
      try place.fit(
        "sales.csv --holdout 6 --metrics m.csv \(Sample.network) --horizon 4 \(options)")
      try place.write("sales.csv", Sample.monthly(rows: 42))
      return try [place.predict(), place.text("m.csv")]
    }
    let rows = (0..<42).map { "\(Sample.month($0)),\(Sample.value($0))" }
    let noise = (42..<48).map { "\(Sample.month($0)),\(-1_000 * $0 * ($0 % 5))" }
    let honest = try weights(Sample.monthly(rows: 48))
    #expect(try weights(Sample.table("month,sales", rows + noise)) == honest)
  }

  @Test(arguments: ["", "--bidirectional"])
  func `the tail of a long file gives the forecast of the whole`(_ options: String) throws {
    let numbered = Sample.table("step,sales", (0..<600).map { "\($0),\(Sample.value($0))" })
    try place.write("sales.csv", numbered)
    try place.fit("sales.csv --season 12 --horizon 4 --step month \(Sample.network) \(options)")
    let info = try place.forecast("info")
    let tail = try #require(
      info.lines.compactMap { $0.wholeMatch(of: #/rows_from_the_end: (\d+)/#) }.first)
    let length = try #require(Int(tail.1))
    #expect(length < 500)
    let whole = try place.predict()
    try place.write(
      "sales.csv",
      Sample.table("step,sales", (0..<600).suffix(length).map { "\($0),\(Sample.value($0))" }))
    #expect(try place.predict() == whole)
  }

  @Test func `what will change nothing is told`() throws {
    func warnings(_ options: String) throws -> [String] {
      let outcome = try place.forecast("fit sales.csv \(Sample.network) \(options)")
      #expect(outcome.code == 0)
      return outcome.errors.split(separator: "\n").map(String.init)
    }
    #expect(
      try warnings("--layers 1 --dropout 0.2 --residual") == [
        "forecast: warning: --dropout has no effect with one layer: it works between layers",
        "forecast: warning: --residual has no effect with one layer: the first layer has none",
      ])
    #expect(
      try warnings("--warm-up 3") == [
        "forecast: warning: --warm-up 3 is as long as the whole training (3 updates): the full rate "
          + "is never reached"
      ])
    #expect(
      try warnings("--accumulate 2") == [
        "forecast: warning: --accumulate 2 has no effect: a pass has one batch"
      ])
    #expect(try warnings("--layers 2 --dropout 0.2 --warm-up 2 --accumulate 2 --batch 2") == [])
  }

  @Test func `the plan names the network`() throws {
    let outcome = try place.forecast(
      "fit sales.csv -v \(Sample.network) --cell gru --bidirectional --residual --layers 3")
    #expect(outcome.errors.contains(" · 3-layer residual bidirectional GRU, 8 units · "))
  }
}
