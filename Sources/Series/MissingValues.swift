/// What becomes of values that the data do not have.
public enum MissingValuePolicy: String, CaseIterable, Sendable {
  /// Not scored as a target; a straight line where a model needs an input.
  case mask
  /// A straight line between the neighbours, as if it had been measured.
  case interpolate
  /// The value before it.
  case ffill
  /// The value of the same season's position one season before.
  case seasonal
  /// Nothing was sold, nobody came.
  case zero
  /// A fault of the data; the reader names the place.
  case error
}

/// Fills NaN by one of the stated policies; never touches a value that is there.
public enum MissingValues {
  /// Fills one stretch of values.
  ///
  /// - Parameters:
  ///   - values: values with NaN where one is missing.
  ///   - policy: how to fill; `mask` and `error` leave the values as they are.
  ///   - season: the season length that `seasonal` reaches back, in steps.
  public static func fill(
    _ values: inout [Double], by policy: MissingValuePolicy, season: Int
  ) {
    switch policy {
    case .mask, .error: break
    case .zero: for index in values.indices where values[index].isNaN { values[index] = 0 }
    case .interpolate: interpolate(&values)
    case .ffill:
      for index in values.indices.dropFirst() where values[index].isNaN {
        values[index] = values[index - 1]
      }
    case .seasonal:
      let step = max(season, 1)
      for index in values.indices.dropFirst(step) where values[index].isNaN {
        values[index] = values[index - step]
      }
      interpolate(&values)
    }
  }

  /// Fills every gap with a straight line; gaps at an end take the nearest value.
  ///
  /// Values that are all missing stay so.
  public static func interpolate(_ values: inout [Double]) {
    var previous: Int?
    for index in values.indices where !values[index].isNaN {
      let right = values[index]
      if let previous {
        let left = values[previous]
        let width = Double(index - previous)
        for gap in (previous + 1)..<index {
          let share = Double(gap - previous) / width
          values[gap] = left * (1 - share) + right * share
        }
      } else {
        for gap in values.startIndex..<index { values[gap] = right }
      }
      previous = index
    }
    guard let previous else { return }
    for gap in (previous + 1)..<values.endIndex { values[gap] = values[previous] }
  }
}

/// How a panel's missing values are filled.
public struct MissingValueFilling: Sendable, Hashable {
  /// The policy.
  public let policy: MissingValuePolicy
  /// The season length that `seasonal` reaches back, in steps.
  public let season: Int

  /// Makes a filling.
  public init(_ policy: MissingValuePolicy, season: Int) {
    self.policy = policy
    self.season = season
  }

  /// Values stay missing.
  public static let none = MissingValueFilling(.mask, season: 1)

  /// Fills a panel, series by series.
  ///
  /// - Parameter panel: the rows.
  /// - Returns: a panel of the same shape.
  public func fill(_ panel: Panel) -> Panel {
    guard policy != .mask, policy != .error else { return panel }
    return Panel(
      frequency: panel.frequency,
      series: panel.indices.map { index in
        let series = panel[index]
        var values = Array(series.values)
        MissingValues.fill(&values, by: policy, season: season)
        return TimeSeries(
          identifier: series.identifier, axis: series.axis, values: values[...])
      })
  }

  /// Whether a value is filled from what came before it alone.
  public var looksBackOnly: Bool { policy == .zero || policy == .ffill }
}

extension Panel {
  /// How many values are missing.
  public var missingCount: Int { values.count { $0.isNaN } }
}
