import Testing

@testable import ForecastKernels

struct ThreadPoolTests {
  @Test(arguments: 1...5)
  func `each item is worked on once`(threads: Int) {
    let pool = ThreadPool(threads: threads)
    #expect(pool.threads == threads)
    var scratch = [Int](repeating: 0, count: threads)
    for count in [0, 1, 2, 3, 100] {
      var items = [Int](repeating: 0, count: count)
      for _ in 0..<200 {
        pool.forEach(&items, scratch: &scratch, CountingWork())
      }
      #expect(items == (0..<count).map { 200 * ($0 + 1) })
    }
    #expect(scratch.reduce(0, +) == 200 * 106)
  }

  @Test(arguments: 1...5)
  func `each part of shared work is done once`(threads: Int) {
    let pool = ThreadPool(threads: threads)
    for count in [0, 1, 2, 3, 100] {
      let counters = Counters(count: count)
      for _ in 0..<200 { pool.perform(counters, count: count) }
      #expect(counters.values == (0..<count).map { 200 * ($0 + 1) })
    }
  }

  @Test(arguments: 1...3)
  func `only as many items as asked for are worked on`(threads: Int) {
    var items = [0, 0, 0, 0]
    var scratch = [0, 0, 0]
    ThreadPool(threads: threads).forEach(&items, count: 2, scratch: &scratch, OneMore())
    #expect(items == [1, 1, 0, 0])
  }

  @Test func `sleeping threads wake up`() throws {
    let pool = ThreadPool(threads: 3)
    var items = [0, 0, 0, 0]
    var scratch = [0, 0, 0]
    for _ in 0..<5 {
      pool.forEach(&items, scratch: &scratch, OneMore())
      let end = ContinuousClock.now + .milliseconds(3)
      while ContinuousClock.now < end {}
    }
    #expect(items == [5, 5, 5, 5])
  }

  @Test func `callers take turns`() async {
    let pool = ThreadPool(threads: 2)
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var items = [Int](repeating: 0, count: 10)
          var scratch = [0, 0]
          for _ in 0..<50 { pool.forEach(&items, scratch: &scratch, OneMore()) }
          return items.reduce(0, +)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [500, 500, 500, 500])
  }
}

private struct CountingWork: ItemWork {
  func perform(_ item: inout Int, _ index: Int, _ scratch: inout Int) {
    item += index + 1
    scratch += 1
  }
}

private struct OneMore: ItemWork {
  func perform(_ item: inout Int, _ index: Int, _ scratch: inout Int) { item += 1 }
}

/// Parts that count how often they were done.
private final class Counters: SharedWork {
  private let cells: [Cell]
  init(count: Int) { cells = (0..<count).map { _ in Cell() } }
  var values: [Int] { cells.map { $0.value } }
  func perform(_ index: Int, worker: Int) { cells[index].value += index + 1 }

  /// Each belongs to one part, and a part is done by one thread at a time.
  final class Cell { var value = 0 }
}
