import TestSupport
import Testing

@testable import ForecastIngestion

struct SteppedColumnTests {
  /// Columns as they come: hours of several series, constant ids, ids in turn, gaps, and none of these.
  private static func made(_ random: inout TestGenerator) -> [Int] {
    var numbers: [Int] = []
    let isWild = Bool.random(using: &random)
    // So many short stretches that the integers are shorter.
    for _ in 0..<Int.random(in: 0...(isWild ? 300 : 40), using: &random) {
      let first = Int.random(in: -50...50, using: &random)
      let step = Int.random(in: -2...3, using: &random)
      let longest = isWild ? 3 : 60
      for place in 0..<Int.random(in: 1...longest, using: &random) {
        numbers.append(first + step * place)
      }
    }
    return numbers
  }

  @Test(arguments: 0..<300)
  func `it holds what an array holds, in whatever pieces it came`(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let numbers = SteppedColumnTests.made(&random)
    var column = SteppedColumn<Int>()
    if Bool.random(using: &random) { column.reserve(numbers.count) }
    var rest = numbers[...]
    while let first = rest.first {
      let some = rest.prefix(Int.random(in: 1...30, using: &random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: column.append(contentsOf: some)
      case 1:
        for number in some { column.append(number) }
      default:
        let step = some.count > 1 ? some[some.startIndex + 1] - first : 0
        let even = some.enumerated().prefix { $1 == first + step * $0 }.count
        column.append(from: first, by: step, count: even)
        column.append(contentsOf: some.dropFirst(even))
      }
      rest = rest.dropFirst(some.count)
    }
    expect(column, holds: numbers, &random)
    column.shift(by: -7)
    expect(column, holds: numbers.map { $0 - 7 }, &random)
    column.spread()
    expect(column, holds: numbers.map { $0 - 7 }, &random)
    column.append(contentsOf: numbers[...])
    column.append(from: 3, by: 2, count: 3)
    column.shift(by: 1)
    expect(column, holds: numbers.map { $0 - 6 } + (numbers + [3, 5, 7]).map { $0 + 1 }, &random)
    expect(SteppedColumn(numbers), holds: numbers, &random)
    var twice = SteppedColumn(numbers)
    twice.append(column)
    twice.append(SteppedColumn(numbers))
    expect(twice, holds: numbers + Array(column) + numbers, &random)
  }

  private func expect(
    _ column: SteppedColumn<Int>, holds numbers: [Int], _ random: inout TestGenerator
  ) {
    #expect(column.count == numbers.count)
    #expect(column.isEmpty == numbers.isEmpty)
    #expect(Array(column) == numbers)
    #expect(numbers.indices.map { column[$0] } == numbers)
    let rows = numbers.indices.shuffled(using: &random)
    #expect(column[rows[...]] == rows.map { numbers[$0] })
    #expect(column[rows.sorted()[...]] == numbers)
    var runs: [Int] = []
    column.forEachRun { runs += Array(repeating: $0, count: $1) }
    #expect(runs == numbers)
    for _ in 0..<5 {
      let ends = [0, 1].map { _ in Int.random(in: 0...numbers.count, using: &random) }.sorted()
      let range = ends[0]..<ends[1]
      #expect(column[range] == Array(numbers[range]))
      let steps = Set(zip(numbers[range], numbers[range].dropFirst()).map { $1 - $0 })
      #expect(column.step(in: range) == (steps.count == 1 && steps != [0] ? steps.first : nil))
    }
  }

  @Test func `one step is told across the place where another stretch began`() {
    // The lone 5 and the 7 behind it pass for a stretch of their own.
    let column = SteppedColumn([5, 7, 8, 9, 10])
    #expect(column.step(in: 1..<5) == 1)
    #expect(column.step(in: 0..<2) == 2)
    #expect(column.step(in: 0..<3) == nil)
    #expect(column.step(in: 2..<3) == nil)
  }

  @Test func `the largest numbers do no harm`() {
    var column = SteppedColumn<Int32>()
    for number in [Int32.max, .min, .min + 1, .max, .max] { column.append(number) }
    #expect(Array(column) == [.max, .min, .min + 1, .max, .max])
  }
}
