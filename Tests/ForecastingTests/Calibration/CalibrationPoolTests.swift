import Testing

@testable import ForecastForecasting

@Suite struct CalibrationPoolTests {
  /// Windows of one series from neighbouring cutoffs, the last ones cut off by the end of the rows.
  private func rolled(
    cutoffs: Int, horizon: Int, rows: Int, error: (_ row: Int) -> Double
  ) -> [CalibrationWindow] {
    (0..<cutoffs).map { cutoff in
      CalibrationWindow(
        normalForecast(deviations: [Double](repeating: 1, count: horizon), from: cutoff),
        actuals: (0..<horizon).map { cutoff + $0 < rows ? error(cutoff + $0) : .nan },
        transform: plain)
    }
  }

  @Test func `series count each for themselves`() {
    var noise = Noise(1)
    let pool = CalibrationPool(independentWindows(39, steps: 2) { noise.next() })
    #expect(pool.effectiveCount(0..<1) == 39)
    #expect(pool.effectiveCount(1..<2) == 39)
  }

  @Test func `overlapping windows of a series count as the spans that fit between them`() {
    var noise = Noise(2)
    let values = (0..<40).map { _ in noise.next() }
    let pool = CalibrationPool(rolled(cutoffs: 25, horizon: 12, rows: 40) { values[$0] })
    #expect(pool.effectiveCount(0..<1) == 25)
    // Cutoffs 0 … 24: errors four steps ahead share nothing from 0, 4, …, 24 on.
    #expect(pool.effectiveCount(3..<4) == 7)
    #expect(pool.effectiveCount(11..<12) == 3)
  }

  @Test func `no pool is worth more than the rows that came`() {
    var noise = Noise(3)
    let values = (0..<12).map { _ in noise.next() }
    let pool = CalibrationPool(rolled(cutoffs: 12, horizon: 12, rows: 12) { values[$0] })
    #expect(pool.effectiveCount(0..<12) == 12)
    #expect(pool.effectiveCount(0..<1) == 12)
    #expect(pool.effectiveCount(11..<12) == 1)
  }

  @Test func `steps that err alike add little`() {
    var noise = Noise(4)
    let alike = (0..<60).map { number -> CalibrationWindow in
      let error = noise.next()
      return CalibrationWindow(
        normalForecast(deviations: [1, 1, 1, 1], id: "s\(number)"),
        actuals: [error, error, error, error], transform: plain)
    }
    let pool = CalibrationPool(alike)
    #expect(pool.correlation == 0.99)
    // 60 · (1 + 3 · 0.01 / 1.99)
    #expect(abs(pool.effectiveCount(0..<4) - 60.9045) < 1e-3)
    let free = CalibrationPool(independentWindows(500, steps: 4) { noise.next() })
    // A correlation of nothing, measured on 1,500 pairs: 3 / √1500 at most.
    #expect(free.correlation < 0.078)
    #expect(free.effectiveCount(0..<4) > 500 * (1 + 3 * 0.85))
  }

  @Test func `a correlation takes ten pairs, else half is assumed`() {
    var noise = Noise(5)
    #expect(CalibrationPool(independentWindows(9, steps: 2) { noise.next() }).correlation == 0.5)
    #expect(CalibrationPool(independentWindows(10, steps: 2) { 1 }).correlation == 0.99)
    #expect(CalibrationPool([]).effectiveCount(0..<0) == 0)
  }
}
