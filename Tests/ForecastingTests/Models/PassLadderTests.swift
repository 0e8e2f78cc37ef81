import Testing

@testable import ForecastForecasting

@Suite struct PassLadderTests {
  /// The rungs in the order of the search, and the one that won.
  private func climb(_ planned: Int, _ loss: (Int) -> Double) -> (tried: [Int], best: Int?) {
    var ladder = PassLadder(planned: planned)
    var tried: [Int] = []
    var best: Int?
    while let passes = ladder.next {
      tried.append(passes)
      if ladder.note(loss: loss(passes), of: passes) { best = passes }
    }
    return (tried, best)
  }

  @Test func `it goes up while the loss falls`() {
    let (tried, best) = climb(80) { 1 / Double($0) }
    #expect(tried == [20, 40, 80] && best == 80)
  }

  @Test func `it goes down where more passes are worse`() {
    let (tried, best) = climb(80) { Double($0) }
    #expect(tried == [20, 40, 10, 5, 2] && best == 2)
  }

  @Test func `it ends where the loss turns`() {
    #expect(climb(80) { abs(Double($0) - 40) }.tried == [20, 40, 80])
    #expect(climb(80) { abs(Double($0) - 18) }.tried == [20, 40, 10])
    #expect(climb(80) { abs(Double($0) - 9) }.tried == [20, 40, 10, 5])
  }

  @Test func `of nearly equal losses the longest schedule wins`() {
    let (tried, best) = climb(80) { 1 + Double($0) / 20_000 }
    #expect(tried == [20, 40, 80] && best == 80)
    let down = climb(80) { $0 > 20 ? 2 : 1 + Double($0) / 20_000 }
    #expect(down.tried == [20, 40, 10] && down.best == 20)
  }

  @Test func `a loss that is no number never wins over one`() {
    #expect(climb(80) { $0 == 20 ? .nan : 1 }.best == 80)
    #expect(climb(80) { _ in .nan }.best == 20)
  }

  @Test(arguments: [(1, [1]), (2, [1, 2]), (3, [1, 3]), (0, [0])])
  func `few planned passes have few rungs`(_ planned: Int, _ rungs: [Int]) {
    #expect(PassLadder(planned: planned).rungs == rungs)
    #expect(climb(planned) { 1 / Double($0 + 1) }.best == planned)
  }

  @Test(arguments: 0...300)
  func `no search takes more than was said`(_ planned: Int) {
    let most = PassLadder.mostPasses(planned: planned)
    for turn in PassLadder(planned: planned).rungs {
      let tried = climb(planned) { abs(Double($0 - turn)) }.tried
      #expect(tried.reduce(0, +) <= most && tried.count <= PassLadder.mostSchedules)
      #expect(Set(tried).count == tried.count)
    }
  }
}
