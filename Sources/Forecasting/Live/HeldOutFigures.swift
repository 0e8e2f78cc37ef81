import ForecastStorage

/// What a fit promises of its forecasts: how it did on rows that it did not learn from.
///
/// It goes into the model file, so that whoever uses the model years later can say whether it still does
/// what it did then.
public struct HeldOutFigures: Sendable, Equatable {
  /// The mean absolute scaled error; nil where undefined.
  public let mase: Double?
  /// The same by step ahead; nil where undefined.
  public let maseBySteps: [Double?]

  /// Makes figures.
  public init(mase: Double?, maseBySteps: [Double?]) {
    self.mase = mase
    self.maseBySteps = maseBySteps
  }

  /// Sums up held-out windows; nil where there are none that can be scored.
  ///
  /// - Parameters:
  ///   - windows: the model's forecasts of them, and what came.
  ///   - horizon: how many steps are forecast.
  init?(of windows: [ScoredWindow], horizon: Int) {
    guard let mase = Metric.mase.value(windows) else { return nil }
    var sums = [(error: Double, count: Double)](repeating: (0, 0), count: horizon)
    for window in windows {
      guard let scale = window.absoluteScale else { continue }
      for step in window.observed where step < horizon {
        sums[step].error += abs(window.actuals[step] - window.forecast.point[step]) / scale
        sums[step].count += 1
      }
    }
    self.mase = mase
    maseBySteps = sums.map { $0.count > 0 && $0.error.isFinite ? $0.error / $0.count : nil }
  }

  // MARK: Model files

  /// The key of the metadata.
  static let key = "held_out"

  var json: JSONValue {
    .object([
      "mase": mase.map { .number($0) } ?? .null,
      "mase_by_step": .array(maseBySteps.map { $0.map { .number($0) } ?? .null }),
    ])
  }

  /// Reads what `json` gives; nil for a file that has none.
  static func figures(
    in file: SafetensorsFile, horizon: Int, reader: ArchiveReader
  ) throws(ForecastingError) -> HeldOutFigures? {
    guard file.metadata[key] != nil else { return nil }
    let json = try reader.json(key)
    let steps = try reader.value(json, "mase_by_step").elements ?? []
    let numbers = steps.map { $0.isNull ? 0 : $0.double }
    guard steps.count == horizon, numbers.allSatisfy({ ($0 ?? -1) >= 0 && ($0 ?? -1).isFinite })
    else { throw reader.fault("'mase_by_step' in its held-out figures is not a number a step") }
    let whole = try reader.value(json, "mase")
    guard whole.isNull || (whole.double ?? -1) >= 0 else {
      throw reader.fault("'mase' in its held-out figures is no error")
    }
    return HeldOutFigures(
      mase: whole.double, maseBySteps: steps.map { $0.isNull ? nil : $0.double })
  }
}
