import ForecastRecurrent

/// The courses of the learning rate that a user can name.
///
/// Each is laid out for the passes that are planned, so that schedules of different lengths are whole
/// ones: the same course, faster or slower.
public enum ScheduleName: String, CaseIterable, Sendable {
  /// Up over the first 30 % of the updates, then down to nearly nothing; the default.
  case oneCycle = "one-cycle"
  /// Down to nothing along half a cosine.
  case cosine
  /// Three tenths of what it was after each quarter of the updates.
  case step
  /// A tenth of what it was whenever the loss has not fallen for a twentieth of the passes.
  ///
  /// The loss is that of the training, and that of the held-out cutoffs while `patience` watches them.
  case plateau
  /// Always the same.
  case constant

  /// The schedule as the trainer knows it.
  ///
  /// - Parameters:
  ///   - rate: The highest learning rate.
  ///   - epochs: The passes that are planned.
  /// - Returns: The rates.
  func schedule(highest rate: Double, epochs: Int) -> LearningRateSchedule {
    switch self {
    case .oneCycle: .oneCycle(peak: rate)
    case .cosine: .cosine(from: rate)
    case .step: .step(from: rate, factor: 0.3, every: .share(0.25))
    // Not after a single pass: a pass sees other crops than the one before, and that alone moves it.
    case .plateau: .plateau(from: rate, factor: 0.1, patience: max(2, epochs / 20))
    case .constant: .constant(rate)
    }
  }
}
