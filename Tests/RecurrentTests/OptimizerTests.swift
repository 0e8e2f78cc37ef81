import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct OptimizerTests {
  @Test(arguments: ["adam", "adamw", "sgd-momentum", "rmsprop"], supportedPaths)
  func `updates are PyTorch's`(name: String, path: KernelPath) throws {
    let file = try golden(name)
    let optimizer: Optimizer =
      switch name {
      case "adam": .adam()
      case "adamw": .adamW(weightDecay: Float(file.number("weight_decay")))
      case "rmsprop":
        .rmsprop(smoothing: Float(file.number("alpha")), epsilon: Float(file.number("eps")))
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

  @Test(arguments: supportedPaths)
  func `RMSprop's momentum is PyTorch's`(path: KernelPath) {
    // torch.optim.RMSprop(lr=0.05, alpha=0.9, eps=1e-6, momentum=0.8), in float64.
    let gradients: [[Float]] = [
      [0.3, -2, 0.01], [-0.4, 1, 0.02], [0.1, 0.1, -0.03], [1, -1, 0],
    ]
    let expected = [
      [0.3418877836406797, -1.0918863669911858, 1.8419361011851911],
      [0.3442285059632166, -1.039116329966091, 1.572648244524431],
      [0.3129078264570806, -1.0046617935549045, 1.4867387145170583],
      [0.1437666586427825, -0.9044358241139168, 1.41801109051116],
    ]
    let optimizer = Optimizer.rmsprop(smoothing: 0.9, epsilon: 1e-6, momentum: 0.8)
    var parameters: [Float] = [0.5, -1.25, 2]
    var state = OptimizerState(for: optimizer, count: 3)
    for (gradient, values) in zip(gradients, expected) {
      state.update(&parameters, gradients: gradient, by: optimizer, rate: 0.05, path: path)
      #expect(distance(parameters, from: values) < 1e-6)
    }
  }

  @Test(
    arguments: [Optimizer.sgd(momentum: 0.9), .adam(), .adamW(), .rmsprop(momentum: 0.5)],
    supportedPaths)
  func `a clipped gradient gives the same update in one passage as in two`(
    optimizer: Optimizer, path: KernelPath
  ) {
    var generator = TestGenerator(seed: 4)
    let start = generator.floats(140_003)
    let pool = ThreadPool(threads: 3)
    var apart = start, together = start
    var apartState = OptimizerState(for: optimizer, count: start.count)
    var togetherState = apartState
    for clipping in [GradientClipping.norm(2), .value(0.3), .none, .norm(1e9)] {
      let gradients = generator.floats(start.count)
      var clipped = gradients, changed = gradients
      let outcome = clipping.clip(&clipped, path: path)
      apartState.update(&apart, gradients: clipped, by: optimizer, rate: 0.01, path: path)
      let norm = path.squareSum(gradients, pool: pool).squareRoot()
      let change = clipping.change(atNorm: norm)
      let sum = togetherState.update(
        &together, gradients: &changed, by: optimizer, rate: 0.01, changing: change, path: path,
        pool: pool)
      #expect(GradientClipping.Outcome(norm: norm, after: change, squareSum: sum) == outcome)
      #expect(changed == clipped && together == apart && togetherState == apartState)
    }
    #expect(togetherState.updates == 4)
  }
}
