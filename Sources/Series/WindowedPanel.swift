/// Every window of every series, none of them copied out beforehand.
///
/// Holds the transformed values in one flat store and writes the input, base and target of any step
/// when a batch asks for them: memory is the data, whatever the number of windows. Nothing that is
/// written for a measured step t looks at a value after t, except the targets.
public struct WindowedPanel: Sendable {
  /// What a window holds.
  public let shape: WindowShape
  /// How each series' values came to be.
  public let transforms: [SeriesTransform]
  /// Where each series begins in the flat stores, and at last where the last one ends.
  public let offsets: [Int]
  /// Transformed values, gaps filled.
  private let values: [Double]
  /// The level of each step, from values up to it.
  private let levels: [Double]
  /// Whether a value was measured, and so may be a target.
  private let isObserved: [Bool]

  /// Transforms a panel.
  ///
  /// - Parameters:
  ///   - panel: the series; each has a value that is not missing.
  ///   - transforms: one a series, fitted on its training part.
  ///   - shape: what a window holds.
  public init(_ panel: Panel, transforms: [SeriesTransform], shape: WindowShape) {
    precondition(transforms.count == panel.count, "one transform a series")
    self.shape = shape
    self.transforms = transforms
    offsets = panel.offsets
    isObserved = panel.values.map { !$0.isNaN }
    var values: [Double] = []
    values.reserveCapacity(panel.values.count)
    for index in panel.indices {
      let series = panel[index]
      let ordinal = series.axis.ordinal(at: 0)
      let transform = transforms[index]
      var stretch = series.values.enumerated().map { position, value in
        value.isNaN ? value : transform.transformed(value, atOrdinal: ordinal + position)
      }
      MissingValues.interpolate(&stretch)
      values.append(contentsOf: stretch)
    }
    self.values = values
    levels = WindowedPanel.levels(of: values, offsets: offsets, shape: shape)
  }

  /// Extends the windows of others.
  private init(_ other: WindowedPanel, continuedBy continuations: [[Double]]) {
    shape = other.shape
    transforms = other.transforms
    var (offsets, values, isObserved) = ([0], [Double](), [Bool]())
    for (series, continuation) in continuations.enumerated() {
      let known = other.offsets[series]..<other.offsets[series + 1]
      values += other.values[known] + continuation
      isObserved += other.isObserved[known] + continuation.map { _ in true }
      offsets.append(values.count)
    }
    (self.offsets, self.values, self.isObserved) = (offsets, values, isObserved)
    levels = WindowedPanel.levels(of: values, offsets: offsets, shape: shape)
  }

  /// The same windows with values after each series' last row, as if they had been measured.
  ///
  /// - Parameter continuations: for each series what follows, in the transformed scale.
  /// - Returns: windows over the longer series.
  public func appending(_ continuations: [[Double]]) -> WindowedPanel {
    precondition(continuations.count == count, "one continuation a series")
    return WindowedPanel(self, continuedBy: continuations)
  }

  /// How many series there are.
  public var count: Int { transforms.count }

  /// How many steps a series has.
  public func stepCount(of series: Int) -> Int { offsets[series + 1] - offsets[series] }

  /// Writes the input vector of a step: recent values and seasonal lags, level-free and scaled.
  ///
  /// What lies before the first row counts as the level itself.
  ///
  /// - Parameters:
  ///   - series: which series.
  ///   - step: the step t, counted from the series' first row.
  ///   - inputs: where to write `shape.inputSize` values.
  ///   - place: index of the first of them.
  public func writeInput(
    series: Int, step: Int, into inputs: inout [Float], at place: Int
  ) {
    let start = offsets[series]
    let now = start + step
    let level = levels[now]
    let factor = 1 / transforms[series].scale
    for lag in 0..<shape.lookback {
      let source = now - (shape.lookback - 1) + lag
      inputs[place + lag] = source < start ? 0 : Float((values[source] - level) * factor)
    }
    guard let longSeason = shape.longSeason else { return }
    for ahead in 1...shape.horizon {
      let source = now + ahead - longSeason
      inputs[place + shape.lookback + ahead - 1] =
        source < start ? 0 : Float((values[source] - level) * factor)
    }
  }

