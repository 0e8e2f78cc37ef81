import Foundation
import TestSupport
import Testing

@testable import ForecastKernels

/// The paths that this machine can test.
let supportedPaths = KernelPath.allCases.filter(\.isSupported)
/// Around every vector width, and not a multiple of any.
let oddSizes = [1, 7, 8, 9, 15, 16, 17, 31, 33, 100]

struct FlatArithmeticTests {
  private let sweep =
    (-40_000...40_000).map { Float($0) / 1000 } + [-1e30, -200, -88, 88, 200, 1e30]

  private func worst(_ values: [Float], _ truth: (Double) -> Double) -> Double {
    zip(sweep, values).reduce(0) { max($0, abs(Double($1.1) - truth(Double($1.0)))) }
  }

  private func worstRelative(
    _ values: [Float], _ limit: Float, _ truth: (Double) -> Double
  ) -> Double {
    zip(sweep, values).reduce(0) { worst, pair in
      let exact = truth(Double(pair.0))
      guard abs(pair.0) <= limit, exact != 0 else { return worst }
      return max(worst, abs(Double(pair.1) - exact) / abs(exact))
    }
  }

  @Test(arguments: supportedPaths)
  func `activations are as exact as they say`(path: KernelPath) {
    let sigmoid = path.sigmoid(sweep), tanh = path.tanh(sweep)
    #expect(worst(sigmoid) { 1 / (1 + exp(-$0)) } < 1.5e-7)
    #expect(worst(tanh) { Foundation.tanh($0) } < 2e-7)
    #expect(worstRelative(tanh, 40) { Foundation.tanh($0) } < 4e-7)
    #expect(path.tanh([0, -0]) == [0, 0])
    let tiny = path.tanh([1e-6, -1e-10])
    #expect(abs(tiny[0] - 1e-6) < 1e-12 && abs(tiny[1] + 1e-10) < 1e-16)
  }

  @Test(arguments: supportedPaths)
  func `softplus and its slope are as exact as they say`(path: KernelPath) {
    var value = sweep
    var slope = sweep
    path.softplus(sweep, count: sweep.count, value: &value, slope: &slope)
    func truth(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
    #expect(worstRelative(value, 10, truth) < 1e-6)
    #expect(worst(Array(value.dropLast(6)), truth) < 4e-6)
    #expect(worst(slope) { 1 / (1 + exp(-$0)) } < 2e-7)
    #expect(value.last == 1e30 && slope.last == 1)
  }

  @Test(arguments: supportedPaths)
  func `what is not a number stays so`(path: KernelPath) {
    var value: [Float] = [0]
    var slope = value
    path.softplus([.nan], count: 1, value: &value, slope: &slope)
    var clamped: [Float] = [.nan, 1]
    path.clamp(&clamped, to: 0.5)
    #expect(path.sigmoid([.nan])[0].isNaN && path.tanh([.nan])[0].isNaN)
    #expect(value[0].isNaN && slope[0].isNaN && clamped[0].isNaN && clamped[1] == 0.5)
    #expect(path.squareSum([1, .nan]).isNaN && path.squareSum([.infinity]) == .infinity)
  }

  @Test(arguments: supportedPaths)
  func `arrays of any length are worked through to the end`(path: KernelPath) {
    var generator = TestGenerator(seed: 3)
    for size in [0] + oddSizes {
      let x = generator.floats(size)
      #expect(path.sigmoid(x).count == size)
      var scaled = x
      path.scale(&scaled, by: 3)
      #expect(scaled == x.map { $0 * 3 })
      var held = x
      path.clamp(&held, to: 0.25)
      #expect(held == x.map { min(max($0, -0.25), 0.25) })
      let squares = x.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(path.squareSum(x) - squares) <= 1e-14 * squares)
    }
  }

  @Test(arguments: supportedPaths)
  func `sums of squares do not lose small parts`(path: KernelPath) {
    let x = [Float](repeating: 1e-3, count: 100_000) + [1000]
    #expect(abs(path.squareSum(x) - 1_000_000.1) < 1e-6)
  }
}
