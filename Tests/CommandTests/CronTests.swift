import Foundation
import Testing

/// The surroundings that a scheduler gives: nearly none.
@Suite(.program) struct CronTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
  }

  @Test func `an empty environment is enough`() throws {
    let fit = try place.forecast("fit sales.csv \(Sample.network)", environment: [:])
    #expect(fit.code == 0)
    #expect(fit.output + fit.errors == "")
    let predict = try place.forecast("predict", environment: [:])
    #expect(predict.code == 0)
    #expect(predict.errors == "")
    #expect(predict.lines.count == 13)
  }

  @Test(arguments: [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]] as [Set<Int32>])
  func `closed descriptors put nothing into a file and hinder nothing`(
    _ closed: Set<Int32>
  ) throws {
    try place.fit("sales.csv \(Sample.quick)")
    let forecast = try place.predict()
    let expected = try place.digests()
    let fit = try place.forecast("fit sales.csv -v \(Sample.quick)", closed: closed)
    #expect(fit.code == 0)
    let now = try place.digests()
    #expect(now.filter { $0.key != "model.safetensors.prev" } == expected)
    #expect(now["model.safetensors.prev"] == now["model.safetensors"])
    let predict = try place.forecast("predict -v -o forecast.csv", closed: closed)
    #expect(predict.code == 0)
    #expect(try place.text("forecast.csv") == forecast)
    #expect(try place.digests()["model.safetensors"] == expected["model.safetensors"])
    #expect(try place.digests()["sales.csv"] == expected["sales.csv"])
  }

  @Test func `an error keeps its code when nobody can read the line`() throws {
    #expect(try place.forecast("fit missing.csv", closed: [2]).code == 66)
    #expect(try place.forecast("fit missing.csv", closed: [0, 1, 2]).code == 66)
    #expect(try place.shell("$FORECAST fit missing.csv 2>/dev/full").code == 66)
  }

  @Test func `a closed standard input is told from an empty one`() throws {
    let closed = try place.forecast("fit -", closed: [0])
    #expect(closed.code == 74)
    #expect(closed.errors == "forecast: standard input: cannot read: the descriptor is closed\n")
    let empty = try place.forecast("fit -")
    #expect(empty.code == 65)
    #expect(empty.errors == "forecast: standard input: the file has no rows\n")
  }

  @Test func `a limit on file size is an error like another`() throws {
    // What watches a program maps files of its own, larger than the limit.
    guard !Program.isWatched else { return }
    try place.fit("sales.csv \(Sample.quick)")
    let before = try place.digests()
    let outcome = try place.shell(
      "ulimit -f 1; $FORECAST fit sales.csv --seed 3 --method lstm --epochs 2 --members 1")
    #expect(outcome.code == 74)
    #expect(
      outcome.errors
        == "forecast: model.safetensors: cannot write: the file would be larger than the limit; "
        + "hint: raise the limit on file size (ulimit -f)\n")
    #expect(try place.digests() == before)
  }

  @Test func `a warning appears also without a terminal`() throws {
    try place.fit("sales.csv \(Sample.quick)")
    try place.write("panel.csv", Sample.panel())
    try place.fit("panel.csv --model panel.safetensors \(Sample.quick)")
    let outcome = try place.forecast("predict panel.csv --model panel.safetensors -o f.csv")
    #expect(outcome.errors == "")
    try place.write("panel.csv", Sample.panel(["north", "west"]))
    let changed = try place.forecast("predict --model panel.safetensors -o f.csv")
    #expect(changed.code == 0)
    #expect(changed.output == "")
    #expect(changed.errors.split(separator: "\n").count == 2)
    #expect(
      changed.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("forecast: warning: ") })
  }
}
