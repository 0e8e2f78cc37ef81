import Testing

@testable import ForecastForecasting

@Suite struct SmoothingFormTests {
  @Test func `fifteen forms are tried, the ones with additive errors first`() {
    #expect(
      SmoothingForm.all.map(\.name) == [
        "ETS(A,N,N)", "ETS(A,N,A)", "ETS(A,Ad,N)", "ETS(A,A,N)", "ETS(A,Ad,A)", "ETS(A,A,A)",
        "ETS(M,N,N)", "ETS(M,N,A)", "ETS(M,N,M)", "ETS(M,Ad,N)", "ETS(M,A,N)", "ETS(M,Ad,A)",
        "ETS(M,A,A)", "ETS(M,Ad,M)", "ETS(M,A,M)",
      ])
  }

  @Test func `Holt and Winters have a trend, damped or not`() {
    #expect(SmoothingForm.holt.map(\.name) == ["ETS(A,Ad,N)", "ETS(A,A,N)"])
    #expect(
      SmoothingForm.holtWinters.map(\.name) == [
        "ETS(A,Ad,A)", "ETS(A,A,A)", "ETS(M,Ad,M)", "ETS(M,A,M)",
      ])
  }

  @Test func `weights and states are counted`() throws {
    let full = try #require(SmoothingForm.all.first { $0.name == "ETS(M,Ad,M)" })
    #expect(full.weightCount == 4)
    #expect(full.stateCount(season: 12) == 13)
    let simple = try #require(SmoothingForm.all.first)
    #expect(simple.weightCount == 1)
    #expect(simple.stateCount(season: 12) == 1)
  }
}
