import Testing

@testable import ForecastForecasting

@Suite struct NaiveTests {
  @Test func `the last measured value is carried on`() {
    #expect(Baseline.naive.forecast([3, 8, 5], season: 1, horizon: 3) == [5, 5, 5])
    #expect(Baseline.naive.forecast([3, 8, .nan], season: 12, horizon: 2) == [8, 8])
  }
}
