import Testing

@testable import ForecastForecasting

/// The 144 months of datasets/air-passengers.csv from statsforecast's side: see Tests/Benchmarks/smoothing_reference.py.
@Suite struct SimpleSmoothingTests {
  @Test func `it says what statsforecast says`() {
    let said = Baseline.ses.forecast(slopedQuarters[...], season: 4, horizon: 3)
    for value in said { #expect(abs(value - 195.55605473593874) < 1e-4) }
    let air = Baseline.ses.forecast(airPassengers[...], season: 12, horizon: 1)
    #expect(abs((air.first ?? 0) - 431.5871479814973) < 1e-4)
  }

  @Test func `a walk is carried on by nearly its last value, noise by nearly its mean`() {
    let walk = randomWalk(1, count: 400)
    #expect(SimpleSmoothing.weight(walk) > 0.9)
    var noise = Noise(2)
    let values = (0..<400).map { _ in noise.next() }
    #expect(SimpleSmoothing.weight(values) < 0.05)
  }

  @Test func `no weight near the one it takes is better`() {
    let values = randomWalk(3, count: 60).enumerated().map { $1 + Double($0 * 5 % 7) }
    let weight = SimpleSmoothing.weight(values)
    func squares(_ weight: Double) -> Double {
      var level = values[0]
      var sum = 0.0
      for value in values {
        sum += (value - level) * (value - level)
        level = weight * value + (1 - weight) * level
      }
      return sum
    }
    #expect(weight > 0.011 && weight < 0.989)
    for step in [-1e-4, 1e-4] { #expect(squares(weight) <= squares(weight + step)) }
  }
}
