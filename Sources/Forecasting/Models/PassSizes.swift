import ForecastSeries

/// How large one pass over a panel is: which series it takes, how many batches, rows and steps.
struct PassSizes: Sendable {
  /// The series of a pass, one entry for each row of a batch.
  ///
  /// A crop teaches at each of its steps, so each series comes once, and only where series are few and
  /// long some times. A window teaches at its end only: there a series comes as often as whole windows
  /// fill a crop of it.
  let series: [Int]
  /// The batches of a pass.
  let batches: Int
  /// The sequences of a full batch, B.
  let rows: Int
  /// The steps of the longest sequence, T.
  let steps: Int

  /// Measures a pass.
  ///
  /// - Parameters:
  ///   - limits: for each series the first step whose value must not be learned from.
  ///   - settings: how the networks are trained.
  init(limits: [Int], settings: RecurrentSettings) {
    let firstStep = PassSizes.firstStep(of: settings.window)
    let eligible = limits.indices.filter { limits[$0] >= firstStep + 2 }
    let lengths = eligible.map { min(limits[$0] - 1, settings.cropLength) }
    let window = settings.windowLength
    if settings.isBidirectional {
      series = zip(eligible, lengths).flatMap { series, length in
        [Int](repeating: series, count: (length + window - 1) / window)
      }
      steps = window
    } else {
      let most = max(1, PassSizes.fewestCrops / max(eligible.count, 1))
      series = eligible.flatMap { index in
        [Int](
          repeating: index, count: max(1, min(most, limits[index] / max(settings.cropLength, 1))))
      }
      steps = lengths.max() ?? 1
    }
    batches = (series.count + settings.batchSize - 1) / settings.batchSize
    rows = max(1, min(settings.batchSize, series.count))
  }

  /// Crops that a pass has at least where series are long enough: as many rows cost hardly more than one.
  private static let fewestCrops = 4

  /// The first step of a series that may be learned from: its base and most of its input are there.
  static func firstStep(of shape: WindowShape) -> Int {
    if case .seasonalMean = shape.base { return shape.season - 1 }
    return min(shape.lookback, 4) - 1
  }
}
