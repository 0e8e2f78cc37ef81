import Testing

@testable import ForecastForecasting

@Suite struct ForecastingErrorTests {
  @Test func `it is printed with its remedy`() {
    #expect(ForecastingError(.data, "too short").description == "too short")
    #expect(
      ForecastingError(.data, "too short", hint: "give more").description
        == "too short; hint: give more")
  }
}
