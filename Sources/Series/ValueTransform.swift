import Glibc

/// Makes errors relative: a series of threes and one of three million weigh the same.
///
/// The choice is made when a model is fitted and kept: a first zero in tomorrow's row must not flip it.
public enum ValueTransform: Sendable, Hashable {
  /// The natural logarithm, for series whose values are all positive.
  case logarithm
  /// Division by a positive unit: the mean absolute value of the training part.
  case unit(Double)

  /// Chooses by the training part: the logarithm where all values are positive, else the unit.
  ///
  /// - Parameter values: observed values without NaN.
  public init(fitting values: some Collection<Double>) {
    if let smallest = values.min(), smallest > 0 {
      self = .logarithm
    } else {
      let total = values.reduce(0) { $0 + abs($1) }
      self = .unit(total > 0 ? total / Double(values.count) : 1)
    }
  }

  /// The transformed value.
  ///
  /// A value at or below zero under the logarithm comes from rows later than the training part; it is
  /// read as the smallest positive number that the series could hold, so that it stays a very small
  /// value rather than a fault.
  public func transformed(_ value: Double) -> Double {
    switch self {
    case .logarithm: value > 0 ? log(value) : ValueTransform.logarithmFloor
    case .unit(let unit): value / unit
    }
  }

  /// The value that `transformed` came from.
  public func inverse(_ transformed: Double) -> Double {
    switch self {
    case .logarithm: exp(transformed)
    case .unit(let unit): transformed * unit
    }
  }

  /// The logarithm stands in for this where a later value is not positive.
  static let logarithmFloor = -20.0
}
