import Testing

@testable import ForecastSeries

@Suite struct SeriesTransformTests {
  private func fit(
    _ values: [Double], season: Int = 4, adjusts: Bool = true, from first: Int = 0
  ) -> SeriesTransform {
    SeriesTransform(fitting: counted(values, from: first), season: season, adjustsSeason: adjusts)
  }

  private func examples() -> [(name: String, values: [Double])] {
    var dice = Dice(3)
    let noise = (0..<60).map { _ in dice.normal() }
    return [
      ("positive", noise.enumerated().map { 100 + 20 * Double($0 % 4) + $1 }),
      ("large", noise.map { 3e9 + 1e8 * $0 }), ("small", noise.map { 3e-6 + 1e-7 * $0 }),
      ("negative", noise.enumerated().map { -50 + Double($0 % 4) + $1 }),
      ("zeros among", noise.enumerated().map { $0 % 3 == 0 ? 0 : 5 + $1 }),
      ("constant", [Double](repeating: 7, count: 60)), ("zeros", [Double](repeating: 0, count: 60)),
      ("gaps", noise.enumerated().map { $0 % 5 == 1 ? .nan : 30 + $1 }), ("one", [4]),
    ]
  }

  /// Rounding of log, exp and one addition, at most 28 in size: below 1e-14; the bound is 1e-12.
  @Test func `the way back is exact for any series`() {
    for (name, values) in examples() {
      for adjusts in [false, true] {
        let transform = fit(values, adjusts: adjusts, from: 3)
        #expect(transform.scale > 0 && transform.scale.isFinite, "\(name)")
        for (position, value) in values.enumerated() where !value.isNaN {
          let there = transform.transformed(value, atOrdinal: 3 + position)
          let back = transform.inverse(there, atOrdinal: 3 + position)
          #expect(there.isFinite && abs(back - value) <= 1e-12 * abs(value), "\(name)")
        }
      }
    }
  }

  @Test func `rows after the cut change nothing`() {
    for (name, values) in examples() {
      let training = counted(values)
      let garbage = counted(values + [1e12, -5, .nan, 0])
      let cut = garbage.droppingLast(4)
      #expect(
        SeriesTransform(fitting: training, season: 4, adjustsSeason: true)
          == SeriesTransform(fitting: cut, season: 4, adjustsSeason: true), "\(name)")
    }
  }

  @Test func `the season is taken off only where that is asked for`() {
    let values = (0..<40).map { 100 + 30 * Double($0 % 4) }
    #expect(fit(values, adjusts: false).indices == .none)
    let adjusted = fit(values, adjusts: true)
    #expect(adjusted.indices.values.count == 4)
    let left = values.enumerated().map { adjusted.transformed($1, atOrdinal: $0) }
    // Four equal cycles: without their season nothing is left but rounding and the shrunk rest.
    let spread = (left.max() ?? 0) - (left.min() ?? 0)
    #expect(spread < 1e-12)
  }

  @Test func `the season's phase is the calendar's, not the file's`() {
    let values = (0..<41).map { 100 + 30 * Double($0 % 4) + Double($0) }
    let whole = fit(values, from: 5)
    let tail = SeriesTransform(
      fitting: counted(values, from: 5).suffix(25), season: 4, adjustsSeason: true)
    for ordinal in 0..<8 {
      let left = whole.indices.addend(atOrdinal: ordinal)
      // The trend of the logarithm is not quite a line, so the two fits differ a little.
      #expect(abs(left - tail.indices.addend(atOrdinal: ordinal)) < 0.03)
    }
  }

  @Test func `the scale is the median seasonal change`() {
    // Changes over two steps: 3, 3, 3, 1, 91 in a unit that is left at one.
    #expect(SeriesTransform.scale(of: [0, 0, 3, 3, 6, 4, 97], season: 2) == 3)
    // An even number of changes: the mean of the middle two, 1 and 2.
    #expect(SeriesTransform.scale(of: [0, 1, 3, 13, 12], season: 1) == 1.5)
  }

  @Test func `a series shorter than two seasons is measured by single steps`() {
    #expect(SeriesTransform.scale(of: [0, 5, 10, 15], season: 2) == 5)
    #expect(SeriesTransform.scale(of: [0, 5, 10, 15, 20], season: 2) == 10)
  }

  @Test func `a series that mostly stands still is measured by its mean change`() {
    let values = [1.0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 11]
    // One change of ten: a tenth of the mean change of one.
    #expect(abs(SeriesTransform.scale(of: values, season: 1) - 0.1) < 1e-15)
  }

  @Test func `a series that repeats its season is measured by a share of its steps`() {
    let values = (0..<40).map { $0 % 4 == 0 ? 7.0 : 0 }
    // Nineteen of 39 steps change by seven; a fiftieth of their mean.
    #expect(abs(SeriesTransform.scale(of: values, season: 4) - 19 * 7 / 39.0 / 50) < 1e-15)
  }

  @Test func `a constant and a single value have a positive scale`() {
    #expect(SeriesTransform.scale(of: [0, 0, 0], season: 1) == 1)
    #expect(SeriesTransform.scale(of: [5], season: 1) == 1)
    #expect(SeriesTransform.scale(of: [], season: 4) == 1)
    #expect(SeriesTransform.scale(of: [8, 8, 8], season: 1) > 0)
    #expect(SeriesTransform.scale(of: [.nan, .nan, .nan], season: 1) == 1)
  }
}
