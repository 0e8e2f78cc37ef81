import Testing

@testable import ForecastForecasting

@Suite struct FittedSmoothingTests {
  private func fitted(_ name: String, point: [Double], season: [Double]) throws -> FittedSmoothing {
    let form = try #require(SmoothingForm.all.first { $0.name == name })
    return FittedSmoothing(
      form: form, criterion: 0, weights: SmoothingWeights(point.span, form: form), level: 10,
      growth: form.hasTrend ? 2 : 0, season: season)
  }

  @Test func `a damped growth fades by φ, φ², φ³`() throws {
    let said = try fitted("ETS(A,Ad,N)", point: [0.5, 0.1, 0.5], season: []).forecast(horizon: 3)
    #expect(said == [11, 11.5, 11.75])
  }

  @Test func `a season is added or multiplies, and comes again`() throws {
    let added = try fitted("ETS(A,A,A)", point: [0.5, 0.1, 0.1], season: [1, -1])
    #expect(added.forecast(horizon: 3) == [13, 13, 17])
    let factor = try fitted("ETS(M,N,M)", point: [0.5, 0.1], season: [1.5, 0.5])
    #expect(factor.forecast(horizon: 3) == [15, 5, 15])
  }
}
