import Testing

@testable import ForecastSeries

@Suite struct ValueTransformTests {
  @Test func `the logarithm is chosen where all values are positive, and only there`() {
    #expect(ValueTransform(fitting: [1e-300, 5, 1e300]) == .logarithm)
    #expect(ValueTransform(fitting: [0, 2, 4]) == .unit(2))
    #expect(ValueTransform(fitting: [-3, 3, 6]) == .unit(4))
    #expect(ValueTransform(fitting: [-1, -2, -3]) == .unit(2))
  }

  @Test func `zeros alone, and nothing at all, have the unit one`() {
    #expect(ValueTransform(fitting: [0, 0]) == .unit(1))
    #expect(ValueTransform(fitting: []) == .unit(1))
  }

  /// log and exp each err by an ulp or so of their result; the logarithm of numbers up to 1e12 is below
  /// 28, so its rounding of 2e-15 becomes 4e-15 relative.
  @Test(arguments: [ValueTransform.logarithm, .unit(0.37), .unit(4e6)])
  func `the way back is exact`(_ transform: ValueTransform) {
    var dice = Dice(1)
    for exponent in -12...12 {
      for _ in 0..<40 {
        var value = (dice.uniform() + 1e-3)
        for _ in 0..<abs(exponent) { value *= exponent > 0 ? 10 : 0.1 }
        // Smaller values than exp(-20) cannot be told from zero's stand-in, so only the unit has them.
        let back = transform.inverse(transform.transformed(value))
        #expect(abs(back - value) <= 1e-14 * value)
      }
    }
  }

  @Test func `a later value that is not positive stays a very small one`() {
    let zero = ValueTransform.logarithm.transformed(0)
    #expect(zero == ValueTransform.logarithmFloor)
    #expect(ValueTransform.logarithm.transformed(-7) == zero)
    #expect(ValueTransform.logarithm.inverse(zero) < 1e-8)
    #expect(ValueTransform.logarithm.inverse(zero) > 0)
  }
}
