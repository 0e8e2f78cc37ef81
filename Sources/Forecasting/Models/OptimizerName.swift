import ForecastRecurrent

/// The optimizers that a user can name.
public enum OptimizerName: String, CaseIterable, Sendable {
  /// Adam (Kingma and Ba 2015).
  case adam
  /// Adam with a little weight decay of its own, 1e-4 (Loshchilov and Hutter 2019); the default.
  case adamW = "adamw"
  /// Stochastic gradient descent with momentum 0.9.
  case sgd
  /// Gradients over the root of their running mean square (Tieleman and Hinton 2012).
  case rmsprop

  /// The optimizer as the trainer knows it.
  var optimizer: Optimizer {
    switch self {
    case .adam: .adam()
    case .adamW: .adamW(weightDecay: 1e-4)
    case .sgd: .sgd(momentum: 0.9)
    case .rmsprop: .rmsprop()
    }
  }
}
