import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct LevelDriftTests {
  private func drift(_ values: [Double], since last: Int = 39) -> LevelDrift {
    LevelDrift(
      of: panel([values]), since: String(last), style: .integer, season: 4)
  }

  private let known = (0..<40).map { Double([0, 3, 1, 2][$0 % 4]) }

  @Test func `rows like those before are no drift`() {
    #expect(drift(known + [0, 3, 1, 2, 0, 3, 1, 2, 0, 3]).isNone)
    #expect(drift(known + [3.5, 3.5, 3.5]).isNone)
    #expect(drift(known).isNone)
  }

  @Test func `a level beyond the range and a quarter of it is told`() {
    #expect(drift(known + [3.8, 3.9, 3.8]).levels == ["s0"])
    #expect(drift(known + [-1, -1, -1]).levels == ["s0"])
    #expect(drift(known + [9, 9]).isNone, "two rows may be a mistake")
    #expect(drift(known + [1, 1, 99]).isNone, "one of three may be one")
  }

  @Test func `a series that moves three times as much is told`() {
    let wild = (0..<10).map { Double($0 % 2 == 0 ? -6 : 9) }
    #expect(drift(known + wild).scales == ["s0"])
    #expect(drift(known + wild.prefix(6)).scales.isEmpty, "six rows cannot show it")
  }

  @Test func `missing values and series that begin later count not`() {
    #expect(drift(known + [.nan, 9, .nan, 9]).isNone)
    #expect(drift(known + [9, 9, 9], since: 99).isNone)
  }
}