  /// Writes the scaled targets of a step, each as its distance from the base, and their weights.
  ///
  /// A target that was not measured, or lies at or after `limit`, has weight 0. So has every target of
  /// a step that was not measured itself: its input is part of a line that ends at a later value.
  ///
  /// - Parameters:
  ///   - series: which series.
  ///   - step: the step t, counted from the series' first row.
  ///   - limit: the first step whose value must not be seen.
  ///   - weight: the weight of a target that counts.
  ///   - targets: where to write `shape.horizon` values.
  ///   - weights: where to write their weights.
  ///   - place: index of the first of them in both.
  public func writeTargets(
    series: Int, step: Int, before limit: Int, weight: Float, into targets: inout [Float],
    weights: inout [Float], at place: Int
  ) {
    let start = offsets[series]
    let end = isObserved[start + step] ? start + min(limit, stepCount(of: series)) : start
    let factor = 1 / transforms[series].scale
    for ahead in 1...shape.horizon {
      let source = start + step + ahead
      let index = place + ahead - 1
      if source < end, isObserved[source] {
        let distance = values[source] - base(series: series, step: step, ahead: ahead)
        targets[index] = Float(distance * factor)
        weights[index] = weight
      } else {
        targets[index] = 0
        weights[index] = 0
      }
    }
  }

  /// The base forecast of a step, in the transformed scale.
  ///
  /// - Parameters:
  ///   - series: which series.
  ///   - step: the step t that the forecast is made at.
  ///   - ahead: how many steps after t, 1…h.
  /// - Returns: the value that the model corrects.
  public func base(series: Int, step: Int, ahead: Int) -> Double {
    let start = offsets[series]
    let now = start + step
    guard case .seasonalMean(let seasons) = shape.base else { return values[now] }
    var position = now + ahead - shape.season * ((ahead - 1) / shape.season + 1)
    var (sum, count) = (0.0, 0)
    while count < seasons, position >= start {
      sum += values[position]
      count += 1
      position -= shape.season
    }
    return count > 0 ? sum / Double(count) : levels[now]
  }

  /// The value that a scaled correction of the base stands for, on the series' own scale.
  ///
  /// - Parameters:
  ///   - correction: what the model said, in units of the series' scale.
  ///   - series: which series.
  ///   - step: the step t that the forecast is made at.
  ///   - ahead: how many steps after t, 1…h.
  ///   - ordinal: `TimeAxis.ordinal` of the time that is forecast.
  /// - Returns: the forecast.
  public func value(
    ofCorrection correction: Double, series: Int, step: Int, ahead: Int, ordinal: Int
  ) -> Double {
    transforms[series].inverse(
      transformed(ofCorrection: correction, series: series, step: step, ahead: ahead),
      atOrdinal: ordinal)
  }

  /// The same in the transformed scale, which a continuation has.
  ///
  /// - Parameters:
  ///   - correction: what the model said, in units of the series' scale.
  ///   - series: which series.
  ///   - step: the step t that the forecast is made at.
  ///   - ahead: how many steps after t, 1…h.
  /// - Returns: the forecast before the way back.
  public func transformed(
    ofCorrection correction: Double, series: Int, step: Int, ahead: Int
  ) -> Double {
    base(series: series, step: step, ahead: ahead) + transforms[series].scale * correction
  }

  private static func levels(
    of values: [Double], offsets: [Int], shape: WindowShape
  ) -> [Double] {
    guard shape.level == .seasonMean, shape.season > 1 else { return values }
    var levels = values
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      for now in start..<end {
        // Summed afresh each time: a running sum would depend on where the data begin, and a
        // forecast from the tail of a file must equal the one from the whole.
        let first = max(start, now - shape.season + 1)
        levels[now] = values[first...now].reduce(0, +) / Double(now - first + 1)
      }
    }
    return levels
  }
}
