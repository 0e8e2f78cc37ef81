/// Many series of one frequency, their values in one flat store.
///
/// One series is a panel of one. Values lie series after series without copies in between, so a panel
/// of a hundred thousand short series costs no more than its numbers. A missing value is NaN here and
/// nowhere later: `MissingValues` decides what becomes of it.
public struct Panel: Sendable {
  /// The step that defaults follow from.
  ///
  /// It differs from the axes' own where the time column only counts and the user said what it counts
  /// (`--step week`).
  public let frequency: Frequency
  /// The id of each series as the file writes it; the only series of a file without ids has "".
  public let identifiers: [String]
  /// Where each series lies in time.
  public let axes: [TimeAxis]
  /// The target of all series, one after the other; NaN where a value is missing.
  public let values: [Double]
  /// Where each series begins in `values`, and at last where the last one ends: one more than series.
  public let offsets: [Int]

  /// Makes a panel from whole columns.
  ///
  /// - Precondition: one axis and one id a series, offsets rising from 0 to the count of values.
  public init(
    frequency: Frequency, identifiers: [String], axes: [TimeAxis], values: [Double], offsets: [Int]
  ) {
    precondition(identifiers.count == axes.count && offsets.count == axes.count + 1)
    precondition(offsets.first == 0 && offsets.last == values.count)
    self.frequency = frequency
    self.identifiers = identifiers
    self.axes = axes
    self.values = values
    self.offsets = offsets
  }

  /// Makes a panel of the given series.
  public init(frequency: Frequency, series: [TimeSeries]) {
    var values: [Double] = []
    var offsets = [0]
    for one in series {
      values.append(contentsOf: one.values)
      offsets.append(values.count)
    }
    self.init(
      frequency: frequency, identifiers: series.map(\.identifier), axes: series.map(\.axis),
      values: values, offsets: offsets)
  }

  /// The length of the typical series, the median; 0 without series.
  public var typicalLength: Int { indices.map { self[$0].count }.upperMedian ?? 0 }

  /// How many series there are.
  public var count: Int { identifiers.count }

  /// One series; its values share the panel's store.
  public subscript(index: Int) -> TimeSeries {
    TimeSeries(
      identifier: identifiers[index], axis: axes[index],
      values: values[offsets[index]..<offsets[index + 1]])
  }

  /// Each series without its last `steps` rows; those that would be empty stay, with no rows.
  public func droppingLast(_ steps: Int) -> Panel {
    Panel(frequency: frequency, series: indices.map { self[$0].droppingLast(steps) })
  }

  /// The last `steps` rows of each series, on the axis of where they begin.
  public func suffix(_ steps: Int) -> Panel {
    Panel(frequency: frequency, series: indices.map { self[$0].suffix(steps) })
  }

  /// The positions of the series: 0 ..< count.
  public var indices: Range<Int> { 0..<count }
}
