/// Demand that comes now and then, as Croston saw it: how much, and how long after the one before.
///
/// Values that are not zero are demands, missing ones did not happen and take no time. All is smoothed
/// exponentially from the first value on, with the weight 0.1 that Croston (1972) recommends.
struct IntermittentDemand {
  /// The weight of the newest value.
  static let weight = 0.1

  /// The smoothed size of a demand; 0 where there was none.
  private(set) var size = 0.0
  /// The smoothed steps from one demand to the next; the first counts from before the first value.
  private(set) var interval = 1.0
  /// The smoothed share of steps that have a demand.
  private(set) var probability = 0.0
  /// Whether a step was without demand.
  private(set) var isIntermittent = false

  /// Smooths a past.
  ///
  /// - Parameter values: the past without missing values.
  init(_ values: [Double]) {
    var hasDemand = false
    var steps = 0.0
    for (index, value) in values.enumerated() {
      steps += 1
      let came = value == 0 ? 0.0 : 1
      probability = index == 0 ? came : Self.smoothed(probability, came)
      guard value != 0 else {
        isIntermittent = true
        continue
      }
      size = hasDemand ? Self.smoothed(size, value) : value
      interval = hasDemand ? Self.smoothed(interval, steps) : steps
      hasDemand = true
      steps = 0
    }
  }

  private static func smoothed(_ level: Double, _ value: Double) -> Double {
    level + weight * (value - level)
  }

  /// Forecasts the demand of a step from the measured values, the same for every step.
  static func forecast(
    _ values: ArraySlice<Double>, horizon: Int, by rate: (IntermittentDemand) -> Double
  ) -> [Double] {
    FilledPast.forecast(values.filter { !$0.isNaN }[...], horizon: horizon) { measured in
      [Double](repeating: rate(IntermittentDemand(measured)), count: horizon)
    }
  }
}
