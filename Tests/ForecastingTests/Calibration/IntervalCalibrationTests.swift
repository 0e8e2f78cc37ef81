import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct IntervalCalibrationTests {
  private func covers(_ forecast: Forecast, _ level: Int, _ actual: Double, _ step: Int) -> Bool {
    let interval = forecast.intervals[level]
    return interval.lower[step] <= actual && actual <= interval.upper[step]
  }

  /// The finite-sample rule at its edge.
  ///
  /// With 39 windows the 95 % ends are the largest scores of each side, and the next value lies beyond
  /// either with a probability of exactly 1/40. Over 4,000 repeats three standard deviations of a
  /// binomial share are 0.0104.
  @Test(arguments: [1.0, 0.2])
  func `39 windows hold 95 % of heavy-tailed values, however narrow the model was`(
    _ width: Double
  ) {
    let grid = QuantileGrid(levels: [95])
    var noise = Noise(UInt64(width * 100))
    var held = 0
    let repeats = 4_000
    for _ in 0..<repeats {
      let windows = independentWindows(39, grid: grid, width: width) { noise.heavy() }
      let calibration = IntervalCalibration(fitting: windows, grid: grid, horizon: 1)
      let said = calibration.applied(to: windows[0].forecast, transform: plain)
      if covers(said, 0, noise.heavy(), 0) { held += 1 }
    }
    let coverage = Double(held) / Double(repeats)
    #expect(abs(coverage - 0.95) < 0.0104, "\(coverage)")
  }

  /// 400 windows: the conditional coverage of a level spreads by √(2 · α/2 (1 − α/2) / 401) a step
  /// (0.021 for 80 %, 0.011 for 95 %), half of that over four independent steps; three of it are allowed.
  @Test func `a deliberately narrow model holds each level after calibration and not before`() {
    var noise = Noise(7)
    let raw = independentWindows(400, steps: 4, width: 0.3) { noise.heavy() }
    let calibration = IntervalCalibration(fitting: raw, grid: .standard, horizon: 4)
    #expect(calibration.origins == [.perStep, .perStep])
    // All steps pooled are worth nearly four times as many: their errors are not alike.
    #expect(calibration.windowCounts.allSatisfy { $0 > 1_000 && $0 <= 1_600 })
    let before = raw[0].forecast
    let after = calibration.applied(to: before, transform: plain)
    let repeats = 5_000
    for (level, nominal, tolerance) in [(0, 0.8, 0.032), (1, 0.95, 0.017)] {
      var (held, heldBefore) = (0, 0)
      for _ in 0..<repeats {
        for step in 0..<4 {
          let actual = noise.heavy()
          if covers(after, level, actual, step) { held += 1 }
          if covers(before, level, actual, step) { heldBefore += 1 }
        }
      }
      let coverage = Double(held) / Double(4 * repeats)
      #expect(abs(coverage - nominal) < tolerance, "\(nominal): \(coverage)")
      #expect(Double(heldBefore) / Double(4 * repeats) < nominal - 0.3)
    }
  }

  /// Sides are calibrated on their own: squares of normal values lie far above and hardly below.
  @Test func `skewed values are missed as often above as below`() {
    var noise = Noise(8)
    func skewed() -> Double {
      let normal = noise.next()
      return normal * normal - 0.4549
    }
    let windows = independentWindows(2_000) { skewed() }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 1)
    let said = calibration.applied(to: windows[0].forecast, transform: plain).intervals[0]
    let values = (0..<20_000).map { _ in skewed() }
    let below = Double(values.count { $0 < said.lower[0] }) / 20_000
    let above = Double(values.count { $0 > said.upper[0] }) / 20_000
    // Three of √(0.1 · 0.9 / 2001), the spread of a tail that 2,000 windows calibrate.
    #expect(abs(below - 0.1) < 0.021 && abs(above - 0.1) < 0.021, "\(below) \(above)")
  }

  @Test func `one series that went wild does not blow up the interval of all others`() {
    var noise = Noise(11)
    var count = 0
    let windows = independentWindows(60) {
      count += 1
      return count == 30 ? 500 : noise.next()
    }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 1)
    let said = calibration.applied(to: windows[0].forecast, transform: plain)
    let narrow = said.intervals[0].upper[0] - said.median[0]
    let wide = said.intervals[1].upper[0] - said.median[0]
    // The largest of sixty scores is the wild one's, hundreds of times the usual.
    #expect(abs(wide / narrow - 3) < 1e-9)
  }

  @Test func `levels nest and never cross the median, whatever was seen`() {
    var noise = Noise(9)
    let grid = QuantileGrid(levels: [50, 80, 95])
    for number in 0..<50 {
      let bias = Double(number - 25)
      let windows = independentWindows(60, grid: grid, steps: 2) { bias + noise.heavy() }
      let calibration = IntervalCalibration(fitting: windows, grid: grid, horizon: 2)
      let said = calibration.applied(to: windows[0].forecast, transform: plain)
      #expect(said.isOrdered)
      #expect(said.median == windows[0].forecast.median)
    }
    // A model whose own levels cross is put in order too.
    let crossed = forecast([0], ends: [(50, [-9], [9]), (80, [-1], [1]), (95, [-2], [2])])
    let windows = independentWindows(60, grid: grid) { noise.next() }
    let calibration = IntervalCalibration(fitting: windows, grid: grid, horizon: 1)
    #expect(calibration.applied(to: crossed, transform: plain).isOrdered)
  }

  @Test func `a step with too few windows takes those of its neighbours`() {
    // 20 series: a step has 20 windows, three neighbours 60 of errors that are not alike.
    var noise = Noise(10)
    let windows = independentWindows(20, steps: 6) { noise.next() }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 6)
    #expect(calibration.origins == [.perStep, .pooled])
    #expect(calibration.supports(80) && calibration.supports(95) && !calibration.supports(99))
  }

  @Test func `what cannot be calibrated keeps the model's ends, but not inside a narrower level`() {
    let windows = independentWindows(12, width: 0.1) { 1 }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 1)
    #expect(calibration.origins == [.perStep, .none])
    #expect(calibration.supports(80) && !calibration.supports(95))
    let stretch = calibration.upperFactors[0]
    #expect(stretch > 7 && calibration.upperFactors == [stretch, stretch])
    // All values lay above: the lower ends of 80 % close up, those of 95 % stay as they were.
    #expect(calibration.lowerFactors == [0, 1])
    #expect(
      forecastingError { try calibration.checkSupport() }
        == ForecastingError(
          .data,
          "the 95 % interval takes 39 independent held-out windows to calibrate, and the data give 12",
          hint: "--levels 80, or give more history"))
  }

  @Test func `without windows nothing changes`() {
    let calibration = IntervalCalibration(fitting: [], grid: .standard, horizon: 2)
    #expect(calibration.origins == [.none, .none] && calibration.windowCounts == [0, 0])
    let said = normalForecast(deviations: [1, 2])
    #expect(calibration.applied(to: said, transform: plain) == said)
    #expect(
      forecastingError { try calibration.checkSupport() }?.hint
        == "give more history, or leave --levels out: its default is not held to this")
  }

  @Test func `a positive series stays positive`() {
    let windows = (0..<50).map { number in
      CalibrationWindow(
        forecast([10], ends: [(80, [8], [12.5]), (95, [7], [14])], id: "s\(number)"),
        actuals: [number < 25 ? 0.5 : 300], transform: logarithmic)
    }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 1)
    let said = calibration.applied(to: windows[0].forecast, transform: logarithmic)
    for interval in said.intervals {
      #expect(abs(interval.lower[0] - 0.5) < 1e-9 && abs(interval.upper[0] - 300) < 1e-9)
    }
  }

  @Test func `a shorter forecast takes the first factors`() {
    var noise = Noise(11)
    let windows = independentWindows(50, steps: 3) { noise.next() }
    let calibration = IntervalCalibration(fitting: windows, grid: .standard, horizon: 3)
    let long = calibration.applied(to: normalForecast(deviations: [1, 1, 1]), transform: plain)
    let short = calibration.applied(to: normalForecast(deviations: [1, 1]), transform: plain)
    #expect(short.intervals[1].upper == Array(long.intervals[1].upper.prefix(2)))
    #expect(IntervalCalibration.windowsNeeded(level: 95) == 39)
    #expect(IntervalCalibration.windowsNeeded(level: 90) == 19)
  }
}
