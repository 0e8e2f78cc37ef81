/// Looks for a number that stands for a missing value, such as the −200 of an instrument that was off.
///
/// It is only suggested: −1 may be a temperature. A value counts where it is the lowest or the highest,
/// comes at least three times, and lies farther from the next one than all others lie apart. Nothing
/// at all, 0, is a value of many series and no sentinel.
enum SentinelSearch {
  /// The suspicious value and how often it comes; nil where there is none.
  static func sentinel(in values: some Collection<Double>) -> (value: Double, count: Int)? {
    var least = Extremes(), greatest = Extremes()
    for value in values where !value.isNaN {
      least.take(value) { $0 < $1 }
      greatest.take(value) { $0 > $1 }
    }
    guard let low = least.first, let high = greatest.first else { return nil }
    if let next = least.second, low != 0, least.count >= fewest, next - low > high - next {
      return (low, least.count)
    }
    if let next = greatest.second, high != 0, greatest.count >= fewest, high - next > next - low {
      return (high, greatest.count)
    }
    return nil
  }

  /// The outermost value on one side, how often it comes, and the next one.
  private struct Extremes {
    var first: Double?
    var second: Double?
    var count = 0

    mutating func take(_ value: Double, _ isOutside: (Double, Double) -> Bool) {
      guard let first else {
        (self.first, count) = (value, 1)
        return
      }
      if value == first {
        count += 1
      } else if isOutside(value, first) {
        (self.first, second, count) = (value, first, 1)
      } else if second.map({ isOutside(value, $0) }) ?? true {
        second = value
      }
    }
  }

  private static let fewest = 3
}
