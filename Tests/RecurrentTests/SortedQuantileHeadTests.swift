import Foundation
import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct SortedQuantileHeadTests {
  /// Raw values of one line, `[Q][h]`, and what the type's equations make of them.
  private func expected(_ raw: [Float], count: Int, anchor: Int, horizon: Int) -> [Double] {
    var values = raw.map { Double($0) }
    func softplus(_ place: Int) -> Double { log(1 + exp(Double(raw[place]))) }
    for k in 0..<horizon {
      for q in stride(from: anchor + 1, to: count, by: 1) {
        values[q * horizon + k] = values[(q - 1) * horizon + k] + softplus(q * horizon + k)
      }
      for q in stride(from: anchor - 1, through: 0, by: -1) {
        values[q * horizon + k] = values[(q + 1) * horizon + k] - softplus(q * horizon + k)
      }
    }
    return values
  }

  @Test(arguments: supportedPaths)
  func `quantiles are the anchor and distances from it`(path: KernelPath) {
    var generator = TestGenerator(seed: 3)
    for (count, anchor, horizon) in [(5, 2, 3), (3, 0, 1), (3, 2, 7), (1, 0, 4)] {
      let raw = generator.floats(count * horizon, scale: 5)
      var head = SortedQuantileHead(count: count, anchor: anchor, horizon: horizon, path: path)
      var values = raw
      head.forward(&values, lines: 1, width: raw.count)
      let reference = expected(raw, count: count, anchor: anchor, horizon: horizon)
      #expect(distance(values, from: reference) < 1e-6)
      for k in 0..<horizon {
        let quantiles = (0..<count).map { values[$0 * horizon + k] }
        #expect(quantiles == quantiles.sorted())
      }
    }
  }

  @Test(arguments: supportedPaths)
  func `gradients are the slopes of the quantiles`(path: KernelPath) {
    var generator = TestGenerator(seed: 4)
    let (count, anchor, horizon) = (5, 2, 3)
    let raw = generator.floats(15, scale: 3), weights = generator.floats(15)
    var head = SortedQuantileHead(count: count, anchor: anchor, horizon: horizon, path: path)
    var values = raw
    head.forward(&values, lines: 1, width: 15)
    var gradients = weights
    head.backward(&gradients, lines: 1, width: 15)
    func sum(_ raw: [Float]) -> Double {
      zip(expected(raw, count: count, anchor: anchor, horizon: horizon), weights)
        .reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    let slopes = raw.indices.map { place in
      var (up, down) = (raw, raw)
      up[place] += 1e-2
      down[place] -= 1e-2
      return (sum(up) - sum(down)) / Double(up[place] - down[place])
    }
    // A central difference of step 1e-2 is off by at most 1e-4 / 6 of softplus's third derivative.
    #expect(distance(gradients, from: slopes) < 1e-4)
  }

  @Test func `lines and padding keep to themselves`() {
    var head = SortedQuantileHead(count: 3, anchor: 1, horizon: 2, path: .portable)
    let line: [Float] = [0.5, -1, 2, 3, -0.5, 1, 77, 78]
    var alone = line
    head.forward(&alone, lines: 1, width: 8)
    var twice = line + line
    head.forward(&twice, lines: 2, width: 8)
    #expect(Array(twice[..<6]) == Array(alone[..<6]))
    #expect(Array(twice[8..<14]) == Array(alone[..<6]))
    #expect(Array(twice[6..<8]) == [77, 78])
  }
}
