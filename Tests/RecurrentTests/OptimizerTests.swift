import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct OptimizerTests {
  @Test(arguments: ["adam", "adamw", "sgd-momentum"], supportedPaths)
  func `updates are PyTorch's`(name: String, path: KernelPath) throws {
    let file = try golden(name)
    let optimizer: Optimizer =
      switch name {
      case "adam": .adam()
      case "adamw": .adamW(weightDecay: Float(file.number("weight_decay")))
      default: .sgd(momentum: Float(file.number("momentum")))
      }
    var parameters = file("param.0").map { Float($0) }
    var state = OptimizerState(for: optimizer, count: parameters.count)
    for step in 0..<file.integer("steps") {
      state.update(
        &parameters, gradients: file("grad.\(step)").map { Float($0) }, by: optimizer,
        rate: file.number("lr"), path: path)
      #expect(distance(parameters, from: file("param.\(step + 1)")) < 1e-6)
    }
  }
}
