import Testing

@testable import ForecastForecasting

@Suite struct ClassicalSeasonTests {
  /// statsmodels' `seasonal_decompose`, multiplicative; the tolerance is that of doubles.
  @Test func `above zero the season multiplies`() throws {
    let season = try #require(ClassicalSeason(slopedQuarters, season: 4))
    #expect(season.multiplies)
    let expected = [
      0.9912575508429495, 1.0563057598471186, 0.9353838434509614, 1.0170528458589705,
    ]
    #expect(relativeDifference(season.indices, expected) < 1e-13)
  }

  @Test func `with values below zero it is added`() throws {
    let season = try #require(ClassicalSeason(slopedQuarters.map { $0 - 150 }, season: 4))
    #expect(!season.multiplies)
    let expected = [
      -1.3863636363636362, 8.329545454545455, -9.329545454545455, 2.3863636363636362,
    ]
    #expect(relativeDifference(season.indices, expected) < 1e-12)
  }

  @Test func `an index close to zero does not divide`() throws {
    let spikes = (0..<24).map { $0 % 4 == 0 ? 1_000.0 : 1 }
    let season = try #require(ClassicalSeason(spikes, season: 4))
    #expect(!season.multiplies)
  }

  @Test func `what is taken out is put back, at the right position`() throws {
    let values = Array(slopedQuarters.prefix(46))
    let season = try #require(ClassicalSeason(values, season: 4))
    let level = season.seasonal([1, 1, 1], after: 46)
    #expect(level == [season.indices[2], season.indices[3], season.indices[0]])
    #expect(season.adjusted(values)[5] == values[5] / season.indices[1])
  }

  @Test func `short seasons, short series and no season are left alone`() {
    #expect(ClassicalSeason(slopedQuarters, season: 3) == nil)
    #expect(ClassicalSeason(Array(slopedQuarters.prefix(7)), season: 4) == nil)
    #expect(ClassicalSeason((0..<48).map { Double($0 * $0 * 37 % 41) }, season: 12) == nil)
  }
}
