import TestSupport
import Testing

@testable import ForecastKernels

private let everyRule: [UpdateRule] = [
  .descend(momentum: 0.9, rate: 0.1),
  .adam(
    AdamConstants(
      beta1: 0.9, beta2: 0.99, epsilon: 1e-6, rate: 0.1, secondScale: 1.5, decay: 0.999)),
  .rmsprop(smoothing: 0.9, epsilon: 1e-6, momentum: 0.8, rate: 0.1),
]

extension UpdateRule {
  /// The equations, in double.
  fileprivate func apply(_ w: inout Double, _ g: Double, _ m: inout Double, _ v: inout Double) {
    switch self {
    case .descend(let momentum, let rate):
      m = Double(momentum) * m + g
      w -= Double(rate) * m
    case .adam(let k):
      m = Double(k.beta1) * m + Double(1 - k.beta1) * g
      v = Double(k.beta2) * v + Double(1 - k.beta2) * g * g
      let size = v.squareRoot() * Double(k.secondScale) + Double(k.epsilon)
      w = Double(k.decay) * w - Double(k.rate) * m / size
    case .rmsprop(let smoothing, let epsilon, let momentum, let rate):
      v = Double(smoothing) * v + Double(1 - smoothing) * g * g
      m = Double(momentum) * m + g / (v.squareRoot() + Double(epsilon))
      w -= Double(rate) * m
    }
  }
}

/// Weights with all that an update changes.
private struct Weights: Hashable {
  var w, g, m, v: [Float]

  init(count: Int, rule: UpdateRule) {
    var generator = TestGenerator(seed: 7)
    w = generator.floats(count)
    g = generator.floats(count)
    m = generator.floats(count)
    v = rule.hasSecond ? generator.floats(count).map { $0 * $0 } : []
  }

  mutating func update(
    _ path: KernelPath, _ rule: UpdateRule, _ change: GradientChange, _ pool: ThreadPool?
  ) -> Double {
    path.update(
      &w, gradients: &g, first: &m, second: &v, by: rule, changing: change, pool: pool)
  }
}

struct UpdateKernelTests {
  @Test(arguments: everyRule, supportedPaths)
  func `updates follow their equations at any length`(rule: UpdateRule, path: KernelPath) {
    for count in oddSizes + [16_385, 140_003] {
      let before = Weights(count: count, rule: rule)
      var after = before
      #expect(after.update(path, rule, .scale(0.5), nil) == 0)
      var exact = (w: [Double](), m: [Double](), v: [Double]())
      for place in 0..<count {
        var w = Double(before.w[place]), m = Double(before.m[place])
        var v = before.v.isEmpty ? 0 : Double(before.v[place])
        rule.apply(&w, Double(before.g[place]) / 2, &m, &v)
        exact.w.append(w)
        exact.m.append(m)
        exact.v.append(v)
      }
      #expect(after.g == before.g.map { $0 / 2 })
      // A float's rounding after a handful of operations, against the largest value.
      #expect(distance(after.w, from: exact.w) < 5e-7)
      #expect(distance(after.m, from: exact.m) < 5e-7)
      if rule.hasSecond { #expect(distance(after.v, from: exact.v) < 5e-7) }
    }
  }

  @Test(arguments: everyRule, [GradientChange.none, .scale(0.3), .clamp(0.4)])
  func `updates are the same bytes for any number of threads`(
    rule: UpdateRule, change: GradientChange
  ) {
    for count in [0, 100, 16_385, 140_003, 2_097_153] {
      var alone = Weights(count: count, rule: rule)
      let sum = alone.update(.best, rule, change, nil)
      for threads in 2...3 {
        var shared = Weights(count: count, rule: rule)
        #expect(shared.update(.best, rule, change, ThreadPool(threads: threads)) == sum)
        #expect(shared == alone)
      }
    }
  }

  @Test(arguments: supportedPaths)
  func `a clamp tells the sum of squares it leaves`(path: KernelPath) {
    for count in [5, 140_003] {
      var weights = Weights(count: count, rule: everyRule[0])
      let sum = weights.update(path, everyRule[0], .clamp(0.25), ThreadPool(threads: 2))
      #expect(weights.g.allSatisfy { abs($0) <= 0.25 })
      #expect(sum == path.squareSum(weights.g))
    }
  }
}
