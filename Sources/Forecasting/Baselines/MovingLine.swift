/// The regression line through values 1, 2, …, n of a series that grows.
struct MovingLine {
  private var count = 0.0
  private var mean = 0.0
  /// What the line adds a step.
  private(set) var slope = 0.0
  /// The line one step before the first value.
  private(set) var intercept = 0.0

  /// Takes the next value in, without a look at the earlier ones.
  mutating func add(_ value: Double) {
    count += 1
    let surprise = value - mean
    if count > 1 { slope = ((count - 2) * slope + 6 * surprise / count) / (count + 1) }
    mean += surprise / count
    intercept = mean - slope * (count + 1) / 2
  }
}
