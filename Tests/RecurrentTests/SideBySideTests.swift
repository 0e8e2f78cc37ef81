import Testing

@testable import ForecastRecurrent

struct SideBySideTests {
  @Test(arguments: [1, 2, 5, 20])
  func `each item is worked on once, by its own index`(threads: Int) {
    var items = [Int](repeating: 0, count: 11)
    SideBySide.forEach(&items, threads: threads) { index, item in item += 10 * index + 1 }
    #expect(items == (0..<11).map { 10 * $0 + 1 })
  }

  @Test func `no items are no work`() {
    var items: [Int] = []
    SideBySide.forEach(&items, threads: 3) { _, _ in Issue.record("there is nothing to do") }
    #expect(items == [])
  }
}
