import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct GradientClippingTests {
  private func check(_ name: String, _ clipping: GradientClipping, path: KernelPath) throws
    -> GradientClipping.Outcome
  {
    let file = try golden(name)
    let count = file.tensors.keys.filter { $0.hasPrefix("grad.") }.count
    var gradients = (0..<count).flatMap { file("grad.\($0)") }.map { Float($0) }
    let outcome = clipping.clip(&gradients, path: path)
    #expect(distance(gradients, from: (0..<count).flatMap { file("clipped.\($0)") }) < 1e-6)
    if let norm = file("total_norm").first { #expect(abs(outcome.norm - norm) < 1e-6 * norm) }
    return outcome
  }

  @Test(arguments: supportedPaths)
  func `clipping is PyTorch's`(path: KernelPath) throws {
    let active = try check("clip-norm-active", .norm(1), path: path)
    let inactive = try check("clip-norm-inactive", .norm(1), path: path)
    let value = try check("clip-value", .value(0.5), path: path)
    #expect(active.clipped && !inactive.clipped && value.clipped)
  }

  @Test(arguments: [GradientClipping.none, .norm(1), .value(1)])
  func `a gradient that is not finite is told, not hidden`(clipping: GradientClipping) {
    for bad in [Float.nan, .infinity, -.infinity] {
      for place in [0, 16, 34] {
        var gradients = [Float](repeating: 1, count: 35)
        gradients[place] = bad
        #expect(!clipping.clip(&gradients).norm.isFinite)
      }
    }
  }
}
