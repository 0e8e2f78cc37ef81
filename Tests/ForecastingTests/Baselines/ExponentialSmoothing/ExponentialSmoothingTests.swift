import Testing

@testable import ForecastForecasting

@Suite struct ExponentialSmoothingTests {
  private func fit(_ values: [Double], season: Int) -> FittedSmoothing? {
    ExponentialSmoothing.fit(values[...], season: season, forms: SmoothingForm.all)
  }

  /// Forms and AICc of statsforecast 2.1.1: see Tests/Benchmarks/smoothing_reference.py.
  @Test func `it chooses the form that statsforecast chooses`() throws {
    let air = try #require(fit(airPassengers, season: 12))
    #expect(air.form.name == "ETS(M,N,M)")
    #expect(abs(air.criterion - 1458.1018072044417) < 0.01)
    let plain = try #require(fit(airPassengers, season: 1))
    #expect(plain.form.name == "ETS(M,A,N)")
    #expect(abs(plain.criterion - 1673.4114909278542) < 0.01)
    let quarters = try #require(fit(slopedQuarters, season: 4))
    #expect(quarters.form.name == "ETS(A,A,A)")
    #expect(abs(quarters.criterion - 242.32213666070894) < 0.01)
  }

  @Test func `noise gets no trend and no season, a walk with steps up a trend`() throws {
    var noise = Noise(4)
    let flat = (0..<200).map { _ in 50 + noise.next() }
    let form = try #require(fit(flat, season: 4)).form
    #expect(!form.hasTrend && form.season == .none)
    let rising = (0..<60).map { 100 + 3 * Double($0) + noise.next() }
    #expect(try #require(fit(rising, season: 1)).form.hasTrend)
  }

  @Test func `values that are not all positive get additive forms`() throws {
    let values = randomWalk(5, count: 80)
    let form = try #require(fit(values, season: 4)).form
    #expect(!form.hasMultiplicativeErrors && form.season != .multiplicative)
  }

  @Test func `too few values, and the same one always, are left alone`() {
    #expect(fit([1, 2, 3, 4, 5, 6], season: 1) == nil)
    #expect(fit([Double](repeating: 3, count: 40), season: 4) == nil)
    #expect(fit([.nan, .nan, .nan], season: 4) == nil)
  }
}
