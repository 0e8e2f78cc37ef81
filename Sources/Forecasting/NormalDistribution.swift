import Glibc

/// The standard normal distribution, as far as intervals need it.
enum NormalDistribution {
  /// The value below which a standard normal variable falls with a probability.
  ///
  /// Bisection on `erfc`: exact to the last digits, and nothing here is called often.
  ///
  /// - Parameter probability: strictly between 0 and 1.
  /// - Returns: the quantile.
  static func quantile(_ probability: Double) -> Double {
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
