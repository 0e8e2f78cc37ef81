/// The losses that a user can name.
public enum LossName: String, CaseIterable, Sendable {
  /// All quantiles at once; the default, and the only one that says intervals itself.
  case pinball
  /// Mean absolute error.
  case mae
  /// Mean squared error.
  case mse
  /// Squared near zero, absolute beyond one.
  case huber
}
