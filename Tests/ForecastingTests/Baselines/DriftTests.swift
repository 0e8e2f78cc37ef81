import Testing

@testable import ForecastForecasting

@Suite struct DriftTests {
  private func said(_ values: [Double], _ horizon: Int) -> [Double] {
    Baseline.drift.forecast(values[...], season: 1, horizon: horizon)
  }

  @Test func `the line from the first to the last value goes on`() {
    #expect(said([1, 9, 2, 7], 3) == [9, 11, 13])
  }

  @Test func `missing values at the ends take time`() {
    #expect(said([.nan, 1, .nan, 5, .nan], 2) == [9, 11])
  }

  @Test func `values at the end of the number line stay on it`() {
    let huge = Double.greatestFiniteMagnitude
    #expect(said([-huge, huge], 2) == [huge, huge])
  }
}
