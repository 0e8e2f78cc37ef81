import Testing

@testable import ForecastForecasting

@Suite struct SeasonsTests {
  @Test func `longer seasons are longer than the main one, rising and named once`() {
    let seasons = Seasons(24, longer: [168, 24, 8_766, 168, 12])
    #expect(seasons.longer == [168, 8_766])
    #expect(seasons.longest == 8_766)
    #expect(Seasons(7).longest == 7)
  }
}
