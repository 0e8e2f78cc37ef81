import Testing

@testable import ForecastForecasting

@Suite struct SmoothingWeightsTests {
  private func form(_ name: String) throws -> SmoothingForm {
    try #require(SmoothingForm.all.first { $0.name == name })
  }

  @Test func `a point is read in the order of the form's parts`() throws {
    let point = [0.3, 0.2, 0.1, 0.9, 7]
    let full = SmoothingWeights(point.span, form: try form("ETS(A,Ad,A)"))
    #expect([full.level, full.growth, full.season, full.damping] == [0.3, 0.2, 0.1, 0.9])
    let season = SmoothingWeights(point.span, form: try form("ETS(A,N,A)"))
    #expect([season.level, season.growth, season.season, season.damping] == [0.3, 0, 0.2, 1])
  }

  @Test func `a seasonal trend tightens the growth of the forms after it`() throws {
    var bounds = SmoothingWeights.Bounds()
    let before = bounds.start(try form("ETS(A,A,N)"), season: 12)
    _ = bounds.start(try form("ETS(A,A,A)"), season: 12)
    let after = bounds.start(try form("ETS(M,A,N)"), season: 12)
    #expect(abs(before.upper[1] - 0.20006) < 1e-12)
    #expect(abs(after.upper[1] - (1e-4 + 0.2 * 0.9998 / 12)) < 1e-12)
  }

  @Test func `the start lies within its bounds`() {
    var bounds = SmoothingWeights.Bounds()
    for form in SmoothingForm.all {
      let start = bounds.start(form, season: 7)
      #expect(start.values.count == form.weightCount)
      for index in start.values.indices {
        #expect(start.lower[index] < start.values[index])
        #expect(start.values[index] < start.upper[index])
      }
    }
  }
}
