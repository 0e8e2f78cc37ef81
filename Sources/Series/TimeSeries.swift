/// One series: an id, a regular time axis and a value for each of its positions.
public struct TimeSeries: Sendable {
  /// The id as the file writes it; "" for the only series of a file without ids.
  public let identifier: String
  /// The times of the values; position 0 is the first value.
  public let axis: TimeAxis
  /// The values, NaN where one is missing; a slice, so that a panel can lend its store.
  public let values: ArraySlice<Double>

  /// Makes a series.
  public init(identifier: String, axis: TimeAxis, values: ArraySlice<Double>) {
    self.identifier = identifier
    self.axis = axis
    self.values = values
  }

  /// How many positions there are, missing values included.
  public var count: Int { values.count }

  /// The time of the last row; nil where there is no row.
  public var lastTimestamp: Timestamp? { isEmpty ? nil : axis.timestamp(at: count - 1) }

  /// Whether there is no row at all.
  public var isEmpty: Bool { values.isEmpty }

  /// The series without its last `steps` rows.
  public func droppingLast(_ steps: Int) -> TimeSeries {
    TimeSeries(identifier: identifier, axis: axis, values: values.dropLast(steps))
  }

  /// The last `steps` rows, on the axis of where they begin.
  public func suffix(_ steps: Int) -> TimeSeries {
    let kept = values.suffix(steps)
    return TimeSeries(
      identifier: identifier, axis: axis.advanced(by: count - kept.count), values: kept)
  }
}
