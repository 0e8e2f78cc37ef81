import TestSupport
import Testing

@testable import ForecastKernels

struct QuantileKernelTests {
  @Test(arguments: supportedPaths)
  func `quantiles add up from the anchor and slopes add up to it`(path: KernelPath) {
    var generator = TestGenerator(seed: 8)
    for horizon in oddSizes {
      for (count, anchor) in [(1, 0), (3, 1), (5, 2), (4, 0), (4, 3)] {
        let kernel = QuantileKernel(path: path, count: count, anchor: anchor, horizon: horizon)
        let width = path.padded(count * horizon), lines = 3
        let raw = generator.floats(lines * width), distances = generator.floats(lines * width)
        var values = raw
        kernel.forward(&values, distances: distances, lines: lines, width: width)
        var gradients = raw
        kernel.backward(&gradients, slopes: distances, lines: lines, width: width)
        var value = raw.map { Double($0) }
        var slope = value
        for line in 0..<lines {
          for k in 0..<horizon {
            func at(_ q: Int) -> Int { line * width + q * horizon + k }
            slope[at(anchor)] = (0..<count).reduce(0) { $0 + Double(raw[at($1)]) }
            for q in 0..<count where q != anchor {
              let between = q > anchor ? anchor + 1...q : q...anchor - 1
              let beyond = q > anchor ? q...count - 1 : 0...q
              let sign = q > anchor ? 1.0 : -1.0
              value[at(q)] =
                Double(raw[at(anchor)]) + sign
                * between.reduce(0) { $0 + Double(distances[at($1)]) }
              slope[at(q)] =
                sign * Double(distances[at(q)]) * beyond.reduce(0) { $0 + Double(raw[at($1)]) }
            }
          }
        }
        #expect(distance(values, from: value) < 1e-6)
        #expect(distance(gradients, from: slope) < 1e-6)
      }
    }
  }

  @Test(arguments: supportedPaths)
  func `the pinball loss agrees with its definition`(path: KernelPath) {
    var generator = TestGenerator(seed: 9)
    let quantiles: [Float] = [0.1, 0.5, 0.8]
    for horizon in oddSizes {
      let count = 3 * horizon, start = 5, place = 2
      let predictions = generator.floats(count + start + 4)
      var targets = generator.floats(horizon + place)
      var weights = generator.floats(horizon + place).map { $0 < -0.5 ? 0 : $0 + 1 }
      targets[place] = predictions[start]
      weights[place] = 2
      for k in weights.indices where weights[k] == 0 { targets[k] = .nan }
      var slopes = predictions
      let loss = path.pinball(
        &slopes, at: start, targets: targets, weights: weights, at: place, horizon: horizon,
        quantiles: quantiles, scale: 3)
      var sum = 0.0
      for (q, quantile) in quantiles.enumerated() {
        for k in 0..<horizon {
          let at = start + q * horizon + k
          guard weights[place + k] != 0 else {
            #expect(slopes[at] == 0)
            continue
          }
          let d = targets[place + k] - predictions[at]
          sum += Double(weights[place + k] * max(quantile * d, (quantile - 1) * d))
          let slope = 3 * weights[place + k] * (d > 0 ? -quantile : d < 0 ? 1 - quantile : 0)
          #expect(abs(slopes[at] - slope) < 1e-6)
        }
      }
      #expect(abs(loss - sum) < 1e-5 * sum)
      #expect(slopes[..<start] == predictions[..<start])
      #expect(slopes[(start + count)...] == predictions[(start + count)...])
    }
  }
}
