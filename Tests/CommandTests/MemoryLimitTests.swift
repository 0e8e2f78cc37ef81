import Foundation
import Testing

@Suite(.program) struct MemoryLimitTests {
  let place: Workplace
  private let fit =
    "fit sales.csv --horizon 4 --hidden 8 --members 2 --epochs 6 --batch 20 --lookback 8"

  init() throws {
    place = try Workplace()
    // Each store has a course of its own, so that a batch in other parts is another sum.
    let rows = (0..<24).flatMap { store in
      (0..<36).map { row in
        "store\(store),\(Sample.month(row)),\(50 + row * (store % 5) + 37 * row * store % 29)"
      }
    }
    try place.write("sales.csv", Sample.table("store,month,sales", rows))
  }

  private func plan(_ options: String) throws -> (parts: Int, network: Int) {
    let plan = try jsonObject(place.forecast("\(fit) --dry-run --json \(options)").output)
    let memory = try #require(plan["memory"] as? [String: Any])
    return (try #require(plan["parts"] as? Int), try #require(memory["network"] as? Int))
  }

  /// The model file but for what may differ: bytes of the model, and its MASE.
  private func result(_ options: String) throws -> (bytes: Data, mase: Double) {
    try place.fit(fit.dropFirst(4) + " --metrics m.csv " + options)
    let row = try #require(
      place.text("m.csv").split(separator: "\n").first { $0.hasPrefix("all,") })
    let fields = row.split(separator: ",", omittingEmptySubsequences: false)
    return (try place.bytes("model.safetensors"), try #require(Double(fields[12])))
  }

  @Test func `a limit with room for everything gives the same bytes`() throws {
    let free = try result("--threads 2")
    #expect(try result("--threads 2 --max-memory 1G").bytes == free.bytes)
    // Fewer networks at a time are still the same networks.
    let one = try plan("--threads 1").network
    #expect(try plan("--threads 2 --max-memory \(one)").parts == 1)
    #expect(try result("--threads 2 --max-memory \(one)").bytes == free.bytes)
  }

  /// The same updates; only the order of the sums differs, a float rounding of each, carried on by few
  /// passes.
  @Test func `a batch in parts gives nearly the same model, and the same for any threads`() throws {
    let limit = try plan("--threads 1").network - 1
    #expect(try plan("--threads 1 --max-memory \(limit)").parts > 1)
    let free = try result("--threads 1")
    let parts = try result("--threads 1 --max-memory \(limit)")
    #expect(parts.bytes != free.bytes)
    #expect(abs(parts.mase / free.mase - 1) < 1e-4)
    #expect(try result("--threads 7 --max-memory \(limit)").bytes == parts.bytes)
    let told = try place.forecast("\(fit) --dry-run --max-memory \(limit)").lines.last
    #expect(told?.wholeMatch(of: #/limit: \d+K?, each batch is learned from in \d+ parts/#) != nil)
  }

  @Test(arguments: ["", " --dry-run"])
  func `what no single sequence has room in is refused beforehand`(_ option: String) throws {
    try place.fit("sales.csv \(Sample.quick)")
    let before = try place.digests()
    let outcome = try place.forecast(fit + " --max-memory 64K" + option)
    #expect(outcome.code == 71)
    #expect(outcome.output == "")
    let match = try #require(
      outcome.errors.wholeMatch(
        of:
          #/forecast: training on a single sequence of 35 steps needs (\w+), and 64K is the most that may be taken; hint: --max-memory (\w+), or a smaller --hidden or --layers\n/#
      ))
    #expect(match.1 == match.2)
    #expect(try place.digests() == before)
    // What the hint says works.
    #expect(try place.forecast(fit + " --max-memory " + match.2).code == 0)
    let json = try place.forecast(fit + " --json --max-memory 64K")
    #expect(json.code == 71 && json.errors == "")
    let error = try #require(try jsonObject(json.output)["error"] as? [String: Any])
    #expect(error["code"] as? Int == 71)
  }
}
