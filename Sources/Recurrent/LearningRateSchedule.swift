#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The learning rate of each update: the list.
public enum LearningRateSchedule: Sendable, Hashable {
  /// Always the same.
  case constant(Double)
  /// Multiplied by a factor again and again: PyTorch's StepLR.
  case step(from: Double, factor: Double = 0.1, every: Interval)
  /// Down along half a cosine over the whole run: PyTorch's CosineAnnealingLR (Loshchilov and Hutter
  /// 2017), one period.
  case cosine(from: Double, to: Double = 0)
  /// Up from peak / 25 over the first 30 % of the updates, then down to peak / 250 000, both along a
  /// cosine: the rates of PyTorch's OneCycleLR (Smith and Topin 2018); Adam's β₁ stays.
  case oneCycle(peak: Double)
  /// Multiplied by a factor after so many epochs in a row without a lower loss; counting begins anew
  /// then. PyTorch's ReduceLROnPlateau with threshold 0 and a patience one less.
  case plateau(from: Double, factor: Double = 0.1, patience: Int = 10)

  /// How long a rate stays before a step.
  public enum Interval: Sendable, Hashable {
    /// So many epochs.
    case epochs(Int)
    /// This share of all updates; 0.25 makes four rates.
    case share(Double)
  }

  /// The rate of one update, as far as it is known beforehand: `ScheduleState` adds the plateaus.
  ///
  /// - Parameters:
  ///   - update: Which update, from 0; beyond the last it stays there.
  ///   - total: How many updates are planned.
  ///   - epochs: Over how many epochs they are spread.
  /// - Returns: The learning rate.
  public func rate(update: Int, of total: Int, epochs: Int = 1) -> Double {
    let last = Double(total - 1)
    let at = min(Double(max(0, update)), last)
    switch self {
    case .constant(let rate), .plateau(let rate, _, _): return rate
    case .step(let rate, let factor, let interval):
      let length = interval.updates(of: total, epochs: epochs)
      return rate * pow(factor, (max(0, at) / length).rounded(.down))
    case .cosine(let start, let end):
      return cosine(from: start, to: end, share: max(0, at) / Double(max(1, total)))
    case .oneCycle(let peak):
      let start = peak / 25, end = start / 1e4
      let top = 0.3 * Double(total) - 1
      if at <= top { return cosine(from: start, to: peak, share: top > 0 ? at / top : 1) }
      return cosine(from: peak, to: end, share: (at - top) / (last - top))
    }
  }

  private func cosine(from start: Double, to end: Double, share: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * share))
  }
}

extension LearningRateSchedule.Interval {
  /// The updates before a step; just short of a whole number, so that rounding delays no step.
  fileprivate func updates(of total: Int, epochs: Int) -> Double {
    let length =
      switch self {
      case .epochs(let count): Double(count) * Double(total) / Double(max(1, epochs))
      case .share(let share): share * Double(total)
      }
    return max(1, length) * (1 - 1e-12)
  }
}
