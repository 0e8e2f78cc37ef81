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
  /// Up from peak / 25 over the first 30 % of the updates, then down to peak / 250 000, both along a
  /// cosine: the rates of PyTorch's OneCycleLR (Smith and Topin 2018); Adam's β₁ stays.
  case oneCycle(peak: Double)

  /// The rate of one update.
  ///
  /// - Parameters:
  ///   - update: Which update, from 0; beyond the last it stays there.
  ///   - total: How many updates are planned.
  /// - Returns: The learning rate.
  public func rate(update: Int, of total: Int) -> Double {
    switch self {
    case .constant(let rate): return rate
    case .oneCycle(let peak):
      let start = peak / 25, end = start / 1e4
      let top = 0.3 * Double(total) - 1, last = Double(total - 1)
      let at = min(Double(max(0, update)), last)
      if at <= top { return cosine(from: start, to: peak, share: top > 0 ? at / top : 1) }
      return cosine(from: peak, to: end, share: (at - top) / (last - top))
    }
  }

  private func cosine(from start: Double, to end: Double, share: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * share))
  }
}
