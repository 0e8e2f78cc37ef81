import Foundation
import Testing

@testable import ForecastSeries

@Suite struct SeasonalIndicesTests {
  private let season = [0.1, -0.2, 0.05, 0.25, -0.2]

  /// A slope and a season, the season's phase by the ordinal.
  private func seasonal(
    _ season: [Double], count: Int, from first: Int = 0, noise: Double = 0, seed: UInt64 = 0
  ) -> [Double] {
    var dice = Dice(seed)
    return (0..<count).map { position in
      let ordinal = first + position
      let phase = (ordinal % season.count + season.count) % season.count
      return 3 + 0.01 * Double(ordinal) + season[phase] + noise * dice.normal()
    }
  }

  private func size(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// A centred moving average takes a line out without rest, so only rounding stays: 1e-13.
  @Test(arguments: [0, 1, 7, -3], [4, 5])
  func `a clean season is found again at its ordinals`(first: Int, length: Int) {
    var truth = Array(season.prefix(length))
    truth[0] -= truth.reduce(0, +)
    let fitted = SeasonalIndices(
      fitting: seasonal(truth, count: 6 * length, from: first), season: length,
      firstOrdinal: first)
    #expect(fitted.values.count == length)
    for (value, expected) in zip(fitted.values, truth) { #expect(abs(value - expected) < 1e-13) }
    for ordinal in [-length - 1, -1, 0, 3, 101] {
      let phase = (ordinal % length + length) % length
      #expect(fitted.addend(atOrdinal: ordinal) == fitted.values[phase])
    }
  }

  @Test func `in the logarithm it finds the multiplicative season`() {
    let factors = [1.1, 0.8, 1.25, 1 / 1.1]
    let values = (0..<40).map { log(50 * pow(1.02, Double($0)) * factors[$0 % 4]) }
    let fitted = SeasonalIndices(fitting: values, season: 4, firstOrdinal: 0)
    for (value, factor) in zip(fitted.values, factors) {
      #expect(abs(exp(value) - factor) < 1e-12)
    }
  }

  @Test func `a tail meets the same season as the whole`() {
    let values = seasonal(season, count: 60, from: 2)
    let whole = SeasonalIndices(fitting: values, season: 5, firstOrdinal: 2)
    let tail = SeasonalIndices(fitting: Array(values.suffix(33)), season: 5, firstOrdinal: 2 + 27)
    for (left, right) in zip(whole.values, tail.values) { #expect(abs(left - right) < 1e-13) }
  }

  /// The means of the detrended values at each position, with nothing shrunk.
  private func unshrunk(_ values: [Double]) -> [Double] {
    let m = season.count
    let trend = SeasonalIndices.centredMovingAverage(values, season: m)
    let means = (0..<m).map { phase -> Double in
      let positions = trend.indices.filter { ($0 + m / 2) % m == phase }
      return positions.reduce(0) { $0 + values[$1 + m / 2] - trend[$1] } / Double(positions.count)
    }
    let mean = means.reduce(0, +) / Double(m)
    return means.map { $0 - mean }
  }

  @Test func `few noisy years are shrunk, many are left alone`() {
    var (few, many, noise) = (0.0, 0.0, 0.0)
    let seeds = 100
    for seed in 0..<seeds {
      func kept(_ years: Int, _ season: [Double]) -> Double {
        let values = seasonal(season, count: years * 5, noise: 0.2, seed: UInt64(seed))
        let fitted = SeasonalIndices(fitting: values, season: 5, firstOrdinal: 0)
        return size(fitted.values) / size(unshrunk(values)) / Double(seeds)
      }
      few += kept(4, season)
      many += kept(40, season)
      noise += kept(4, [0, 0, 0, 0, 0])
    }
    #expect(many > 0.97 && many <= 1)
    #expect(few < 0.9)
    #expect(noise < 0.4)
  }

  @Test func `short series, no season and no variation have none`() {
    let values = seasonal(season, count: 11)
    #expect(!SeasonalIndices(fitting: values, season: 5, firstOrdinal: 0).values.isEmpty)
    #expect(
      SeasonalIndices(fitting: Array(values.dropLast()), season: 5, firstOrdinal: 0) == .none)
    #expect(SeasonalIndices(fitting: values, season: 1, firstOrdinal: 0) == .none)
    #expect(SeasonalIndices(fitting: [], season: 5, firstOrdinal: 0) == .none)
    let constant = [Double](repeating: 4, count: 40)
    #expect(SeasonalIndices(fitting: constant, season: 4, firstOrdinal: 0) == .none)
    #expect(SeasonalIndices.none.addend(atOrdinal: 3) == 0)
  }

  @Test func `the moving average halves the ends of an even season`() {
    #expect(SeasonalIndices.centredMovingAverage([1, 2, 6, 4, 8], season: 3) == [3, 4, 6])
    // (1 + 4 + 6 + 8 + 1) / 4 and (2 + 6 + 8 + 2 + 4) / 4.
    #expect(SeasonalIndices.centredMovingAverage([2, 4, 6, 8, 2, 8], season: 4) == [5, 5.5])
    #expect(SeasonalIndices.centredMovingAverage([1, 2], season: 2).isEmpty)
  }
}
