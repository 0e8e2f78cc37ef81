import Foundation
import Testing

@testable import ForecastForecasting

@Suite struct SeasonSearchTests {
  private func noise(_ seed: UInt64, _ count: Int) -> [Double] {
    var random = Noise(seed)
    return (0..<count).map { _ in random.next() }
  }

  @Test func `a noisy season is found, on a slope and off it`() {
    for seed in UInt64(0)..<20 {
      let noise = noise(seed, 120)
      let season = (0..<120).map { (t: Int) -> Double in
        2 * sin(2 * .pi * Double(t) / 12) + noise[t] / 2
      }
      #expect(SeasonSearch.strongestSeason(of: season) == 12)
      let sloped = season.enumerated().map { $1 + 3 * Double($0) }
      #expect(SeasonSearch.strongestSeason(of: sloped) == 12)
    }
  }

  @Test func `of a season and its multiples the season itself is found`() {
    let values = (0..<140).map { [0.0, 5, 3, 9, 1, 4, 4.5][$0 % 7] }
    #expect(SeasonSearch.strongestSeason(of: values) == 7)
  }

  @Test func `white noise has no season`() {
    for seed in UInt64(0)..<50 {
      #expect(SeasonSearch.strongestSeason(of: noise(seed, 150)) == 1)
    }
  }

  /// A walk that turns three times at equal distances cannot be told from a cycle: one of fifty.
  @Test func `a random walk has no season`() {
    let found = (0..<200).map { SeasonSearch.strongestSeason(of: randomWalk($0, count: 200)) }
    #expect(found.count { $0 > 1 } <= 4)
  }

  @Test func `three cycles are needed`() {
    let cycle = [0.0, 3, 9, 2, 5]
    #expect(SeasonSearch.strongestSeason(of: cycle + cycle + cycle + cycle) == 5)
    #expect(SeasonSearch.strongestSeason(of: cycle + cycle + cycle.dropLast()) == 1)
  }

  @Test(arguments: [[], [1], [1, 2, 3], [Double](repeating: 4, count: 50)])
  func `nothing to find is no season`(_ values: [Double]) {
    #expect(SeasonSearch.strongestSeason(of: values) == 1)
    #expect(SeasonSearch.strongestSeason(of: (0..<50).map(Double.init)) == 1)
  }
}
