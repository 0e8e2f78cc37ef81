import Testing

@testable import ForecastKernels

struct DropoutMaskTests {
  private func mask(
    rate: Float, seed: UInt64 = 3, steps: Range<Int> = 0..<40, rows: Range<Int> = 0..<10,
    width: Int = 50
  ) -> [Float] {
    let size = steps.count * rows.count * width
    var floats = AlignedFloats(count: size)
    floats.drawDropout(
      rate: rate, seed: seed, steps: steps.count, firstStep: steps.lowerBound, rows: rows,
      width: width)
    return floats.floats(0..<size)
  }

  @Test func `factors are zero at the rate and keep the mean at one`() {
    for rate: Float in [0.1, 0.5, 0.9] {
      let factors = mask(rate: rate)
      #expect(Set(factors) == [0, 1 / (1 - rate)])
      // 20,000 draws: four standard deviations of the share.
      let share = Float(factors.count { $0 == 0 }) / Float(factors.count)
      #expect(abs(share - rate) < 4 * (rate * (1 - rate) / 20_000).squareRoot())
    }
    #expect(Set(mask(rate: 0)) == [1])
  }

  @Test func `a factor depends on its coordinates alone`() {
    let whole = mask(rate: 0.5), part = mask(rate: 0.5, steps: 7..<9, rows: 4..<6)
    var expected: [Float] = []
    for step in 7..<9 {
      let start = (step * 10 + 4) * 50
      expected += whole[start..<start + 100]
    }
    #expect(part == expected)
    #expect(mask(rate: 0.5, seed: 4) != whole)
  }
}
